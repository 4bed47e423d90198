package org.eclipse.kura.channel;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.osgi.annotation.versioning.ProviderType;

/** One channel of an asset: a value that can be read, written or both. */
@ProviderType
public class Channel {
  private String name;
  private ChannelType type;
  private DataType valueType;
  private ScaleOffsetType scaleOffsetType;
  private Number scale;
  private Number offset;
  private String unit = "";
  private boolean enabled = true;
  private final Map<String, Object> configuration;

  public Channel(
      String name, ChannelType type, DataType valueType, Map<String, Object> configuration) {
    this(name, type, valueType, ScaleOffsetType.DEFINED_BY_VALUE_TYPE, 1.0, 0.0, configuration);
  }

  public Channel(
      String name,
      ChannelType type,
      DataType valueType,
      ScaleOffsetType scaleOffsetType,
      Number scale,
      Number offset,
      Map<String, Object> configuration) {
    this.name = Objects.requireNonNull(name, "name");
    this.type = Objects.requireNonNull(type, "type");
    this.valueType = Objects.requireNonNull(valueType, "valueType");
    this.scaleOffsetType = Objects.requireNonNull(scaleOffsetType, "scaleOffsetType");
    this.scale = Objects.requireNonNull(scale, "scale");
    this.offset = Objects.requireNonNull(offset, "offset");
    this.configuration = Collections.unmodifiableMap(new HashMap<>(configuration));
  }

  public Map<String, Object> getConfiguration() {
    return configuration;
  }

  public String getName() {
    return name;
  }

  public ChannelType getType() {
    return type;
  }

  public DataType getValueType() {
    return valueType;
  }

  public ScaleOffsetType getScaleOffsetType() {
    return scaleOffsetType;
  }

  public boolean isEnabled() {
    return enabled;
  }

  public double getValueScale() {
    return scale.doubleValue();
  }

  public Number getValueScaleAsNumber() {
    return scale;
  }

  public double getValueOffset() {
    return offset.doubleValue();
  }

  public Number getValueOffsetAsNumber() {
    return offset;
  }

  public String getUnit() {
    return unit;
  }

  public void setName(String value) {
    name = value;
  }

  public void setType(ChannelType value) {
    type = value;
  }

  public void setValueType(DataType value) {
    valueType = value;
  }

  public void setScaleOffsetType(ScaleOffsetType value) {
    scaleOffsetType = value;
  }

  public void setEnabled(boolean value) {
    enabled = value;
  }

  public void setScale(double value) {
    scale = value;
  }

  public void setScale(Number value) {
    scale = value;
  }

  public void setOffset(double value) {
    offset = value;
  }

  public void setOffset(Number value) {
    offset = value;
  }

  public void setUnit(String value) {
    unit = value;
  }

  public ChannelRecord createReadRecord() {
    ChannelRecord record = ChannelRecord.createReadRecord(name, valueType, unit);
    record.setChannelConfig(configuration);
    return record;
  }

  public ChannelRecord createWriteRecord(TypedValue<?> value) {
    ChannelRecord record = ChannelRecord.createWriteRecord(name, value);
    record.setChannelConfig(configuration);
    return record;
  }
}
