package org.eclipse.kura.channel;

import java.util.Map;
import java.util.Objects;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.osgi.annotation.versioning.ProviderType;

/** What was read from or is written to a channel: value, time, status. Drivers fill it in place. */
@ProviderType
public class ChannelRecord {
  private Map<String, Object> channelConfig;
  private final String channelName;
  private final DataType valueType;
  private ChannelStatus channelStatus;
  private TypedValue<?> value;
  private long timestamp;
  private String unit = "";

  private ChannelRecord(String channelName, DataType valueType) {
    this.channelName = Objects.requireNonNull(channelName, "channelName");
    this.valueType = valueType;
  }

  public static ChannelRecord createReadRecord(String channelName, DataType valueType) {
    return createReadRecord(channelName, valueType, "");
  }

  public static ChannelRecord createReadRecord(
      String channelName, DataType valueType, String unit) {
    ChannelRecord record =
        new ChannelRecord(channelName, Objects.requireNonNull(valueType, "valueType"));
    record.unit = unit;
    return record;
  }

  public static ChannelRecord createWriteRecord(String channelName, TypedValue<?> value) {
    ChannelRecord record = new ChannelRecord(channelName, value.getType());
    record.value = value;
    return record;
  }

  public static ChannelRecord createStatusRecord(String channelName, ChannelStatus status) {
    ChannelRecord record = new ChannelRecord(channelName, null);
    record.channelStatus = Objects.requireNonNull(status, "status");
    return record;
  }

  public Map<String, Object> getChannelConfig() {
    return channelConfig;
  }

  public ChannelStatus getChannelStatus() {
    return channelStatus;
  }

  /** Milliseconds since 1970; 0 where nobody set it. */
  public long getTimestamp() {
    return timestamp;
  }

  public String getUnit() {
    return unit;
  }

  public void setChannelConfig(Map<String, Object> config) {
    channelConfig = config;
  }

  public void setChannelStatus(ChannelStatus status) {
    channelStatus = status;
  }

  public void setTimestamp(long milliseconds) {
    timestamp = milliseconds;
  }

  public void setUnit(String text) {
    unit = text;
  }

  public String getChannelName() {
    return channelName;
  }

  public DataType getValueType() {
    return valueType;
  }

  public TypedValue<?> getValue() {
    return value;
  }

  public void setValue(TypedValue<?> typed) {
    value = typed;
  }

  @Override
  public String toString() {
    return "ChannelRecord ["
        + channelName
        + " = "
        + (value == null ? null : value.getValue())
        + " "
        + unit
        + " at "
        + timestamp
        + ", "
        + channelStatus
        + "]";
  }
}
