package org.bellcrank.itests.chaos.halts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bellcrank.itests.chaos.ChaosSite;
import org.bellcrank.itests.chaos.Sighting;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.Measurement;

/**
 * What a small plant reports, drawn from a seed: few causes in two works, so that most findings
 * merge, defects that grow, so that orders are updated, and pictures.
 */
public final class Story {

  private static final Instant BEGIN = Instant.parse("2026-03-02T05:00:00Z");
  private static final int EVERY_MILLIS = 100;

  /** At so many points something is seen. */
  static final int POINTS = 6;

  private static final int PICTURE_BYTES = 1500;
  private static final double TEMPERATURES = 0.1;
  private static final double PICTURE = 0.25;
  private static final double SURE = 0.8;
  private static final double GROWTH = 1.12;

  private final SplittableRandom random;
  private final int spots;
  private final List<Telling> tellings = new ArrayList<>();
  private final double[] side;
  private boolean hot;

  /**
   * Draws a story.
   *
   * @param length how many observations
   * @param spots how many defects there are at most
   */
  public Story(long seed, int length, int spots) {
    random = new SplittableRandom(seed);
    this.spots = spots;
    side = new double[spots];
    for (int i = 0; i < length; i++) {
      tellings.add(random.nextDouble() < TEMPERATURES ? temperature(i) : look(i));
    }
  }

  public List<Telling> tellings() {
    return List.copyOf(tellings);
  }

  private static CaptureTime at(int number) {
    return new CaptureTime(
        BEGIN.plusMillis((long) EVERY_MILLIS * number), CaptureTime.ClockQuality.SOURCE);
  }

  private static String id(int number) {
    return "h%05d".formatted(number);
  }

  private Telling temperature(int number) {
    hot = !hot;
    Measurement measured =
        new Measurement(
            id(number),
            "plc",
            at(number),
            ChaosSite.temperature(0),
            ChaosSite.HOT + (hot ? 5.5 : -20.5),
            Optional.of("Cel"),
            Map.of());
    String cause = ChaosSite.asset(0) + "|overheating|" + ChaosSite.limit(0);
    Sighting.Expected crossing = new Sighting.Expected(id(number) + "#0", cause, true, false);
    List<Sighting.Expected> expected = hot ? List.of(crossing) : List.of();
    return new Telling(
        new Sighting(id(number), "", expected), Optional.of(measured), Optional.empty(), null);
  }

  private Telling look(int number) {
    List<Detection> detections = new ArrayList<>();
    List<Sighting.Expected> expected = new ArrayList<>();
    boolean picture = random.nextDouble() < PICTURE;
    int count = random.nextInt(1, 4);
    for (int i = 0; i < count; i++) {
      int spot = random.nextInt(spots);
      boolean sure = random.nextDouble() < SURE;
      detections.add(detection(spot, sure));
      expected.add(new Sighting.Expected(id(number) + "#" + i, cause(spot), sure, picture));
    }
    Inspection seen =
        new Inspection(
            id(number),
            "camera",
            at(number),
            1280,
            720,
            detections,
            Optional.empty(),
            List.of(),
            Map.of());
    return new Telling(
        new Sighting(id(number), "", expected),
        Optional.empty(),
        Optional.of(seen),
        picture(picture));
  }

  private byte[] picture(boolean wanted) {
    if (!wanted) {
      return null;
    }
    byte[] bytes = new byte[PICTURE_BYTES];
    random.nextBytes(bytes);
    bytes[0] = (byte) 0xff;
    bytes[1] = (byte) 0xd8;
    return bytes;
  }

  private Detection detection(int spot, boolean sure) {
    side[spot] = side[spot] == 0 ? 10 : side[spot] * GROWTH;
    double confidence = (sure ? 750 + random.nextInt(240) : 320 + random.nextInt(400)) / 1000.0;
    return new Detection(
        ChaosSite.point(spot % POINTS),
        "pitting",
        confidence,
        Optional.of(new Box(10, 10, 10 + side[spot], 10 + side[spot])),
        spot < POINTS ? Optional.empty() : Optional.of("t" + spot));
  }

  private static String cause(int spot) {
    String identity = spot < POINTS ? ChaosSite.point(spot) : "t" + spot;
    return ChaosSite.asset(spot % POINTS) + "|surface-fatigue|" + identity;
  }
}
