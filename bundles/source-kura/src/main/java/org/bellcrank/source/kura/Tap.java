package org.bellcrank.source.kura;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.asset.DriverChannel;
import org.bellcrank.asset.Point;
import org.bellcrank.stream.Sample;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;

/**
 * A point of the site documents whose values a driver gives.
 *
 * @param point its id, which is the channel's name towards the driver
 * @param channel what the documents say of the channel
 * @param unit UCUM unit of the value after scale and offset; empty where no document tells one
 */
record Tap(String point, DriverChannel channel, Optional<String> unit) {

  /** The tap of a point; empty where no driver gives its values. */
  static Optional<Tap> of(Point point) {
    return point
        .source()
        .map(channel -> new Tap(point.id(), channel, channel.unit().or(point::unit)));
  }

  Optional<Duration> every() {
    return channel.every();
  }

  String driver() {
    return channel.driver();
  }

  /** Where its texts come for the mappings of the site documents. */
  String topic() {
    return TextWay.ofDriver(driver(), point);
  }

  boolean isText() {
    return type() == DataType.STRING;
  }

  /** A record for the driver to fill. */
  ChannelRecord record() {
    ChannelRecord record = ChannelRecord.createReadRecord(point, type());
    record.setChannelConfig(settings());
    return record;
  }

  /** The channel as an asset of the gateway describes it to a driver: texts under its keys. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(channel.settings());
    settings.put("+name", point);
    settings.put("+enabled", "true");
    settings.put("+type", "READ");
    settings.put("+value.type", type().name());
    return settings;
  }

  private DataType type() {
    return switch (channel.type()) {
      case BOOLEAN -> DataType.BOOLEAN;
      case INTEGER -> DataType.INTEGER;
      case LONG -> DataType.LONG;
      case FLOAT -> DataType.FLOAT;
      case DOUBLE -> DataType.DOUBLE;
      case STRING -> DataType.STRING;
    };
  }

  /** What a record says, scaled. */
  Sample sample(ChannelRecord record, Clock clock) {
    return Samples.of(
        point, record, value -> value * channel.scale() + channel.offset(), unit, clock);
  }

  /** There is no value at this time. */
  Sample bad(Instant at, String words) {
    return Samples.bad(point, at, words);
  }
}
