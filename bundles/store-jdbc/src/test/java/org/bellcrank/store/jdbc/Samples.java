package org.bellcrank.store.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.ModelStamp;

/** Things to put into a store. */
final class Samples {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

  private Samples() {}

  static Inspection inspection(String id, int detections) {
    return new Inspection(
        id,
        "cam-1",
        new CaptureTime(NOON, ClockQuality.SYNCHRONISED),
        1280,
        720,
        IntStream.range(0, detections)
            .mapToObj(
                i ->
                    new Detection(
                        "cam-1/spindle",
                        "pitting",
                        0.5 + i / 100.0,
                        Optional.of(new Box(10 + i, 20, 60.5 + i, 90)),
                        Optional.empty()))
            .toList(),
        Optional.of(new ModelStamp("ballscrew", "1.0.0", "ab".repeat(32), "CPU")),
        List.of(),
        Map.of("shift", "early", "lot", "L-7"));
  }

  static FindingBook.State state(Disposition disposition) {
    return new FindingBook.State(
        disposition,
        "confidence 0.81 at or above 0.75",
        disposition == Disposition.RAISED || disposition == Disposition.MERGED
            ? Optional.of("order-1")
            : Optional.empty(),
        disposition == Disposition.HELD ? Optional.of(NOON.plusSeconds(60)) : Optional.empty(),
        Facts.with("rule", "pitting-high").put("version", 3).build());
  }
}
