package org.bellcrank.payload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.expression.Expression;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.ObservationId;
import org.bellcrank.observation.Prediction;
import org.bellcrank.stream.Passage;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.Waveform;

/** What a mapping makes of an item: an observation, a sample, a waveform or a passage. */
enum Target {
  SAMPLE("sample", Set.of("point", "value"), Set.of("at", "unit", "quality", "note")) {
    @Override
    Object read(Row row, Map<String, Expression> inner) {
      Instant at = row.time("at").orElse(row.payload().received());
      String point = row.text("point");
      Quality quality = row.optionalText("quality").map(q -> quality(row, q)).orElse(Quality.GOOD);
      Optional<String> note = row.optionalText("note");
      if (quality == Quality.BAD || row.isNull("value")) {
        return Sample.bad(
            point, at, note.orElse(quality == Quality.BAD ? "told as bad" : "no value"));
      }
      return new Sample(point, at, row.number("value"), row.optionalText("unit"), quality, note);
    }
  },
  WAVEFORM("waveform", Set.of("point", "rate", "values"), Set.of("from", "unit", "speed")) {
    @Override
    Object read(Row row, Map<String, Expression> inner) {
      List<?> given = row.list("values");
      double rate = row.finite("rate");
      if (given.isEmpty() || !(rate > 0)) {
        throw row.refused(
            "values", given.size() + " values at " + rate + " Hz", "1 or more, a rate above 0");
      }
      double[] values = new double[given.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.number("values", given.get(i));
      }
      return new Waveform(
          row.text("point"),
          row.time("from").orElse(row.payload().received()),
          rate,
          values,
          row.optionalText("unit"),
          row.optionalNumber("speed"));
    }
  },
  PASSAGE("passage", Set.of("part", "asset", "at"), Set.of("good")) {
    @Override
    Object read(Row row, Map<String, Expression> inner) {
      Instant at = row.time("at").orElseThrow(() -> row.refused("at", "nothing", "a time"));
      Instant latest = row.payload().received().plus(AHEAD);
      if (at.isAfter(latest)) {
        throw row.refused("at", at.toString(), "up to " + latest);
      }
      Optional<Boolean> good = row.optional("good").map(given -> truth(row, "good", given));
      return new Passage(row.text("part"), row.text("asset"), at, good);
    }
  },
  MEASUREMENT("measurement", Set.of("point", "value"), Set.of("at", "id", "unit")) {
    @Override
    Object read(Row row, Map<String, Expression> inner) {
      return new Measurement(
          row.id(),
          row.payload().source(),
          row.captured(),
          row.text("point"),
          row.finite("value"),
          row.optionalText("unit"),
          Map.of());
    }
  },
  PREDICTION(
      "prediction",
      Set.of("point", "failureMode", "confidence"),
      Set.of("at", "id", "remainingLifeDays")) {
    @Override
    Object read(Row row, Map<String, Expression> inner) {
      Optional<Double> life = row.optionalNumber("remainingLifeDays");
      if (life.filter(days -> !(days >= 0) || days.isInfinite()).isPresent()) {
        throw row.refused("remainingLifeDays", String.valueOf(life.get()), "0 or more");
      }
      return new Prediction(
          row.id(),
          row.payload().source(),
          row.captured(),
          row.text("point"),
          row.text("failureMode"),
          row.share("confidence"),
          life,
          Optional.empty(),
          Map.of());
    }
  },
  INSPECTION("inspection", Set.of("detections"), Set.of("at", "id", "width", "height")) {
    @Override
    Object read(Row row, Map<String, Expression> inner) {
      List<Detection> detections = new ArrayList<>();
      List<?> given = row.list("detections");
      for (int i = 0; i < given.size(); i++) {
        detections.add(
            detection(row.with(row.place() + " detection " + i, inner, "detection", given.get(i))));
      }
      return new Inspection(
          row.id(),
          row.payload().source(),
          row.captured(),
          (int) pixels(row, "width"),
          (int) pixels(row, "height"),
          detections,
          Optional.empty(),
          List.of(),
          Map.of());
    }
  },
  ALARM(
      "alarm",
      Set.of("key", "point", "active"),
      Set.of("name", "raised", "at", "message", "severity")) {
    @Override
    Object read(Row row, Map<String, Expression> inner) {
      if (!truth(row, "active", row.required("active", "true or false"))) {
        return null; // that it went is no second cause
      }
      String key = row.text("key");
      String point = row.text("point");
      CaptureTime seen =
          row.time("raised")
              .map(at -> new CaptureTime(at, CaptureTime.ClockQuality.SOURCE))
              .orElseGet(row::captured);
      Instant raised = seen.at();
      Map<String, String> context = new HashMap<>();
      context.put("raised", raised.toString());
      row.optionalText("message").ifPresent(words -> context.put("message", shortened(words)));
      row.optionalText("severity").ifPresent(words -> context.put("severity", shortened(words)));
      Detection alarm =
          new Detection(
              point, row.optionalText("name").orElse(key), 1, Optional.empty(), Optional.empty());
      return new Inspection(
          ObservationId.of(row.payload().source(), "alarm\n" + point + "\n" + key + "\n" + raised),
          row.payload().source(),
          seen,
          0,
          0,
          List.of(alarm),
          Optional.empty(),
          List.of(),
          context);
    }

    @Override
    Set<String> identity() {
      return Set.of("raised", "at");
    }
  },
  DEVICE_STATUS("deviceStatus", Set.of("device", "status"), Set.of("at", "id", "detail")) {
    @Override
    Object read(Row row, Map<String, Expression> inner) {
      return new DeviceStatus(
          row.id(),
          row.payload().source(),
          row.captured(),
          row.text("device"),
          constant(row, "status", row.text("status"), DeviceStatus.Status.values()),
          row.optionalText("detail").orElse(""),
          Map.of());
    }
  };

