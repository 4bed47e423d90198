package org.bellcrank.driver.mqtt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.driver.modbus.channel.RefusedValueException;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.type.TypedValue;

/** A reading of channels, planned once. For one thread at a time. */
final class Reading {

  private final List<ChannelRecord> records;
  private final Clock clock;
  private final Map<Integer, Point> points = new HashMap<>();
  private final Map<Integer, RefusedValueException> refused = new HashMap<>();

  /**
   * Plans.
   *
   * @param records are filled in place
   */
  Reading(List<ChannelRecord> records, Clock clock) {
    this.records = List.copyOf(records);
    this.clock = clock;
    for (int i = 0; i < this.records.size(); i++) {
      try {
        points.put(i, ChannelSettings.point(this.records.get(i).getChannelConfig()));
      } catch (RefusedValueException e) {
        refused.put(i, e);
      }
    }
  }

  List<ChannelRecord> records() {
    return records;
  }

  /** Every topic that is read, once. */
  Set<String> topics() {
    Set<String> all = new LinkedHashSet<>();
    points.values().forEach(point -> all.add(point.topic()));
    return all;
  }

  /** Fills every record from the newest messages, with value, time and state. */
  void fill(Topics topics) {
    refused.forEach((place, why) -> failed(records.get(place), why.getMessage(), why));
    Map<Message, Content> contents = new java.util.IdentityHashMap<>();
    points.forEach(
        (place, point) -> {
          Optional<Message> newest = topics.newest(point);
          if (newest.isEmpty()) {
            failed(
                records.get(place),
                "topic %s: %s".formatted(point.topic(), topics.why(point)),
                null);
          } else {
            fill(records.get(place), point, contents.computeIfAbsent(newest.get(), Content::new));
          }
        });
  }

  private void fill(ChannelRecord record, Point point, Content content) {
    try {
      Instant at = content.time(point);
      TypedValue<?> value = content.value(point, record.getValueType());
      Duration age = Duration.between(at, clock.instant());
      if (!point.longest().isZero() && age.compareTo(point.longest()) > 0) {
        throw new RefusedValueException(
            "stale.after",
            "a value of %s, %d s old".formatted(at, age.toSeconds()),
            "up to %d s".formatted(point.longest().toSeconds()));
      }
      record.setValue(value);
      record.setTimestamp(at.toEpochMilli());
      record.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
    } catch (RefusedValueException e) {
      failed(record, "topic %s: %s".formatted(point.topic(), e.getMessage()), e);
    }
  }

  /** Fails every record in the same words. */
  void fail(String why, Exception cause) {
    records.forEach(record -> failed(record, why, cause));
  }

  private void failed(ChannelRecord record, String why, Exception cause) {
    record.setTimestamp(clock.millis());
    record.setChannelStatus(
        new ChannelStatus(
            ChannelFlag.FAILURE, "channel %s: %s".formatted(record.getChannelName(), why), cause));
  }
}
