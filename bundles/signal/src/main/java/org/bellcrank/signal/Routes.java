package org.bellcrank.signal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hipparchus.distribution.discrete.HypergeometricDistribution;

/**
 * Which machine a jump of the defect rate comes from, by the routes of the parts: for each machine
 * the parts that went through it against those that did not, by R. A. Fisher's exact test of one
 * side, times the number of machines asked about (Bonferroni). Machines whose parts are the same
 * cannot be told apart and are told together; one that all parts went through cannot be judged.
 */
public final class Routes {
  private Routes() {}

  /**
   * A part.
   *
   * @param machines all it went through
   * @param defect whether it is bad
   */
  public record Part(Set<String> machines, boolean defect) {

    /** Keeps the set unchangeable. */
    public Part {
      machines = Set.copyOf(machines);
    }
  }

  /**
   * What the parts say of a machine.
   *
   * @param machines its id, or several that saw the same parts, by name
   * @param parts that went through
   * @param defects of them
   * @param elsewhere share of defects of the other parts, 0..1
   * @param significance chance of so many defects if it were like the others, 0..1, corrected for
   *     the number of machines
   */
  public record Suspect(
      List<String> machines, int parts, int defects, double elsewhere, double significance) {

    /** Share of defects of its parts, 0..1. */
    public double rate() {
      return (double) defects / parts;
    }
  }

  /**
   * Ranks the machines, the most suspect first.
   *
   * @param parts all that were made since the jump, good and bad
   * @return empty where there is no part or no machine that some parts went past
   */
  public static List<Suspect> rank(List<Part> parts) {
    Map<String, BitSet> seen = new TreeMap<>();
    BitSet bad = new BitSet();
    for (int i = 0; i < parts.size(); i++) {
      bad.set(i, parts.get(i).defect());
      for (String machine : parts.get(i).machines()) {
        seen.computeIfAbsent(machine, name -> new BitSet()).set(i);
      }
    }
    Map<BitSet, Set<String>> alike = new LinkedHashMap<>();
    seen.forEach(
        (machine, through) -> {
          if (through.cardinality() < parts.size()) {
            alike.computeIfAbsent(through, same -> new TreeSet<>()).add(machine);
          }
        });
    List<Suspect> suspects = new ArrayList<>();
    alike.forEach(
        (through, machines) ->
            suspects.add(suspect(machines, through, bad, parts.size(), alike.size())));
    suspects.sort(Comparator.comparingDouble(Suspect::significance));
    return List.copyOf(suspects);
  }

  private static Suspect suspect(
      Set<String> machines, BitSet through, BitSet bad, int all, int asked) {
    BitSet both = (BitSet) through.clone();
    both.and(bad);
    int parts = through.cardinality();
    int defects = both.cardinality();
    int badOnes = bad.cardinality();
    double chance =
        new HypergeometricDistribution(all, badOnes, parts).upperCumulativeProbability(defects);
    double elsewhere = (double) (badOnes - defects) / (all - parts);
    double corrected = Math.min(1, asked * chance);
    return new Suspect(List.copyOf(machines), parts, defects, elsewhere, corrected);
  }
}
