package org.bellcrank.driver.opcua;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.configuration.metatype.Option;
import org.eclipse.kura.configuration.metatype.Scalar;
import org.eclipse.kura.driver.ChannelDescriptor;
import org.eclipse.milo.opcua.stack.core.AttributeId;

/** What a channel of an asset tells of its place on a server. */
final class ChannelSettings implements ChannelDescriptor {

  private static final List<String> ATTRIBUTES =
      List.of("Value", "DisplayName", "Description", "DataType", "EventNotifier", "AccessLevel");

  private static final String FILL = "fill.gaps";

  private final Profile profile;

  /**
   * For a driver.
   *
   * @param profile whose signals channels may name
   */
  ChannelSettings(Profile profile) {
    this.profile = profile;
  }

  private String signals() {
    return "In place of a node, where the driver has a profile: "
        + (profile.lines().isEmpty() ? "it has none" : String.join(", ", profile.signals()));
  }

  /** The settings as a console asks for them. */
  @Override
  public Object getDescriptor() {
    return List.<AD>of(
        new Setting(
            "node.id",
            "Node: ns=2;s=name, i=2253, nsu=http://namespace;s=name, which survives a server"
                + " that numbers its namespaces anew, or path=/name/name below Objects; empty"
                + " where a signal is named",
            "",
            false,
            List.of()),
        new Setting("signal", signals(), "", false, List.of()),
        new Setting(
            "kind",
            "VALUE; METHOD, called by writing its arguments; EVENT, events and alarms of the node",
            Kind.VALUE.name(),
            true,
            Stream.of(Kind.values()).map(Enum::name).toList()),
        new Setting("attribute", "For VALUE: which attribute", "Value", true, ATTRIBUTES),
        new Setting("object.id", "For METHOD: the object whose method it is", "", false, List.of()),
        new Setting(
            "sampling.millis",
            "How often the server looks, 0 to 3600000; empty: the driver's",
            "",
            false,
            List.of()),
        new Setting(
            "queue.size",
            "Changes that the server keeps between two notifications, 1 to 10000; empty: the"
                + " driver's",
            "",
            false,
            List.of()),
        new Setting(
            "deadband",
            "How far the value must move: 0.5 in its unit, or 2 % of its range; empty: the driver's",
            "",
            false,
            List.of()),
        new Setting(
            FILL,
            "true: what an outage left out is read from the server's history and told late; false:"
                + " it is not; empty: the driver's",
            "",
            false,
            List.of()));
  }

  /**
   * Reads a channel's settings. A gateway hands numbers over as texts.
   *
   * @param preset for what the channel leaves out
   * @throws RefusedValueException naming the setting, what was given and what is allowed
   */
  static Point point(Map<String, Object> settings, Point.Preset preset)
      throws RefusedValueException {
    Kind kind = kind(text(settings, "kind"));
    String signal = text(settings, "signal");
    Address node;
    if (signal.isEmpty()) {
      node = Address.of("node.id", text(settings, "node.id"));
    } else {
      Profile.Spot spot = spot(settings, kind, signal, preset.profile());
      node = spot.node();
      kind = spot.kind();
    }
    Address object = node;
    if (kind == Kind.METHOD) {
      object = Address.of("object.id", text(settings, "object.id"));
    }
    String deadband = text(settings, "deadband");
    return new Point(
        kind,
        node,
        object,
        attribute(text(settings, "attribute")),
        number(settings, "sampling.millis", 0, 3_600_000, preset.samplingMillis()),
        (int) number(settings, "queue.size", 1, 10_000, preset.queue()),
        deadband.isEmpty() ? preset.deadband() : Deadband.of("deadband", deadband),
        fills(text(settings, FILL), preset.fills()));
  }

  private static Profile.Spot spot(
      Map<String, Object> settings, Kind kind, String signal, Profile profile)
      throws RefusedValueException {
    if (!text(settings, "node.id").isEmpty()) {
      throw new RefusedValueException(
          "node.id",
          "'%s' beside the signal '%s'".formatted(text(settings, "node.id"), signal),
          "one of both");
    }
    if (kind == Kind.METHOD) {
      throw new RefusedValueException("kind", kind, "VALUE or EVENT for a signal");
    }
    return profile.spot(signal);
  }

  private static Kind kind(String given) throws RefusedValueException {
    if (given.isEmpty()) {
      return Kind.VALUE;
    }
    for (Kind each : Kind.values()) {
      if (each.name().equals(given.toUpperCase(Locale.ROOT))) {
        return each;
      }
    }
    throw new RefusedValueException("kind", given, List.of(Kind.values()).toString());
  }

  private static AttributeId attribute(String given) throws RefusedValueException {
    for (String each : ATTRIBUTES) {
      if (each.equalsIgnoreCase(given.isEmpty() ? "Value" : given)) {
        return AttributeId.valueOf(each);
      }
    }
    throw new RefusedValueException("attribute", given, String.join(", ", ATTRIBUTES));
  }

  private static boolean fills(String given, boolean preset) throws RefusedValueException {
    return switch (given.toLowerCase(Locale.ROOT)) {
      case "" -> preset;
      case "true" -> true;
      case "false" -> false;
      default -> throw new RefusedValueException(FILL, given, "true, false");
    };
  }

  private static double number(
      Map<String, Object> settings, String key, int low, int high, double preset)
      throws RefusedValueException {
    String given = text(settings, key);
    if (given.isEmpty()) {
      return preset;
    }
    try {
      int number = Integer.parseInt(given);
      if (number >= low && number <= high) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new RefusedValueException(key, given, "a whole number of %d to %d".formatted(low, high));
  }

  private static String text(Map<String, Object> settings, String key) {
    Object given = settings.get(key);
    return given == null ? "" : given.toString().strip();
  }

  /** One setting; a list of values to choose from is empty where any will do. */
  private record Setting(
      String id, String description, String preset, boolean required, List<String> options)
      implements AD {

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
      return Scalar.STRING;
    }

    @Override
    public int getCardinality() {
      return 0;
    }

    @Override
    public String getMin() {
      return null;
    }

    @Override
    public String getMax() {
      return null;
    }

    @Override
    public String getDefault() {
      return preset;
    }

    @Override
    public boolean isRequired() {
      return required;
    }
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
