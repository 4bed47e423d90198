package org.bellcrank.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bellcrank.journal.Facts;

/**
 * What was told of routes, kept over a restart.
 *
 * @param until the end of the last look
 * @param settled parts that were judged first before this are in the machines' own past
 * @param number how many jumps were told since ever
 * @param open machines whose jump was told and is not over; several where they were told together
 */
record RouteTold(Instant until, Instant settled, long number, List<Set<String>> open) {

  RouteTold {
    open = List.copyOf(open);
  }

  /** Whether as much or more is known already. */
  boolean knows(Set<String> machines) {
    return open.stream().anyMatch(machines::containsAll);
  }

  /** One more was told; what was told less exactly is that one now. */
  RouteTold and(Set<String> machines) {
    List<Set<String>> more = new ArrayList<>(open);
    more.removeIf(each -> each.containsAll(machines));
    more.add(machines);
    return new RouteTold(until, settled, number + 1, more);
  }

  RouteTold without(Set<String> machines) {
    return new RouteTold(
        until, settled, number, open.stream().filter(each -> !each.equals(machines)).toList());
  }

  RouteTold looked(Instant end, Instant past) {
    return new RouteTold(end, past, number, open);
  }

  Facts facts() {
    return Facts.with("until", until)
        .put("settled", settled)
        .put("number", number)
        .put(
            "open",
            open.stream()
                .map(each -> Facts.with("machines", List.copyOf(new TreeSet<>(each))).build())
                .toList())
        .build();
  }

  static RouteTold from(Facts facts) {
    return new RouteTold(
        facts.requireInstant("until"),
        facts.requireInstant("settled"),
        facts.whole("number").orElse(0),
        facts.factsList("open").stream()
            .map(each -> (Set<String>) new TreeSet<>(each.textList("machines")))
            .toList());
  }
}
