package org.bellcrank.payload;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.expression.Expression;
import org.bellcrank.expression.Outcome;
import org.bellcrank.expression.Type;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.ObservationId;
import org.bellcrank.observation.RefusedObservationException;

/**
 * One item of a message in the eyes of a mapping: its fields, evaluated when they are asked for.
 *
 * @param place of the fields in messages, for example {@code payloads press-2 item 3}
 * @param mapping id of the mapping, part of ids that are derived
 * @param values of the variables
 */
record Row(
    String place,
    String mapping,
    Map<String, Expression> fields,
    Times times,
    Payload payload,
    Map<String, Object> values) {

  /** The library's words for a key that a map lacks, and ours for null. */
  private static final List<String> ABSENT = List.of("is not present", "yields nothing");

  /** The same with one variable more. */
  Row with(String place, Map<String, Expression> others, String variable, Object value) {
    Map<String, Object> more = new HashMap<>(values);
    more.put(variable, value);
    return new Row(place, mapping, others, times, payload, more);
  }

  /** Empty where the mapping has no such field, or the message nothing or null there. */
  Optional<Object> optional(String key) {
    Expression expression = fields.get(key);
    if (expression == null) {
      return Optional.empty();
    }
    Outcome outcome = expression.evaluate(values);
    if (outcome instanceof Outcome.Value value) {
      return Optional.of(value.value());
    }
    String reason = ((Outcome.Undecidable) outcome).reason();
    if (ABSENT.stream().anyMatch(reason::contains)) {
      return Optional.empty();
    }
    throw refused(key, "what cannot be evaluated (" + reason + ")", "an expression with a value");
  }

  /** Whether the field is null in the message, and not just absent. */
  boolean isNull(String key) {
    return fields.get(key).evaluate(values) instanceof Outcome.Undecidable none
        && none.reason().contains("yields nothing");
  }

  Object required(String key, String allowed) {
    return optional(key).orElseThrow(() -> refused(key, "nothing", allowed));
  }

  String text(String key) {
    return plain(required(key, "a text"));
  }

  Optional<String> optionalText(String key) {
    return optional(key).map(Row::plain).filter(text -> !text.isBlank());
  }

  double number(String key) {
    return number(key, required(key, "a number"));
  }

  Optional<Double> optionalNumber(String key) {
    return optional(key).map(given -> number(key, given));
  }

  /** A number, a truth value as 1 or 0, or a text that is a number. */
  double number(String key, Object given) {
    if (given instanceof Number number) {
      return number.doubleValue();
    }
    if (given instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    try {
      return Format.number(String.valueOf(given));
    } catch (RefusedObservationException e) {
      throw refused(key, shown(given), "a number");
    }
  }

  double finite(String key) {
    double number = number(key);
    if (!Double.isFinite(number)) {
      throw refused(key, String.valueOf(number), "a finite number");
    }
    return number;
  }

  double share(String key) {
    double number = number(key);
    if (!(number >= 0 && number <= 1)) {
      throw refused(key, String.valueOf(number), "a number from 0 to 1");
    }
    return number;
  }

  /** A list; what is none is a list of itself, and nothing or null an empty one. */
  List<?> list(String key) {
    return optional(key).<List<?>>map(Row::listed).orElse(List.of());
  }

  static List<?> listed(Object given) {
    return given instanceof Collection<?> many ? said(many) : List.of(given);
  }

  private static List<?> said(Collection<?> many) {
    return many.stream().filter(one -> one != Type.NOTHING).toList();
  }

  Optional<Instant> time(String key) {
    return optional(key)
        .map(
            given ->
                times
                    .read(given instanceof Double number ? plain(number) : given)
                    .orElseThrow(() -> refused(key, shown(given), times.words())));
  }

  /** When it was seen: as the message says, else as it came. */
  CaptureTime captured() {
    return time("at")
        .map(at -> new CaptureTime(at, CaptureTime.ClockQuality.SOURCE))
        .orElseGet(() -> new CaptureTime(payload.received(), CaptureTime.ClockQuality.GATEWAY));
  }

  /**
   * The message's own id, else one that follows from what was sent and which item of it that is.
   */
  String id() {
    return optionalText("id")
        .orElseGet(
            () ->
                ObservationId.of(
                    payload.source() + "\n" + payload.topic() + "\n" + place,
                    new String(payload.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1)));
  }

  /** Whole numbers without a fraction, as a person would write them. */
  static String plain(Object given) {
    if (given instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return String.valueOf(number.longValue());
    }
    return given instanceof Double number && Double.isFinite(number)
        ? new java.math.BigDecimal(String.valueOf(number)).toPlainString()
        : String.valueOf(given);
  }

  static String shown(Object given) {
    return Format.shown(String.valueOf(given));
  }

  RefusedObservationException refused(String key, String given, String allowed) {
    return new RefusedObservationException(place + " " + key, given, allowed);
  }
}
