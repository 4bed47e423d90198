package org.bellcrank.itests.chaos;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bellcrank.journal.Facts;

/** What one sender sees, drawn from its seed. Not safe for use by several threads. */
public final class Sightings {

  static final double TEMPERATURES = 0.06;
  private static final double HEARTBEATS = 0.04;
  private static final double STRANGE_POINT = 0.02;
  private static final double PICTURE = 0.3;
  private static final double ORDER = 0.75;

  private final int sender;
  private final double temperatures;
  private final SplittableRandom random;
  private final Causes causes;
  private final Clock clock;
  private int number;
  private boolean hot;

  /**
   * @param sender from 0; a temperature belongs to one sender, so that its values stay in order
   */
  Sightings(int sender, SplittableRandom random, Causes causes, Clock clock) {
    this(sender, TEMPERATURES, random, causes, clock);
  }

  /**
   * @param temperatures the share of temperatures; none where messages may come in another order
   */
  public Sightings(
      int sender, double temperatures, SplittableRandom random, Causes causes, Clock clock) {
    this.sender = sender;
    this.temperatures = temperatures;
    this.random = random;
    this.causes = causes;
    this.clock = clock;
  }

  public Sighting next() {
    String id = "s%d-%06d".formatted(sender, number++);
    double kind = random.nextDouble();
    if (kind < temperatures) {
      return temperature(id);
    }
    if (kind < temperatures + HEARTBEATS) {
      return heartbeat(id);
    }
    return inspection(id);
  }

  private Facts.Builder message(String id, String type) {
    return Facts.with("type", type)
        .put("id", id)
        .put("source", "sender-" + sender)
        .put("capturedAt", clock.instant());
  }

  private Sighting heartbeat(String id) {
    Facts message =
        message(id, "deviceStatus").put("device", "camera-" + sender).put("status", "ok").build();
    return new Sighting(id, message.json(), List.of());
  }

  /** Every other value crosses the limit; the next one clears it. */
  private Sighting temperature(String id) {
    hot = !hot;
    Facts message =
        message(id, "measurement")
            .put("point", ChaosSite.temperature(sender))
            .put("value", ChaosSite.HOT + (hot ? 5.5 : -20.5))
            .put("unit", "Cel")
            .build();
    String limit = ChaosSite.limit(sender);
    Sighting.Expected crossing =
        new Sighting.Expected(
            id + "#0", ChaosSite.asset(sender) + "|overheating|" + limit, true, false);
    return new Sighting(id, message.json(), hot ? List.of(crossing) : List.of());
  }

  private Sighting inspection(String id) {
    List<Facts> detections = new ArrayList<>();
    List<Sighting.Expected> expected = new ArrayList<>();
    boolean picture = random.nextDouble() < PICTURE;
    int count = random.nextInt(1, 4);
    for (int i = 0; i < count; i++) {
      double confidence = confidence();
      boolean strange = random.nextDouble() < STRANGE_POINT;
      Causes.Spot spot = causes.draw(random);
      detections.add(detection(spot, strange, confidence));
      expected.add(
          new Sighting.Expected(
              id + "#" + i, strange ? "" : spot.key(), !strange && confidence >= ORDER, picture));
    }
    Facts.Builder message =
        message(id, "inspection")
            .put("width", 1280)
            .put("height", 720)
            .put("detections", detections);
    if (picture) {
      message.put("images", List.of(image("original"), image("annotated")));
    }
    return new Sighting(id, message.build().json(), expected);
  }

  private Facts detection(Causes.Spot spot, boolean strange, double confidence) {
    double left = random.nextInt(1000);
    double top = random.nextInt(500);
    double side = 10 + random.nextInt(60);
    return Facts.with("point", strange ? "bench/unknown" : spot.point())
        .put("class", "pitting")
        .put("confidence", confidence)
        .put("box", List.of(left, top, left + side, top + side))
        .put("track", spot.track().isEmpty() || strange ? null : spot.track())
        .build();
  }

  /** Three of four are sure enough for an order; few lie below the floor. */
  private double confidence() {
    int thousandths =
        random.nextDouble() < 0.75 ? random.nextInt(750, 990) : random.nextInt(200, 750);
    return thousandths / 1000.0;
  }

  private Facts image(String role) {
    return Facts.with("role", role)
        .put("mediaType", "image/jpeg")
        .put("base64", Pictures.base64(random))
        .build();
  }
}
