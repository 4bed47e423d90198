package org.bellcrank.driver.mqtt;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bellcrank.driver.modbus.channel.ChannelSetting;
import org.bellcrank.driver.modbus.channel.GivenSettings;
import org.bellcrank.driver.modbus.channel.RefusedValueException;
import org.bellcrank.source.mqtt.link.TopicFilters;
import org.eclipse.kura.driver.ChannelDescriptor;

/** What a channel of an asset tells of its topic. */
final class ChannelSettings implements ChannelDescriptor {

  private static final int LONGEST_SECONDS = 31_536_000;

  /** Whether what the broker kept from before counts. */
  private enum Retained {
    TAKE,
    PASS_OVER
  }

  /** The settings as a console asks for them. */
  @Override
  public Object getDescriptor() {
    return List.of(
        ChannelSetting.text("topic", "The topic that tells the value; no + and no #"),
        ChannelSetting.text(
            "path",
            "Where it stands in a JSON message, for example /data/0/value (RFC 6901); empty: the"
                + " message is the value"),
        ChannelSetting.text(
            "time.path",
            "Where the message tells its time, for example /at; empty: the time of arrival counts"),
        ChannelSetting.choice(
            "time.form",
            "How it tells it: ISO as 2026-05-04T06:00:00Z, or SECONDS or MILLISECONDS since 1970",
            Point.TimeForm.ISO.name(),
            names(Point.TimeForm.values())),
        ChannelSetting.number(
            "stale.after",
            "Seconds after which a value counts no more, 0 (never) to " + LONGEST_SECONDS,
            "0",
            "0",
            String.valueOf(LONGEST_SECONDS)),
        ChannelSetting.choice(
            "retained",
            "Whether a message that the broker had kept from before counts",
            Retained.TAKE.name(),
            names(Retained.values())));
  }

  private static List<String> names(Enum<?>[] values) {
    return Stream.of(values).map(Enum::name).toList();
  }

  /**
   * Reads a channel's settings.
   *
   * @throws RefusedValueException naming the setting, what was given and what is allowed
   */
  static Point point(Map<String, Object> channel) throws RefusedValueException {
    GivenSettings settings = new GivenSettings(channel);
    String topic = settings.text("topic");
    if (!TopicFilters.isTopic(topic)) {
      throw new RefusedValueException(
          "topic", "'" + topic.replaceAll("\\p{Cntrl}", "?") + "'", "one topic without + and #");
    }
    return new Point(
        topic,
        pointer(settings, "path"),
        pointer(settings, "time.path"),
        settings.one("time.form", Point.TimeForm.class, Point.TimeForm.ISO),
        Duration.ofSeconds(settings.whole("stale.after", 0, LONGEST_SECONDS, 0)),
        settings.one("retained", Retained.class, Retained.TAKE) == Retained.TAKE);
  }

  private static String pointer(GivenSettings settings, String key) throws RefusedValueException {
    String given = settings.text(key);
    if (given.isEmpty() || given.matches("(/([^~]|~[01])*)+")) {
      return given;
    }
    throw new RefusedValueException(
        key, "'" + given + "'", "steps that begin with /, for example /data/0/value");
  }
}
