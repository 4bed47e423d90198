package org.bellcrank.signal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.hipparchus.distribution.discrete.HypergeometricDistribution;

/**
 * Which machine bad parts come from, by the routes of the parts. Machines stand in steps: in each
 * step a part passes one of several that do the same, and each is compared with the others of its
 * step, by R. A. Fisher's exact test of one side, times the number of machines that are asked about
 * (C. E. Bonferroni). Pure.
 */
public final class Routes {

  /** Level at which one machine is parted from another that saw much the same parts. */
  private static final double SURE = 0.01;

  private Routes() {}

  /**
   * A part.
   *
   * @param machines all it went through
   * @param bad whether it is bad
   */
  public record Part(Set<String> machines, boolean bad) {

    /** Keeps the set unchangeable. */
    public Part {
      machines = Set.copyOf(machines);
    }

    private boolean through(String machine) {
      return machines.contains(machine);
    }
  }

  /**
   * How many of some parts are bad.
   *
   * @param parts 0 or more
   * @param bad of them, 0 to {@code parts}
   */
  public record Share(long parts, long bad) {

    private static final double SIGMAS = 1.959963984540054; // two sided, 95 %

    /** Of no parts. */
    public static final Share NONE = new Share(0, 0);

    /** Refuses more bad parts than parts. */
    public Share {
      if (bad < 0 || bad > parts) {
        throw new IllegalArgumentException(
            "given %d bad of %d parts; allowed: 0 to all of them".formatted(bad, parts));
      }
    }

    /** Of parts that fit. */
    public static Share of(Collection<Part> parts, Predicate<Part> fits) {
      long all = 0;
      long bad = 0;
      for (Part part : parts) {
        if (fits.test(part)) {
          all++;
          bad += part.bad() ? 1 : 0;
        }
      }
      return new Share(all, bad);
    }

    /** Both together, of different parts. */
    public Share and(Share other) {
      return new Share(parts + other.parts, bad + other.bad);
    }

    /** 0..1; NaN of no parts. */
    public double rate() {
      return (double) bad / parts;
    }

    /** Lower bound of the true rate with 95 %, 0..1 (E. B. Wilson 1927); 0 of no parts. */
    public double low() {
      return parts == 0 ? 0 : Math.max(0, middle() - half());
    }

    /** Upper bound likewise; 1 of no parts. */
    public double high() {
      return parts == 0 ? 1 : Math.min(1, middle() + half());
    }

    private double middle() {
      return (bad + SIGMAS * SIGMAS / 2) / (parts + SIGMAS * SIGMAS);
    }

    private double half() {
      double spread = parts * rate() * (1 - rate()) + SIGMAS * SIGMAS / 4;
      return SIGMAS * Math.sqrt(spread) / (parts + SIGMAS * SIGMAS);
    }

    /**
     * Chance of so many bad parts or more, 0..1, if these were like others: Fisher's exact test. 1
     * where either has no parts.
     */
    public double chanceIfLike(Share others) {
      Share all = and(others);
      if (parts == 0 || others.parts == 0 || bad == 0) {
        return 1;
      }
      return new HypergeometricDistribution(
              Math.toIntExact(all.parts), Math.toIntExact(all.bad), Math.toIntExact(parts))
          .upperCumulativeProbability(Math.toIntExact(bad));
    }
  }

  /**
   * What the parts say of a machine.
   *
   * @param step which one it stands in, from 0
   * @param machine its id
   * @param own of the parts that went through
   * @param others of the parts that went through other machines of its step and not through it
   * @param chance of so many bad ones if it were like the others of its step, 0..1, not corrected
   */
  public record Suspect(int step, String machine, Share own, Share others, double chance) {}

  /**
   * Compares each machine with the others of its step.
   *
   * @param parts all that were judged in a time
   * @param steps machines that do the same, by step
   * @param least a machine with fewer parts, or whose others have fewer, is not asked about
   * @return all that were asked about, the most suspect first; times their number each chance is
   *     corrected for how many were asked about
   */
  public static List<Suspect> rank(
      Collection<Part> parts, List<? extends Collection<String>> steps, int least) {
    List<Suspect> suspects = new ArrayList<>();
    for (int step = 0; step < steps.size(); step++) {
      Collection<String> machines = steps.get(step);
      List<Part> passed = parts.stream().filter(part -> passed(part, machines)).toList();
      for (String machine : machines) {
        Share own = Share.of(passed, part -> part.through(machine));
        Share others = Share.of(passed, part -> !part.through(machine));
        if (own.parts() >= least && others.parts() >= least) {
          suspects.add(new Suspect(step, machine, own, others, own.chanceIfLike(others)));
        }
      }
    }
    suspects.sort(Comparator.comparingDouble(Suspect::chance));
    return List.copyOf(suspects);
  }

  private static boolean passed(Part part, Collection<String> machines) {
    return machines.stream().anyMatch(part::through);
  }

  /**
   * Whom the bad parts are to be laid to. Where the bad parts of one machine are those of another,
   * since a part that went through the other alone is no worse than one that went through neither,
   * the other is left out. Where the parts cannot part them, they are named together: their parts
   * are the same, or nearly.
   *
   * @param guilty those of {@link #rank} that are beyond the level, in that order
   * @return machines by name, one each or several that cannot be told apart
   */
  public static List<Set<String>> blamed(
      Collection<Part> parts, List<? extends Collection<String>> steps, List<Suspect> guilty) {
    Set<Suspect> cleared = new HashSet<>();
    List<List<Suspect>> together = new ArrayList<>();
    for (Suspect one : guilty) {
      for (Suspect other : guilty) {
        if (one != other && !cleared.contains(one) && !cleared.contains(other)) {
          boolean alone = alone(parts, steps, one, other);
          boolean otherAlone = alone(parts, steps, other, one);
          if (alone && !otherAlone) {
            cleared.add(other);
          } else if (!alone && !otherAlone) {
            together.add(List.of(one, other));
          }
        }
      }
    }
    return groups(guilty.stream().filter(one -> !cleared.contains(one)).toList(), together);
  }

  /** Whether parts that passed one and not the other are worse than those that passed neither. */
  private static boolean alone(
      Collection<Part> parts,
      List<? extends Collection<String>> steps,
      Suspect one,
      Suspect other) {
    List<Part> both =
        parts.stream()
            .filter(part -> passed(part, steps.get(one.step())))
            .filter(part -> passed(part, steps.get(other.step())))
            .filter(part -> !part.through(other.machine()))
            .toList();
    Share own = Share.of(both, part -> part.through(one.machine()));
    Share neither = Share.of(both, part -> !part.through(one.machine()));
    return own.chanceIfLike(neither) <= SURE;
  }

  private static List<Set<String>> groups(List<Suspect> left, List<List<Suspect>> together) {
    List<Set<String>> groups = new ArrayList<>();
    for (Suspect one : left) {
      Set<String> group = new TreeSet<>(Set.of(one.machine()));
      for (List<Suspect> pair : together) {
        if (pair.contains(one) && left.containsAll(pair)) {
          pair.forEach(each -> group.add(each.machine()));
        }
      }
      List<Set<String>> joined =
          groups.stream().filter(each -> each.stream().anyMatch(group::contains)).toList();
      joined.forEach(group::addAll);
      groups.removeAll(joined);
      groups.add(group);
    }
    return groups;
  }
}
