package org.bellcrank.source.kura;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.bellcrank.asset.UncertainValueException;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.type.TypedValue;

/**
 * Makes samples of records of channels. A failure, no value and a text that is no number are BAD,
 * with the driver's words; a failure that is an uncertain value is UNCERTAIN with them.
 */
final class Samples {

  private static final int WORDS = 1_000;

  private Samples() {}

  /**
   * What a driver's own record says.
   *
   * @param scaled what is done to a number
   * @param clock tells the time where the driver told none
   */
  static Sample of(
      String point,
      ChannelRecord record,
      DoubleUnaryOperator scaled,
      Optional<String> unit,
      Clock clock) {
    return of(point, record, scaled, unit, clock, true);
  }

  /**
   * What the record of an asset says. An uncertain value is none here: whether the asset scaled
   * what it takes for a failure is its own affair.
   */
  static Sample ofAsset(String point, ChannelRecord record, Optional<String> unit, Clock clock) {
    return of(point, record, DoubleUnaryOperator.identity(), unit, clock, false);
  }

  private static Sample of(
      String point,
      ChannelRecord record,
      DoubleUnaryOperator scaled,
      Optional<String> unit,
      Clock clock,
      boolean uncertain) {
    Instant at =
        record.getTimestamp() > 0 ? Instant.ofEpochMilli(record.getTimestamp()) : clock.instant();
    ChannelStatus status = record.getChannelStatus();
    boolean failed = status != null && status.getChannelFlag() == ChannelFlag.FAILURE;
    Optional<String> doubt = failed && uncertain ? doubt(status) : Optional.empty();
    if (failed && doubt.isEmpty()) {
      return bad(point, at, status.getExceptionMessage());
    }
    TypedValue<?> value = record.getValue();
    OptionalDouble number = value == null ? OptionalDouble.empty() : Readings.numberIn(value);
    if (number.isEmpty()) {
      return bad(
          point, at, value == null ? "the driver gave no value" : "no number: " + value.getValue());
    }
    return new Sample(
        point,
        at,
        scaled.applyAsDouble(number.getAsDouble()),
        unit,
        doubt.isPresent() ? Quality.UNCERTAIN : Quality.GOOD,
        doubt);
  }

  /** The driver's word for an uncertain value; empty where there is no value at all. */
  private static Optional<String> doubt(ChannelStatus status) {
    return status.getException() instanceof UncertainValueException uncertain
        ? Optional.of(String.valueOf(uncertain.getMessage()))
        : Optional.empty();
  }

  /** There is no value at this time. */
  static Sample bad(String point, Instant at, String words) {
    String told = words == null || words.isBlank() ? "the driver failed without words" : words;
    return Sample.bad(point, at, told.length() > WORDS ? told.substring(0, WORDS) : told);
  }
}
