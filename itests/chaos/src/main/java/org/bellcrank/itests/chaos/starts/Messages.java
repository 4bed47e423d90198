package org.bellcrank.itests.chaos.starts;

import java.util.List;
import org.bellcrank.itests.chaos.halts.Telling;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;

/** Tellings as a source posts them; without their pictures. */
final class Messages {

  private Messages() {}

  static Observation plain(Telling telling) {
    return telling.measured().isPresent() ? telling.measured().get() : telling.seen().orElseThrow();
  }

  static String json(Telling telling) {
    if (telling.measured().isPresent()) {
      Measurement measured = telling.measured().get();
      return common(measured, "measurement")
          .put("point", measured.point())
          .put("value", measured.value())
          .put("unit", measured.unit())
          .build()
          .json();
    }
    Inspection seen = telling.seen().orElseThrow();
    return common(seen, "inspection")
        .put("width", (long) seen.widthPixels())
        .put("height", (long) seen.heightPixels())
        .put("detections", seen.detections().stream().map(Messages::detection).toList())
        .build()
        .json();
  }

  private static Facts.Builder common(Observation observation, String type) {
    return Facts.with("type", type)
        .put("id", observation.id())
        .put("source", observation.source())
        .put("capturedAt", observation.captured().at());
  }

  private static Facts detection(Detection one) {
    Box box = one.box().orElseThrow();
    return Facts.with("point", one.point())
        .put("class", one.defectClass())
        .put("confidence", one.confidence())
        .put("box", List.of(box.x1(), box.y1(), box.x2(), box.y2()))
        .put("track", one.track())
        .build();
  }
}
