package org.bellcrank.driver.modbus.channel;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.type.DataType;

/** A channel that somebody listens to, as an asset described it. Safe for any thread. */
public final class ListenedChannel {

  private final Map<String, Object> settings;
  private final String name;
  private final DataType type;
  private final ChannelListener listener;

  /**
   * Reads the description.
   *
   * @param whose the driver, in messages, for example {@code Modbus driver press-4}
   * @throws IllegalArgumentException when the channel names no type of value
   */
  public ListenedChannel(String whose, Map<String, Object> settings, ChannelListener listener) {
    this.settings = Collections.unmodifiableMap(new HashMap<>(settings));
    this.listener = listener;
    name = String.valueOf(settings.get("+name"));
    String given = String.valueOf(settings.get("+value.type"));
    type =
        Stream.of(DataType.values())
            .filter(each -> each.name().equalsIgnoreCase(given))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s channel %s +value.type: given %s; allowed: %s"
                            .formatted(whose, name, given, List.of(DataType.values()))));
  }

  /** The settings of the channel; cannot be changed. */
  public Map<String, Object> settings() {
    return settings;
  }

  /** Whether that listener is the one. */
  public boolean isOf(ChannelListener other) {
    return listener == other;
  }

  /** A record of it to fill. */
  public ChannelRecord record() {
    ChannelRecord record = ChannelRecord.createReadRecord(name, type);
    record.setChannelConfig(settings);
    return record;
  }

  /** Tells who listens, on this thread. */
  public void tell(ChannelRecord record) {
    listener.onChannelEvent(new ChannelEvent(record));
  }
}
