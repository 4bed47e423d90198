package org.bellcrank.observation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;

/** Observations as facts and back; the form in which they lie in the store and in the journal. */
public final class ObservationText {

  private ObservationText() {}

  /**
   * Reads what {@link Observation#facts} wrote.
   *
   * @throws FactsException when a key is missing or of the wrong type
   */
  public static Observation from(Facts facts) {
    String id = facts.requireText("id");
    String source = facts.requireText("source");
    CaptureTime captured = captured(facts);
    Map<String, String> context = context(facts);
    return switch (facts.requireText("type")) {
      case "inspection" ->
          new Inspection(
              id,
              source,
              captured,
              (int) facts.whole("width").orElse(0),
              (int) facts.whole("height").orElse(0),
              facts.factsList("detections").stream().map(ObservationText::detection).toList(),
              facts.facts("model").map(ObservationText::model),
              evidence(facts),
              context);
      case "measurement" ->
          new Measurement(
              id,
              source,
              captured,
              facts.requireText("point"),
              facts.number("value").orElseThrow(),
              facts.text("unit"),
              context);
      case "prediction" ->
          new Prediction(
              id,
              source,
              captured,
              facts.requireText("point"),
              facts.requireText("failureMode"),
              facts.number("confidence").orElseThrow(),
              optional(facts, "remainingLifeDays"),
              facts.facts("model").map(ObservationText::model),
              context);
      case "deviceStatus" ->
          new DeviceStatus(
              id,
              source,
              captured,
              facts.requireText("device"),
              DeviceStatus.Status.valueOf(facts.requireText("status")),
              facts.text("detail").orElse(""),
              context);
      case "canary" ->
          new Canary(
              id, captured, facts.text("instance").orElse(""), facts.text("requester").orElse(""));
      default ->
          throw new IllegalArgumentException(
              "given type '%s'; allowed: inspection, measurement, prediction, deviceStatus, canary"
                  .formatted(facts.requireText("type")));
    };
  }

  static Facts facts(Inspection inspection) {
    return head("inspection", inspection)
        .put("width", inspection.widthPixels())
        .put("height", inspection.heightPixels())
        .put("detections", inspection.detections().stream().map(ObservationText::facts).toList())
        .put("model", inspection.model().map(ObservationText::facts))
        .put("evidence", inspection.evidence().stream().map(ObservationText::facts).toList())
        .build();
  }

  static Facts facts(Measurement measurement) {
    return head("measurement", measurement)
        .put("point", measurement.point())
        .put("value", measurement.value())
        .put("unit", measurement.unit())
        .build();
  }

  static Facts facts(Prediction prediction) {
    return head("prediction", prediction)
        .put("point", prediction.point())
        .put("failureMode", prediction.failureMode())
        .put("confidence", prediction.confidence())
        .put("remainingLifeDays", prediction.remainingLifeDays())
        .put("model", prediction.model().map(ObservationText::facts))
        .build();
  }

  static Facts facts(DeviceStatus status) {
    return head("deviceStatus", status)
        .put("device", status.device())
        .put("status", status.status())
        .put("detail", status.detail())
        .build();
  }

  static Facts facts(Canary canary) {
    return head("canary", canary)
        .put("instance", canary.instance())
        .put("requester", canary.requester())
        .build();
  }

  /** A box as facts. */
  public static Facts facts(Box box) {
    return Facts.with("x1", box.x1())
        .put("y1", box.y1())
        .put("x2", box.x2())
        .put("y2", box.y2())
        .build();
  }

  /** A box from facts. */
  public static Box box(Facts facts) {
    return new Box(
        facts.number("x1").orElseThrow(),
        facts.number("y1").orElseThrow(),
        facts.number("x2").orElseThrow(),
        facts.number("y2").orElseThrow());
  }

  /** A piece of evidence as facts. */
  public static Facts facts(EvidenceItem item) {
    return Facts.with("role", item.role())
        .put("sha256", item.reference().sha256())
        .put("mediaType", item.reference().mediaType())
        .put("bytes", item.reference().bytes())
        .build();
  }

  /** The evidence listed under the key {@code evidence}. */
  public static List<EvidenceItem> evidence(Facts facts) {
    return facts.factsList("evidence").stream()
        .map(
            item ->
                new EvidenceItem(
                    EvidenceItem.Role.valueOf(item.requireText("role")),
                    new EvidenceReference(
                        item.requireText("sha256"),
                        item.requireText("mediaType"),
                        item.whole("bytes").orElseThrow())))
        .toList();
  }

  private static Facts facts(Detection detection) {
    return Facts.with("point", detection.point())
        .put("class", detection.defectClass())
        .put("confidence", detection.confidence())
        .put("box", detection.box().map(ObservationText::facts))
        .put("track", detection.track())
        .build();
  }

  private static Detection detection(Facts facts) {
    return new Detection(
        facts.requireText("point"),
        facts.requireText("class"),
        facts.number("confidence").orElseThrow(),
        facts.facts("box").map(ObservationText::box),
        facts.text("track"));
  }

  private static Facts facts(ModelStamp model) {
    return Facts.with("name", model.name())
        .put("version", model.version())
        .put("sha256", model.sha256())
        .put("provider", model.provider())
        .build();
  }

  private static ModelStamp model(Facts facts) {
    return new ModelStamp(
        facts.requireText("name"),
        facts.requireText("version"),
        facts.requireText("sha256"),
        facts.requireText("provider"));
  }

  private static Facts.Builder head(String type, Observation observation) {
    Facts.Builder head =
        Facts.with("type", type)
            .put("id", observation.id())
            .put("source", observation.source())
            .put("capturedAt", observation.captured().at())
            .put("clock", observation.captured().quality())
            .put("claimedAt", observation.captured().claimed());
    if (!observation.context().isEmpty()) {
      head.put("context", new TreeMap<>(observation.context()));
    }
    return head;
  }

  static CaptureTime captured(Facts facts) {
    return new CaptureTime(
        facts.requireInstant("capturedAt"),
        CaptureTime.ClockQuality.valueOf(facts.requireText("clock")),
        facts.instant("claimedAt"));
  }

  private static Map<String, String> context(Facts facts) {
    return facts.facts("context").stream()
        .flatMap(map -> map.values().entrySet().stream())
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
  }

  private static Optional<Double> optional(Facts facts, String key) {
    return facts.number(key).stream().boxed().findFirst();
  }
}
