package org.bellcrank.observation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Whether an observation is well formed; pure. */
final class ObservationCheck {

  static final int ID = 64;
  static final int NAME = 128;
  static final int DETAIL = 1_000;
  static final int DETECTIONS = 1_000;
  static final int EVIDENCE = 100;
  static final int CONTEXT = 64;
  static final int CONTEXT_VALUE = 1_000;

  private static final Pattern ID_FORM = Pattern.compile("[A-Za-z0-9._:-]{1," + ID + "}");
  private static final Pattern HASH_FORM = Pattern.compile("[0-9a-f]{64}");

  private ObservationCheck() {}

  /**
   * Checks every field that its record does not check itself, but its time: {@link TimeOfSight}.
   *
   * @throws RefusedObservationException naming the first field that is not allowed
   */
  static void require(Observation observation) {
    if (!ID_FORM.matcher(observation.id()).matches()) {
      throw refused("id", observation.id(), "1 to 64 characters of A-Z a-z 0-9 . _ : -");
    }
    if (observation.id().startsWith(Canary.PREFIX) != observation instanceof Canary) {
      throw refused(
          "id", observation.id(), "what does not begin with " + Canary.PREFIX + "; tests alone do");
    }
    name("source", observation.source());
    context(observation.context());
    if (observation instanceof Inspection inspection) {
      inspection(inspection);
    } else if (observation instanceof Measurement measurement) {
      name("point", measurement.point());
      measurement.unit().ifPresent(unit -> name("unit", unit));
    } else if (observation instanceof Prediction prediction) {
      name("point", prediction.point());
      name("failureMode", prediction.failureMode());
      prediction.model().ifPresent(ObservationCheck::model);
    } else if (observation instanceof DeviceStatus status) {
      name("device", status.device());
      atMost("detail", status.detail(), DETAIL);
    } else if (observation instanceof Canary canary) {
      atMost("instance", canary.instance(), NAME);
      name("requester", canary.requester());
    }
  }

  /**
   * Checks a source's time, for a sender who can be told.
   *
   * @param now the gateway's time
   */
  static void time(Instant captured, Instant now) {
    if (!TimeOfSight.canBe(captured, now)) {
      throw refused(
          "capturedAt",
          captured.toString(),
          "%s to %d minutes ahead of the gateway's %s"
              .formatted(TimeOfSight.EARLIEST, TimeOfSight.AHEAD.toMinutes(), now));
    }
  }

  private static void context(Map<String, String> context) {
    if (context.size() > CONTEXT) {
      throw refused("context", context.size() + " keys", "at most " + CONTEXT);
    }
    context.forEach(
        (key, value) -> {
          name("context", key);
          atMost("context." + key, value, CONTEXT_VALUE);
        });
  }

  private static void inspection(Inspection inspection) {
    size("width", inspection.widthPixels());
    size("height", inspection.heightPixels());
    inspection.model().ifPresent(ObservationCheck::model);
    List<Detection> detections = inspection.detections();
    if (detections.size() > DETECTIONS) {
      throw refused("detections", detections.size() + " detections", "at most " + DETECTIONS);
    }
    for (int i = 0; i < detections.size(); i++) {
      String where = "detections[%d].".formatted(i);
      name(where + "point", detections.get(i).point());
      name(where + "class", detections.get(i).defectClass());
      detections.get(i).track().ifPresent(track -> name(where + "track", track));
    }
    List<EvidenceItem> evidence = inspection.evidence();
    if (evidence.size() > EVIDENCE) {
      throw refused("evidence", evidence.size() + " pieces", "at most " + EVIDENCE);
    }
    for (int i = 0; i < evidence.size(); i++) {
      hash("evidence[%d].sha256".formatted(i), evidence.get(i).reference().sha256());
      name("evidence[%d].mediaType".formatted(i), evidence.get(i).reference().mediaType());
    }
  }

  private static void model(ModelStamp model) {
    name("model.name", model.name());
    name("model.version", model.version());
    if (!model.sha256().isEmpty()) {
      hash("model.sha256", model.sha256());
    }
    name("model.provider", model.provider());
  }

  private static void size(String field, int pixels) {
    if (pixels < 0 || pixels > 65_535) {
      throw refused(field, pixels + " pixels", "0 to 65535");
    }
  }

  private static void hash(String field, String given) {
    if (!HASH_FORM.matcher(given).matches()) {
      throw refused(field, given, "64 lower-case hexadecimal digits");
    }
  }

  private static void name(String field, String given) {
    if (given.isBlank() || given.length() > NAME) {
      throw refused(field, given, "1 to %d characters, not only blanks".formatted(NAME));
    }
    if (given.chars().anyMatch(Character::isISOControl)) {
      throw refused(field, given, "no control characters");
    }
  }

  private static void atMost(String field, String given, int most) {
    if (given.length() > most) {
      throw refused(field, given.length() + " characters", "at most " + most);
    }
  }

  /** What is quoted stays one short line, whatever was sent. */
  private static RefusedObservationException refused(String field, String given, String allowed) {
    String line = given.replaceAll("\\p{Cntrl}", "?");
    String quoted = line.length() > NAME ? line.substring(0, NAME) + "…" : line;
    return new RefusedObservationException(field, "'" + quoted + "'", allowed);
  }
}
