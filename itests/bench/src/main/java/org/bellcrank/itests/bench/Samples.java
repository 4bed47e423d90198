package org.bellcrank.itests.bench;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.ModelStamp;

/** Observations to measure with. */
final class Samples {

  static final int IMAGE_BYTES = 100 * 1024;

  private static final ModelStamp MODEL = new ModelStamp("bench", "1.0.0", "ab".repeat(32), "CPU");

  private Samples() {}

  /** A frame in which nothing was found. */
  static Inspection clean(String id, Instant at) {
    return inspection(id, at, List.of(), List.of());
  }

  /** A frame with one detection. */
  static Inspection defect(
      String id, Instant at, String point, double confidence, List<EvidenceItem> evidence) {
    Detection detection =
        new Detection(
            point,
            "pitting",
            confidence,
            Optional.of(new Box(100, 200, 160.5, 290)),
            Optional.empty());
    return inspection(id, at, List.of(detection), evidence);
  }

  private static Inspection inspection(
      String id, Instant at, List<Detection> detections, List<EvidenceItem> evidence) {
    return new Inspection(
        id,
        "cam-bench",
        new CaptureTime(at, ClockQuality.SYNCHRONISED),
        1280,
        720,
        detections,
        Optional.of(MODEL),
        evidence,
        Map.of("shift", "early", "lot", "L-7"));
  }

  /** Bytes as incompressible as a JPEG's, different for each seed, with a JPEG's first and last. */
  static byte[] image(long seed) {
    byte[] bytes = new byte[IMAGE_BYTES];
    new Random(seed).nextBytes(bytes);
    bytes[0] = (byte) 0xFF;
    bytes[1] = (byte) 0xD8;
    bytes[2] = (byte) 0xFF;
    bytes[IMAGE_BYTES - 2] = (byte) 0xFF;
    bytes[IMAGE_BYTES - 1] = (byte) 0xD9;
    return bytes;
  }
}
