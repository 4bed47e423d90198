package org.bellcrank.source.kura;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationId;
import org.bellcrank.observation.RefusedObservationException;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.type.TypedValue;

/**
 * Makes observations of what channels gave. A value becomes a measurement; a failure becomes a
 * state of the channel as a device, told when it changes, for a sensor that cannot be read says
 * nothing about the machine. Safe for any thread.
 */
final class Readings {

  private static final int DETAIL = 1_000;

  private final Points points;
  private final boolean synchronised;
  private final Clock clock;
  private final Map<String, DeviceStatus.Status> states = new HashMap<>();
  private long untimed;

  /** Of channels that are named as their points are. */
  static Readings ofChannels(Clock clock) {
    return new Readings(new Points("{channel}"), false, clock);
  }

  Readings(Points points, boolean synchronised, Clock clock) {
    this.points = points;
    this.synchronised = synchronised;
    this.clock = clock;
  }

  /**
   * What a record says; nothing when it is a failure that was told already.
   *
   * @throws RefusedObservationException when the value is no number
   */
  synchronized List<Observation> of(String asset, ChannelRecord record) {
    String point = points.of(asset, record.getChannelName());
    CaptureTime captured = captured(record.getTimestamp());
    ChannelStatus status = record.getChannelStatus();
    boolean failed = status != null && status.getChannelFlag() == ChannelFlag.FAILURE;
    if (failed || record.getValue() == null) {
      String why = failed ? status.getExceptionMessage() : "the driver gave no value";
      return changed(asset, point, captured, DeviceStatus.Status.LOST, why == null ? "" : why);
    }
    double value = number(record.getChannelName(), record.getValue());
    if (!Double.isFinite(value)) {
      return changed(asset, point, captured, DeviceStatus.Status.OUT_OF_RANGE, "value " + value);
    }
    List<Observation> told = new ArrayList<>();
    if (states.containsKey(point)) {
      told.addAll(changed(asset, point, captured, DeviceStatus.Status.OK, "values come again"));
    }
    told.add(measurement(asset, point, captured, value, record));
    return told;
  }

  /** A channel of texts was heard: the observation that it is well again, where it was not. */
  synchronized List<Observation> heard(String asset, String channel, long milliseconds) {
    String point = points.of(asset, channel);
    return states.containsKey(point)
        ? changed(asset, point, captured(milliseconds), DeviceStatus.Status.OK, "texts come again")
        : List.of();
  }

  /** Nothing can be heard of a channel; nothing where that was told already. */
  synchronized List<Observation> lost(String asset, String channel, long milliseconds, String why) {
    return changed(
        asset,
        points.of(asset, channel),
        captured(milliseconds),
        DeviceStatus.Status.LOST,
        why == null ? "" : why);
  }

  private Measurement measurement(
      String asset, String point, CaptureTime captured, double value, ChannelRecord record) {
    // A source time and a value name a reading; without the source's time each one is its own.
    String content =
        captured.quality() == CaptureTime.ClockQuality.GATEWAY
            ? point + captured.at() + "/" + untimed++
            : point + "@" + record.getTimestamp() + "=" + value;
    String source = points.source(asset);
    Optional<String> unit = Optional.ofNullable(record.getUnit()).filter(text -> !text.isBlank());
    return new Measurement(
        ObservationId.of(source, content), source, captured, point, value, unit, Map.of());
  }

  private List<Observation> changed(
      String asset, String point, CaptureTime captured, DeviceStatus.Status status, String detail) {
    if (states.put(point, status) == status) {
      return List.of();
    }
    String source = points.source(asset);
    String words = detail.length() > DETAIL ? detail.substring(0, DETAIL) : detail;
    String content = point + " " + status + " " + captured.at() + "/" + untimed++;
    return List.of(
        new DeviceStatus(
            ObservationId.of(source, content), source, captured, point, status, words, Map.of()));
  }

  private CaptureTime captured(long milliseconds) {
    if (milliseconds <= 0) {
      return new CaptureTime(clock.instant(), CaptureTime.ClockQuality.GATEWAY);
    }
    return new CaptureTime(
        Instant.ofEpochMilli(milliseconds),
        synchronised ? CaptureTime.ClockQuality.SYNCHRONISED : CaptureTime.ClockQuality.SOURCE);
  }

  /** Numbers as they are, truth as 1 and 0, and texts that are numbers. */
  static double number(String channel, TypedValue<?> value) {
    return numberIn(value)
        .orElseThrow(
            () ->
                new RefusedObservationException(
                    channel,
                    value.getType() + " that is no number",
                    "a number, a truth value or a text that is a number"));
  }

  static OptionalDouble numberIn(TypedValue<?> value) {
    Object content = value.getValue();
    if (content instanceof Number number) {
      return OptionalDouble.of(number.doubleValue());
    }
    if (content instanceof Boolean truth) {
      return OptionalDouble.of(truth ? 1 : 0);
    }
    if (content instanceof String text) {
      try {
        return OptionalDouble.of(Double.parseDouble(text.strip()));
      } catch (NumberFormatException e) {
        return OptionalDouble.empty();
      }
    }
    return OptionalDouble.empty();
  }
}