  /** A part that passes later than now would never be forgotten. */
  private static final Duration AHEAD = Duration.ofHours(1);

  /** Characters of a context's value. */
  private static final int WORDS = 500;

  /** Fields of a detection. */
  static final Set<String> DETECTION = Set.of("point", "class", "confidence", "box", "track");

  private final String key;
  private final Set<String> required;
  private final Set<String> optional;

  Target(String key, Set<String> required, Set<String> optional) {
    this.key = key;
    this.required = required;
    this.optional = optional;
  }

  /** As it stands in documents. */
  String key() {
    return key;
  }

  /**
   * Fields of which one must stand, so that what is sent again is known again; empty where it is
   * not durable.
   */
  Set<String> identity() {
    return optional.contains("id") ? Set.of("at", "id") : Set.of();
  }

  /** Whether such a field is an expression of the item itself. */
  boolean has(String field) {
    return required.contains(field) || optional.contains(field);
  }

  /** Null where the item says nothing of the kind. */
  abstract Object read(Row row, Map<String, Expression> inner);

  private static Quality quality(Row row, String given) {
    return constant(row, "quality", given, Quality.values());
  }

  private static <E extends Enum<E>> E constant(Row row, String field, String given, E[] all) {
    String wanted = given.toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    return Arrays.stream(all)
        .filter(each -> each.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                row.refused(
                    field,
                    Row.shown(given),
                    Arrays.stream(all)
                        .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(", "))));
  }

  private static boolean truth(Row row, String field, Object given) {
    if (given instanceof Boolean truth) {
      return truth;
    }
    throw row.refused(field, Row.shown(given), "true or false");
  }

  private static String shortened(String words) {
    return words.length() > WORDS ? words.substring(0, WORDS) : words;
  }

  private static double pixels(Row row, String field) {
    double given = row.optionalNumber(field).orElse(0.0);
    if (!(given >= 0 && given <= 65535)) {
      throw row.refused(field, String.valueOf(given), "0 to 65535 pixels");
    }
    return given;
  }

  private static Detection detection(Row row) {
    List<?> edges = row.list("box");
    Optional<Box> box = Optional.empty();
    if (!edges.isEmpty()) {
      double[] edge = edges.stream().mapToDouble(each -> row.number("box", each)).toArray();
      if (edge.length != 4 || !(edge[0] < edge[2] && edge[1] < edge[3])) {
        throw row.refused("box", Row.shown(edges), "[x1, y1, x2, y2] with x1 < x2 and y1 < y2");
      }
      box = Optional.of(new Box(edge[0], edge[1], edge[2], edge[3]));
    }
    return new Detection(
        row.text("point"),
        row.text("class"),
        row.share("confidence"),
        box,
        row.optionalText("track"));
  }
}
