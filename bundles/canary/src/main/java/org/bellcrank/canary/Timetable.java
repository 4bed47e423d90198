package org.bellcrank.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.bellcrank.observation.Canary;

/** When canaries fly, and how they are called; not safe for several threads. */
final class Timetable {

  private static final Duration FIRST = Duration.ofSeconds(60);
  private static final int OFTENER = 3;

  private final Instant beganAt;
  private final Map<String, Instant> starts = new HashMap<>();
  private long lastNumber;

  Timetable(Instant beganAt) {
    this.beganAt = beganAt;
  }

  /** How long a canary may be under way; also the pause between two while something is wrong. */
  static Duration patience(Duration period) {
    return period.dividedBy(OFTENER);
  }

  boolean isDue(String target, Instant now, Duration period, boolean wrong) {
    Instant last = starts.get(target);
    if (last == null) {
      return !now.isBefore(beganAt.plus(FIRST.compareTo(period) < 0 ? FIRST : period));
    }
    return !now.isBefore(last.plus(wrong ? patience(period) : period));
  }

  /** The next look finds it due. */
  void hurry(String target) {
    starts.remove(target);
  }

  void hurryAll() {
    starts.clear();
  }

  /**
   * A canary that starts now.
   *
   * @param target connector instance; empty where there is none
   * @param who asked for it
   */
  Canary next(String target, Instant now, String who) {
    lastNumber = Math.max(lastNumber + 1, now.toEpochMilli());
    starts.put(target, now);
    String number = Long.toString(lastNumber, Character.MAX_RADIX);
    return Canary.at(now, (target.isEmpty() ? "none" : target) + ":" + number, target, who);
  }
}
