package org.bellcrank.console;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bellcrank.condition.Limit;
import org.bellcrank.condition.StateGate;
import org.bellcrank.journal.Facts;

/** A limit as a person types it, and as a line of a site document. */
final class GivenLimit {

  /** A year. */
  private static final int MOST_SECONDS = 24 * 366 * 3600;

  private GivenLimit() {}

  /**
   * Reads it of texts by name: {@code high}, {@code low}, {@code hysteresis} in the point's unit,
   * {@code holdFor} and {@code settle} in seconds, {@code during} as names of states between
   * commas; what is blank is not given.
   *
   * @throws IllegalArgumentException for what is no limit, with what is allowed
   */
  static Limit of(
      String id, String point, String failureMode, Function<String, Optional<String>> texts) {
    List<String> during =
        Stream.of(texts.apply("during").orElse("").split(","))
            .map(String::strip)
            .filter(state -> !state.isEmpty())
            .distinct()
            .toList();
    Duration settle = seconds(texts, "settle");
    if (during.isEmpty() && !settle.isZero()) {
      throw new IllegalArgumentException(
          "settle: given without a state; allowed: with the states in which the limit is heard");
    }
    return new Limit(
        id,
        point,
        number(texts, "high"),
        number(texts, "low"),
        number(texts, "hysteresis").orElse(0.0),
        seconds(texts, "holdFor"),
        failureMode,
        new StateGate(during, settle));
  }

  /** A number of what was typed; empty where it is blank. */
  static Optional<Double> number(Function<String, Optional<String>> texts, String name) {
    return texts.apply(name).filter(text -> !text.isBlank()).map(text -> parsed(name, text));
  }

  private static double parsed(String name, String text) {
    try {
      double value = Double.parseDouble(text.strip());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "%s: given '%s'; allowed: a number, with a point before decimals".formatted(name, text));
  }

  private static Duration seconds(Function<String, Optional<String>> texts, String name) {
    double seconds = number(texts, name).orElse(0.0);
    if (!(seconds >= 0 && seconds <= MOST_SECONDS)) {
      throw new IllegalArgumentException(
          "%s: given %s; allowed: 0 to %d seconds".formatted(name, seconds, MOST_SECONDS));
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  /** With what {@link #line} begins for a limit of this id. */
  static String beginning(String id) {
    return "  - { id: %s, ".formatted(PointLines.quoted(id));
  }

  /** As a line of a list {@code limits}. */
  static String line(Limit limit) {
    StringBuilder line =
        new StringBuilder(beginning(limit.id()))
            .append("point: ")
            .append(PointLines.quoted(limit.point()));
    limit.high().ifPresent(high -> line.append(", high: ").append(plain(high)));
    limit.low().ifPresent(low -> line.append(", low: ").append(plain(low)));
    if (limit.hysteresis() > 0) {
      line.append(", hysteresis: ").append(plain(limit.hysteresis()));
    }
    if (!limit.holdFor().isZero()) {
      line.append(", holdFor: ").append(limit.holdFor());
    }
    line.append(", failureMode: ").append(PointLines.quoted(limit.failureMode()));
    if (!limit.gate().during().isEmpty()) {
      List<String> during = limit.gate().during().stream().map(PointLines::quoted).toList();
      line.append(", during: [").append(String.join(", ", during)).append("]");
    }
    if (!limit.gate().settle().isZero()) {
      line.append(", settle: ").append(limit.gate().settle());
    }
    return line.append(" }").toString();
  }

  /** YAML knows no exponent without a sign. */
  private static String plain(double value) {
    BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
    return exact.toPlainString();
  }

  /** For a page that shows it. */
  static Facts facts(Limit limit) {
    return Facts.with("id", limit.id())
        .put("high", limit.high())
        .put("low", limit.low())
        .put("hysteresis", limit.hysteresis())
        .put("holdFor", limit.holdFor().isZero() ? "" : limit.holdFor().toString())
        .put("seconds", limit.holdFor().toMillis() / 1000.0)
        .put("failureMode", limit.failureMode())
        .put("during", limit.gate().during())
        .put("settle", limit.gate().settle().toMillis() / 1000.0)
        .build();
  }
}
