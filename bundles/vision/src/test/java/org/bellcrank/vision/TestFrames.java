package org.bellcrank.vision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.observation.CaptureTime;

/** Small frames, cards and detectors that find what their pixels say. */
final class TestFrames {

  static final Instant START = Instant.parse("2026-03-01T06:00:00Z");

  private TestFrames() {}

  /** A frame whose first pixel's blue value is the confidence in percent. */
  static Frame frame(String camera, long sequence, int percent) {
    byte[] bgr = new byte[64 * 32 * 3];
    bgr[0] = (byte) percent;
    return new Frame(
        camera,
        "0badcafe",
        sequence,
        sequence,
        new CaptureTime(
            START.plus(Duration.ofHours(4).multipliedBy(sequence)),
            CaptureTime.ClockQuality.SOURCE),
        System.nanoTime(),
        new Pixels(64, 32, bgr),
        Optional.empty());
  }

  static ModelCard card(String name, int width, int height, Alignment alignment) {
    return new ModelCard(
        name,
        "1.0.0",
        "0".repeat(64),
        new ModelCard.Input(width, height, ColourOrder.BGR, PixelRange.BYTE, alignment, 114),
        "yolov8",
        List.of("pitting", "scratch"),
        Map.of("auto", 0.75),
        0.5);
  }

  /** Finds one pit in the left half, as sure as the frame's first pixel says. */
  static class Pixel implements Detector {
    private final ModelCard card;

    Pixel(String name) {
      card = TestFrames.card(name, 64, 32, Alignment.CENTRE);
    }

    @Override
    public ModelCard card() {
      return card;
    }

    @Override
    public String provider() {
      return "CPU";
    }

    @Override
    public String reason() {
      return "test";
    }

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public List<Tensor> run(float[] input) {
      float score = input[0] / 100f;
      return List.of(
          new Tensor("output0", new long[] {1, 6, 1}, new float[] {16, 16, 8, 8, score, 0}));
    }
  }
}
