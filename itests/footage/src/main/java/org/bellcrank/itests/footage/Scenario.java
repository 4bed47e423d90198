package org.bellcrank.itests.footage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a camera sees over the days. The same scenario gives the same pictures, bit by bit.
 *
 * @param camera name of the camera, also the position in the annotations
 * @param seed of everything random: metal, dirt, scratches, light, turning
 * @param start capture time of the first frame
 * @param interval time between two frames
 * @param turning how far the spindle stops from its rest, in radians (about one sigma)
 */
public record Scenario(
    String camera,
    long seed,
    int width,
    int height,
    Instant start,
    Duration interval,
    int frames,
    double turning,
    Look look,
    List<Pit> pits) {

  private static final Duration EVERY = Duration.ofHours(4);
  private static final Instant BEGIN = Instant.parse("2026-03-02T06:00:00Z");

  public Scenario {
    pits = List.copyOf(pits);
  }

  /** The demo's spindle "A" or "B": 19 days, a frame each 4 h, three pits left, middle, right. */
  public static Scenario demo(String camera) {
    return switch (camera) {
      case "A" -> new Scenario("A", 401, 1280, 720, BEGIN, EVERY, 115, 0.012, Look.WARM, pitsA());
      case "B" -> new Scenario("B", 902, 1280, 720, BEGIN, EVERY, 115, 0.012, Look.COOL, pitsB());
      default -> throw new IllegalArgumentException("camera " + camera + " (allowed: A, B)");
    };
  }

  private static List<Pit> pitsA() {
    return List.of(
        pit(0.205, 0.10, 2, 44, 11), pit(0.525, -0.22, 6, 52, 12), pit(0.83, 0.30, 11, 48, 13));
  }

  private static List<Pit> pitsB() {
    return List.of(
        pit(0.80, -0.12, 3, 50, 21), pit(0.18, 0.28, 8, 46, 22), pit(0.49, 0.05, 13, 52, 23));
  }

  private static Pit pit(double along, double around, int day, double last, long seed) {
    Duration born = Duration.ofHours(day * 24L + 4);
    return new Pit(along, around, born, 4.5, last, Duration.ofHours(60), seed);
  }

  /** A scene for training: another spindle, other light, zero to four pits anywhere. */
  public static Scenario random(long seed, int frames) {
    SplittableRandom random = new SplittableRandom(seed);
    int count = random.nextInt(5);
    List<Pit> pits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pits.add(randomPit(random));
    }
    Duration interval = Duration.ofHours(19 * 24).dividedBy(Math.max(1, frames));
    return new Scenario(
        "R" + seed, seed, 1280, 720, BEGIN, interval, frames, 0.12, Look.random(random), pits);
  }

  private static Pit randomPit(SplittableRandom random) {
    return new Pit(
        random.nextDouble(0.04, 0.96),
        random.nextDouble(-0.8, 0.8),
        Duration.ofHours(random.nextInt(0, 400)),
        random.nextDouble(3, 7),
        random.nextDouble(15, 75),
        Duration.ofHours(random.nextInt(20, 200)),
        random.nextLong());
  }

  /** This scene with another length; the days in it stay the same. */
  public Scenario withFrames(int count) {
    Duration span = interval.multipliedBy(frames);
    return new Scenario(
        camera, seed, width, height, start, span.dividedBy(count), count, turning, look, pits);
  }

  /** This scene with another seed: same pits, other metal, dirt and light. */
  public Scenario withSeed(long other) {
    return new Scenario(camera, other, width, height, start, interval, frames, turning, look, pits);
  }

  /** This scene with another scatter of where the spindle stops, in radians. */
  public Scenario withTurning(double other) {
    return new Scenario(camera, seed, width, height, start, interval, frames, other, look, pits);
  }

  /** This scene in another size. */
  public Scenario withSize(int otherWidth, int otherHeight) {
    return new Scenario(
        camera, seed, otherWidth, otherHeight, start, interval, frames, turning, look, pits);
  }

  /** Time of a frame after the first one. */
  public Duration elapsed(int frame) {
    return interval.multipliedBy(frame);
  }
}
