package org.bellcrank.itests.chaos.days;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.Observation;

/**
 * What a plant sees in so many days, drawn from a seed, observation by observation, so that any
 * process can tell any of them again: four times as much by day as by night, most of them with
 * defects that nobody saw before, some that were, some too faint for an order.
 */
final class Month {

  /** When each month begins: a Monday, at midnight. */
  static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

  static final int POINTS = 20;

  private static final double HEARTBEAT = 0.04;
  private static final double FAINT = 0.16;
  private static final double FAINT_PICTURE = 0.5;
  private static final double PICTURE = 0.02;
  private static final double SEEN_BEFORE = 0.25;
  private static final int MOST_NEW = 5;
  private static final int MOST_BACK = 200;
  private static final int PICTURE_BYTES = 600;

  /** Weights of an hour before six, by day, and after twenty-two. */
  private static final double[] HOURS = {6, 16 * 4, 2};

  private static final int[] FROM = {0, 6, 22};
  private static final double DAY = 6 + 16 * 4 + 2;

  /** What one observation is. */
  private enum Kind {
    HEARTBEAT,
    FAINT,
    DEFECT
  }

  private final long seed;
  private final int days;
  private final byte[] fresh;
  private final int[] again;
  private final byte[] repeats;
  private final int length;
  private int findings;
  private int expectedToLog;
  private int joins;

  /**
   * @param orders how many causes deserve an order, at least 1
   */
  Month(long seed, int days, int orders) {
    this.seed = seed;
    this.days = days;
    byte[] many = new byte[orders + 16];
    int[] old = new int[orders + 16];
    int n = 0;
    int left = orders;
    while (left > 0) {
      if (n == many.length) {
        many = Arrays.copyOf(many, n * 2);
        old = Arrays.copyOf(old, n * 2);
      }
      old[n] = -1;
      SplittableRandom random = random(n);
      Kind kind = kind(random);
      if (kind == Kind.DEFECT) {
        many[n] = (byte) Math.min(left, random.nextInt(1, MOST_NEW + 1));
        left -= many[n];
        old[n] = before(n, many, random);
      }
      n++;
    }
    length = n;
    fresh = Arrays.copyOf(many, n);
    again = Arrays.copyOf(old, n);
    repeats = new byte[n];
    count();
  }

  private void count() {
    for (int i = 0; i < length; i++) {
      boolean faint = fresh[i] == 0 && kind(random(i)) == Kind.FAINT;
      expectedToLog += faint ? 1 : 0;
      if (again[i] >= 0) {
        repeats[again[i]]++;
        joins++;
      }
      findings += findings(i);
    }
  }

  /** An observation with defects not long before, whose first one is seen again; -1 for none. */
  private static int before(int n, byte[] many, SplittableRandom random) {
    if (random.nextDouble() >= SEEN_BEFORE) {
      return -1;
    }
    int at = n - 1 - random.nextInt(MOST_BACK);
    while (at >= 0 && many[at] == 0) {
      at--;
    }
    return at;
  }

  private SplittableRandom random(int n) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + n);
  }

  private static Kind kind(SplittableRandom random) {
    double drawn = random.nextDouble();
    if (drawn < HEARTBEAT) {
      return Kind.HEARTBEAT;
    }
    return drawn < HEARTBEAT + FAINT ? Kind.FAINT : Kind.DEFECT;
  }

  /** How many observations there are. */
  int length() {
    return length;
  }

  /** How many findings there are. */
  int findings() {
    return findings;
  }

  /** Of them too faint for an order. */
  int faint() {
    return expectedToLog;
  }

  /** Of them looks at what has an order. */
  int joins() {
    return joins;
  }

  /** How many findings an observation has. */
  int findings(int n) {
    if (fresh[n] > 0) {
      return fresh[n] + (again[n] >= 0 ? 1 : 0);
    }
    return kind(random(n)) == Kind.FAINT ? 1 : 0;
  }

  /** How many orders come of it, and how often the first of them is seen in all. */
  int orders(int n) {
    return fresh[n];
  }

  /** How many findings the order of a cause stands for. */
  int occurrences(int n, int place) {
    return place == 0 ? 1 + repeats[n] : 1;
  }

  static String id(int n) {
    return "d%07d".formatted(n);
  }

  /** The identity of the cause that an observation brings at this place. */
  static String track(int n, int place) {
    return "t%d-%d".formatted(n, place);
  }

  /** When an observation is made. */
  Instant at(int n) {
    double place = (n + 0.5) / length * days;
    double weight = (place - (int) place) * DAY;
    int part = 0;
    while (part < 2 && weight > HOURS[part]) {
      weight -= HOURS[part++];
    }
    double hours = FROM[part] + weight / (part == 1 ? 4 : 1);
    return BEGIN.plus(Duration.ofDays((int) place)).plusMillis((long) (hours * 3_600_000));
  }

  /** When it is over. */
  Instant end() {
    return BEGIN.plus(Duration.ofDays(days));
  }

  /** An observation; its picture is kept before. */
  Observation observation(int n, EvidenceStore evidence) {
    SplittableRandom random = random(n);
    Kind kind = kind(random);
    CaptureTime at = new CaptureTime(at(n), CaptureTime.ClockQuality.SOURCE);
    if (kind == Kind.HEARTBEAT) {
      return new DeviceStatus(
          id(n), "camera", at, "camera-1", DeviceStatus.Status.OK, "", Map.of());
    }
    List<Detection> detections = new ArrayList<>();
    random = new SplittableRandom(random.nextLong());
    for (int i = 0; i < fresh[n]; i++) {
      detections.add(detection(n, track(n, i), random.nextInt(750, 1000), random));
    }
    if (again[n] >= 0) {
      detections.add(detection(again[n], track(again[n], 0), random.nextInt(750, 1000), random));
    }
    if (kind == Kind.FAINT) {
      detections.add(detection(n, track(n, 0), random.nextInt(310, 740), random));
    }
    boolean pictured = random.nextDouble() < (kind == Kind.FAINT ? FAINT_PICTURE : PICTURE);
    return new Inspection(
        id(n),
        "camera",
        at,
        1280,
        720,
        detections,
        Optional.empty(),
        pictured ? List.of(picture(random, evidence)) : List.of(),
        Map.of());
  }

  private static Detection detection(
      int n, String track, int thousandths, SplittableRandom random) {
    double left = random.nextInt(1000);
    double top = random.nextInt(500);
    return new Detection(
        "line/p%02d".formatted(n % POINTS),
        "pitting",
        thousandths / 1000.0,
        Optional.of(new Box(left, top, left + 40, top + 40)),
        Optional.of(track));
  }

  private static EvidenceItem picture(SplittableRandom random, EvidenceStore evidence) {
    byte[] bytes = new byte[PICTURE_BYTES];
    random.nextBytes(bytes);
    bytes[0] = (byte) 0xff;
    bytes[1] = (byte) 0xd8;
    return new EvidenceItem(EvidenceItem.Role.ANNOTATED, evidence.keep(bytes, "image/jpeg"));
  }
}
