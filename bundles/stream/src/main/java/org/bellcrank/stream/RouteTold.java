package org.bellcrank.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bellcrank.journal.Facts;

/**
 * What was told of routes, kept over a restart.
 *
 * @param until the end of the last look
 * @param settled parts that were judged first before this are in the machines' own past
 * @param number how many jumps were told since ever
 * @param open jumps that were told and are not over
 */
record RouteTold(Instant until, Instant settled, long number, List<Jump> open) {

  RouteTold {
    open = List.copyOf(open);
  }

  /**
   * A jump that was told and is not over.
   *
   * @param machines several where they were told together
   * @param number its own, from 0
   * @param told the end of the look that told it last
   * @param again how often it was told again, from 0
   */
  record Jump(Set<String> machines, long number, Instant told, long again) {

    /** A name of what is told, the same after a kill. */
    String name() {
      String first = "jump %d of %s".formatted(number, String.join(", ", new TreeSet<>(machines)));
      return again == 0 ? first : first + ", again %d".formatted(again);
    }

    Jump again(Instant end) {
      return new Jump(machines, number, end, again + 1);
    }

    private Facts facts() {
      return Facts.with("machines", List.copyOf(new TreeSet<>(machines)))
          .put("number", number)
          .put("told", told)
          .put("again", again)
          .build();
    }

    /** What was kept before jumps were told again has only its machines. */
    private static Jump from(Facts facts, long number, Instant until) {
      return new Jump(
          new TreeSet<>(facts.textList("machines")),
          facts.whole("number").orElse(number),
          facts.instant("told").orElse(until),
          facts.whole("again").orElse(0));
    }
  }

  /** The one that says as much of these machines, or more; empty where none does. */
  Optional<Jump> knows(Set<String> machines) {
    return open.stream().filter(each -> machines.containsAll(each.machines())).findFirst();
  }

  /** One more is told; what was told less exactly is that one now. */
  RouteTold and(Set<String> machines) {
    List<Jump> more = new ArrayList<>(open);
    more.removeIf(each -> each.machines().containsAll(machines));
    more.add(new Jump(machines, number, until, 0));
    return new RouteTold(until, settled, number + 1, more);
  }

  /** One is told again. */
  RouteTold again(Jump jump) {
    return new RouteTold(
        until,
        settled,
        number,
        open.stream().map(each -> each.equals(jump) ? each.again(until) : each).toList());
  }

  RouteTold without(Jump jump) {
    return new RouteTold(
        until, settled, number, open.stream().filter(each -> !each.equals(jump)).toList());
  }

  RouteTold looked(Instant end, Instant past) {
    return new RouteTold(end, past, number, open);
  }

  Facts facts() {
    return Facts.with("until", until)
        .put("settled", settled)
        .put("number", number)
        .put("open", open.stream().map(Jump::facts).toList())
        .build();
  }

  static RouteTold from(Facts facts) {
    Instant until = facts.requireInstant("until");
    long number = facts.whole("number").orElse(0);
    return new RouteTold(
        until,
        facts.requireInstant("settled"),
        number,
        facts.factsList("open").stream()
            .map(each -> Jump.from(each, Math.max(0, number - 1), until))
            .toList());
  }
}
