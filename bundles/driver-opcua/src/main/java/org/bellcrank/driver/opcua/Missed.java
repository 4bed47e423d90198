package org.bellcrank.driver.opcua;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;

/**
 * What one channel may have missed while its server was not heard: the gaps between the last value
 * before each outage and the newest one when all had come that the server kept for it, by the time
 * of the source. What comes first after an outage ends no gap: it may be a message that was on its
 * way to the dead line, sent again, and the server's queue ran over behind it. A value that its
 * subscription told and its history tells too is told once, whichever comes first. For one thread
 * at a time.
 */
final class Missed {

  /** Gaps that wait; a line that breaks again and again must not fill the memory. */
  static final int MOST = 16;

  private final Deque<Gap> waiting = new ArrayDeque<>();
  private final Deque<Gap> done = new ArrayDeque<>();
  private Long last;
  private DataValue told;
  private boolean away;
  private Map<Forgotten, Integer> forgotten = new EnumMap<>(Forgotten.class);
  private final Deque<Gap> gone = new ArrayDeque<>();

  /** Why a gap was given up before anybody asked for its values. */
  enum Forgotten {
    /** A line that breaks again and again. */
    TOO_MANY("more than %d gaps of a channel waited".formatted(MOST)),
    /** What came before the outage is newer than what comes. */
    SET_BACK("the clock of the source was set back, so that nobody knows where the gap ends");

    private final String why;

    Forgotten(String why) {
      this.why = why;
    }

    /** In words. */
    String why() {
      return why;
    }
  }

  /**
   * The source's time of a value; empty where it gives none, so that nothing can be said of what is
   * missing.
   */
  static Optional<Long> time(DataValue value) {
    DateTime at = value.sourceTime();
    return at != null && at.isValid() && at.isNotNull()
        ? Optional.of(at.getUtcTime())
        : Optional.empty();
  }

  /**
   * Whether the subscription's value is to be told: not where the history told it before, nor where
   * a subscription made anew tells once more what stands.
   *
   * @param failed whether the channel counts as failed, so that what stands must be told again
   */
  boolean hears(DataValue value, boolean failed) {
    Long at = time(value).orElse(null);
    if (at == null) {
      return true;
    }
    if (told != null && same(told, value)) {
      return failed;
    }
    Optional<Gap> late =
        Stream.concat(waiting.stream(), done.stream())
            .filter(gap -> gap.isClosed() && gap.holds(at))
            .findFirst();
    if (late.isPresent()) {
      return late.get().isNew(at);
    }
    told = value;
    Gap open = waiting.peekLast();
    if (open == null || open.isClosed()) {
      last = at;
      return true;
    }
    if (!away) { // else it was on its way when the line broke: the gap does not end with it
      last = at;
      if (!open.hears(at)) {
        waiting.remove(open);
        forget(open, Forgotten.SET_BACK);
        return true;
      }
    }
    return !open.holds(at) || open.isNew(at);
  }

  private static boolean same(DataValue one, DataValue other) {
    return one.sourceTime().equals(other.sourceTime())
        && one.statusCode().equals(other.statusCode())
        && one.value().equals(other.value());
  }

  /**
   * Values before this one, which comes next, were lost at the server although its session stood;
   * within an outage they are a part of its gap.
   */
  void overran(DataValue value) {
    Long at = time(value).orElse(null);
    Gap open = waiting.peekLast();
    if (at == null || last == null || at <= last || away || open != null && !open.isClosed()) {
      return;
    }
    Gap gap = new Gap(last);
    gap.hears(at);
    gap.closes();
    add(gap);
  }

  /** Nothing is heard from now on. */
  void breaks() {
    away = true;
    Gap open = waiting.peekLast();
    if (open != null && !open.isClosed()) {
      if (!open.closes()) {
        return;
      }
      last = open.to();
    }
    if (last == null) {
      return;
    }
    add(new Gap(last));
  }

  private void add(Gap gap) {
    waiting.add(gap);
    if (waiting.size() > MOST) {
      forget(waiting.remove(), Forgotten.TOO_MANY);
    }
  }

  private void forget(Gap gap, Forgotten why) {
    forgotten.merge(why, 1, Integer::sum);
    gap.leavesRest(why.why());
    gone.add(gap);
    if (gone.size() > MOST) {
      gone.remove();
    }
  }

  /** The server is heard again. */
  void returns() {
    away = false;
  }

  /** The session stood for a while; asked about once a second. */
  void stands() {
    Gap open = waiting.peekLast();
    if (!away && open != null && !open.isClosed()) {
      open.stands();
    }
  }

  /** Whether any gap could be filled, or is to be told as given up. */
  boolean isWaiting() {
    return !forgotten.isEmpty() || next().isPresent();
  }

  /** The oldest gap whose end is known. */
  Optional<Gap> next() {
    return Optional.ofNullable(waiting.peek()).filter(Gap::isClosed);
  }

  /** It was filled, or never will be; what was told of it stays known until it is released. */
  void settles(Gap gap) {
    if (waiting.remove(gap)) {
      done.add(gap);
    }
  }

  /** The subscription tells nothing of it any more. */
  void releases(Gap gap) {
    done.remove(gap);
  }

  /** How many gaps were given up before they were filled, and why; each is told once. */
  Map<Forgotten, Integer> forgotten() {
    Map<Forgotten, Integer> some = forgotten;
    forgotten = new EnumMap<>(Forgotten.class);
    return some;
  }

  /** The newest of the gaps that were given up before they were filled; each is told once. */
  List<Gap> gone() {
    List<Gap> some = List.copyOf(gone);
    gone.clear();
    return some;
  }
}
