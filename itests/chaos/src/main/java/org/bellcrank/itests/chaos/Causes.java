package org.bellcrank.itests.chaos;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Which causes exist so far; all senders share them, so that they meet at the same ones. */
public final class Causes {

  /** The share of looks that meet a new cause. */
  static final double NEW = 0.12;

  private static final int RECENT = 40;

  private final double fresh;
  private final AtomicInteger known = new AtomicInteger();

  Causes() {
    this(NEW);
  }

  /**
   * @param fresh the share of looks that meet a new cause, 0 to 1
   */
  public Causes(double fresh) {
    this.fresh = fresh;
  }

  /**
   * One cause.
   *
   * @param point where it shows
   * @param track what tells it from others at this point; empty for the first of a point
   */
  record Spot(int number, String point, String track) {

    String key() {
      String identity = track.isEmpty() ? point : track;
      return ChaosSite.asset(number % ChaosSite.POINTS) + "|surface-fatigue|" + identity;
    }
  }

  /** A new cause now and then, else one of the recent ones. */
  Spot draw(SplittableRandom random) {
    int count = known.get();
    boolean another = count == 0 || random.nextDouble() < fresh;
    int number =
        another ? known.getAndIncrement() : random.nextInt(Math.max(0, count - RECENT), count);
    int point = number % ChaosSite.POINTS;
    int round = number / ChaosSite.POINTS;
    String track = round == 0 ? "" : "p%03d-%d".formatted(point, round);
    return new Spot(number, ChaosSite.point(point), track);
  }
}
