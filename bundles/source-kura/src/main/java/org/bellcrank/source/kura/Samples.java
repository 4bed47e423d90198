package org.bellcrank.source.kura;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.type.TypedValue;

/**
 * Makes samples of records of channels. A failure, no value and a text that is no number are BAD,
 * with the driver's words.
 */
final class Samples {

  private static final int WORDS = 1_000;

  private Samples() {}

  /**
   * What a record says.
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
    Instant at =
        record.getTimestamp() > 0 ? Instant.ofEpochMilli(record.getTimestamp()) : clock.instant();
    ChannelStatus status = record.getChannelStatus();
    if (status != null && status.getChannelFlag() == ChannelFlag.FAILURE) {
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
        Quality.GOOD,
        Optional.empty());
  }

  /** There is no value at this time. */
  static Sample bad(String point, Instant at, String words) {
    String told = words == null || words.isBlank() ? "the driver failed without words" : words;
    return Sample.bad(point, at, told.length() > WORDS ? told.substring(0, WORDS) : told);
  }
}
