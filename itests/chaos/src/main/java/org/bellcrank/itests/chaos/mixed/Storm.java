package org.bellcrank.itests.chaos.mixed;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Faults in rounds: one to four of different groups, each at its moment and for its time, several
 * at once. They are dealt from a shuffled deck, so that each falls as often as any other.
 */
final class Storm {

  private static final int MOST_AT_ONCE = 4;
  private static final int WITHIN_MILLIS = 8000;

  private final List<Trouble> all;
  private final SplittableRandom random;
  private final List<Trouble> deck = new ArrayList<>();
  private final Map<String, Count> counts = new TreeMap<>();

  /** How often a fault fell and for how long in sum. */
  static final class Count {
    long times;
    Duration lasted = Duration.ZERO;
    long rounds;
    long clean;
  }

  private record Event(long atMillis, Trouble trouble, boolean begins) {}

  Storm(List<Trouble> all, SplittableRandom random) {
    this.all = all;
    this.random = random;
    all.forEach(each -> counts.put(each.name(), new Count()));
  }

  /** By name of the fault. */
  Map<String, Count> counts() {
    return counts;
  }

  /** One round; returns what fell when all of it is over. */
  List<Trouble> round() throws IOException, InterruptedException {
    List<Trouble> hand = deal(random.nextInt(1, MOST_AT_ONCE + 1));
    List<Event> events = new ArrayList<>();
    for (Trouble each : hand) {
      long at = hand.size() == 1 ? 1000 : random.nextInt(WITHIN_MILLIS);
      long lasts = random.nextInt(each.leastMillis(), each.mostMillis() + 1);
      events.add(new Event(at, each, true));
      events.add(new Event(at + lasts, each, false));
    }
    events.sort(Comparator.comparingLong(Event::atMillis));
    rage(events);
    return hand;
  }

  private List<Trouble> deal(int most) {
    List<Trouble> hand = new ArrayList<>();
    Set<String> groups = new HashSet<>();
    if (deck.size() < most) {
      shuffle();
    }
    for (Trouble each : List.copyOf(deck)) {
      if (hand.size() < most && groups.add(each.group())) {
        hand.add(each);
        deck.remove(each);
      }
    }
    return hand;
  }

  private void shuffle() {
    List<Trouble> fresh = new ArrayList<>(all);
    for (int i = fresh.size() - 1; i > 0; i--) {
      fresh.set(i, fresh.set(random.nextInt(i + 1), fresh.get(i)));
    }
    deck.addAll(fresh);
  }

  private void rage(List<Event> events) throws IOException, InterruptedException {
    Map<Trouble, Long> since = new java.util.HashMap<>();
    long begun = System.nanoTime();
    for (Event event : events) {
      long left = event.atMillis() - (System.nanoTime() - begun) / 1_000_000;
      TimeUnit.MILLISECONDS.sleep(Math.max(0, left));
      Trouble trouble = event.trouble();
      if (event.begins()) {
        trouble.begins().take(random);
        since.put(trouble, System.nanoTime());
      } else {
        trouble.ends().take(random);
        Count count = counts.get(trouble.name());
        count.times++;
        count.lasted = count.lasted.plusNanos(System.nanoTime() - since.get(trouble));
      }
    }
  }

  /** What came of a round. */
  void judged(List<Trouble> fell, boolean clean) {
    for (Trouble each : fell) {
      Count count = counts.get(each.name());
      count.rounds++;
      count.clean += clean ? 1 : 0;
    }
  }
}
