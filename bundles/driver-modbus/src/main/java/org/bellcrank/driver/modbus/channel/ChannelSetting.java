package org.bellcrank.driver.modbus.channel;

import java.util.List;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.configuration.metatype.Option;
import org.eclipse.kura.configuration.metatype.Scalar;

/** One setting of a channel, as a console asks for it. */
public final class ChannelSetting implements AD {

  private final String id;
  private final String description;
  private final Scalar type;
  private final String min;
  private final String max;
  private final String preset;
  private final boolean required;
  private final List<String> options;

  private ChannelSetting(
      String id,
      String description,
      Scalar type,
      String min,
      String max,
      String preset,
      boolean required,
      List<String> options) {
    this.id = id;
    this.description = description;
    this.type = type;
    this.min = min;
    this.max = max;
    this.preset = preset;
    this.required = required;
    this.options = List.copyOf(options);
  }

  /** One of some words. */
  public static AD choice(String id, String description, String preset, List<String> options) {
    return new ChannelSetting(id, description, Scalar.STRING, null, null, preset, true, options);
  }

  /** A whole number of a range, both ends included. */
  public static AD number(String id, String description, String preset, String min, String max) {
    return new ChannelSetting(id, description, Scalar.INTEGER, min, max, preset, true, List.of());
  }

  /** A text that may be left out. */
  public static AD text(String id, String description) {
    return new ChannelSetting(id, description, Scalar.STRING, null, null, "", false, List.of());
  }

  @Override
  public List<Option> getOption() {
    return options.stream().<Option>map(Choice::new).toList();
  }

  @Override
  public String getName() {
    return id;
  }

  @Override
  public String getDescription() {
    return description;
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public Scalar getType() {
    return type;
  }

  @Override
  public int getCardinality() {
    return 0;
  }

  @Override
  public String getMin() {
    return min;
  }

  @Override
  public String getMax() {
    return max;
  }

  @Override
  public String getDefault() {
    return preset;
  }

  @Override
  public boolean isRequired() {
    return required;
  }

  /** A value to choose. */
  private record Choice(String value) implements Option {

    @Override
    public String getLabel() {
      return value;
    }

    @Override
    public String getValue() {
      return value;
    }
  }
}
