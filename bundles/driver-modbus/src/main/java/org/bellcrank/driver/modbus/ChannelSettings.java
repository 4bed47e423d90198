package org.bellcrank.driver.modbus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.configuration.metatype.Option;
import org.eclipse.kura.configuration.metatype.Scalar;
import org.eclipse.kura.driver.ChannelDescriptor;

/** What a channel of an asset tells of its place in a device. */
final class ChannelSettings implements ChannelDescriptor {

  private static final String BIG = "BIG";
  private static final String LITTLE = "LITTLE";

  /** The settings as a console asks for them. */
  @Override
  public Object getDescriptor() {
    List<AD> all = new ArrayList<>();
    all.add(
        choice(
            "table", "Where the value lies", Table.HOLDING_REGISTER.name(), names(Table.values())));
    all.add(
        number(
            "address",
            "First item, 0 to 65535, as it goes over the line (manuals that count from"
                + " 1 or 40001: one less, without the leading 4)",
            "0",
            "0",
            "65535"));
    all.add(choice("form", "How it is held", Form.UINT16.name(), names(Form.values())));
    all.add(number("bit", "For BIT in a register: 0 (least significant) to 15", "0", "0", "15"));
    all.add(number("length", "Registers of a TEXT, 1 to 125", "1", "1", "125"));
    all.add(
        choice(
            "word.order", "Which register comes first: BIG, the most significant", BIG, orders()));
    all.add(
        choice(
            "byte.order",
            "Which byte of a register comes first: BIG, as the standard has it",
            BIG,
            orders()));
    all.add(
        new Setting(
            "unit.id",
            "Unit behind the address, 0 to 255; empty: the driver's own",
            Scalar.STRING,
            "",
            "",
            "",
            false,
            List.of()));
    return List.copyOf(all);
  }

  private static List<String> orders() {
    return List.of(BIG, LITTLE);
  }

  private static List<String> names(Enum<?>[] values) {
    return Stream.of(values).map(Enum::name).toList();
  }

  private static AD choice(String id, String description, String preset, List<String> options) {
    return new Setting(id, description, Scalar.STRING, "", "", preset, true, options);
  }

  private static AD number(String id, String description, String preset, String min, String max) {
    return new Setting(id, description, Scalar.INTEGER, min, max, preset, true, List.of());
  }

  /**
   * Reads a channel's settings. A gateway hands numbers over as texts.
   *
   * @param unit of a channel that names none
   * @throws RefusedValueException naming the setting, what was given and what is allowed
   */
  static Point point(Map<String, Object> settings, int unit) throws RefusedValueException {
    Table table = one(settings, "table", Table.class, Table.HOLDING_REGISTER);
    Form form = one(settings, "form", Form.class, table.bits() ? Form.BIT : Form.UINT16);
    if (table.bits() && form != Form.BIT) {
      throw new RefusedValueException("form", form, "BIT, as " + table + " holds bits");
    }
    int length = form == Form.TEXT ? whole(settings, "length", 1, 125, 1) : 0;
    Point point =
        new Point(
            whole(settings, "unit.id", 0, 255, unit),
            table,
            whole(settings, "address", 0, 65_535, 0),
            form,
            form == Form.BIT && !table.bits() ? whole(settings, "bit", 0, 15, 0) : 0,
            length,
            little(settings, "word.order"),
            little(settings, "byte.order"));
    if (point.address() + point.items() > 65_536) {
      throw new RefusedValueException(
          "address", point.address(), "at most %d for %s".formatted(65_536 - point.items(), form));
    }
    return point;
  }

  private static boolean little(Map<String, Object> settings, String key)
      throws RefusedValueException {
    String given = text(settings, key);
    if (given.isEmpty() || given.equalsIgnoreCase(BIG)) {
      return false;
    }
    if (given.equalsIgnoreCase(LITTLE)) {
      return true;
    }
    throw new RefusedValueException(key, given, "BIG, LITTLE");
  }

  private static int whole(
      Map<String, Object> settings, String key, int low, int high, int otherwise)
      throws RefusedValueException {
    String given = text(settings, key);
    if (given.isEmpty()) {
      return otherwise;
    }
    if (given.matches("[0-9]{1,9}")) {
      int value = Integer.parseInt(given);
      if (value >= low && value <= high) {
        return value;
      }
    }
    throw new RefusedValueException(key, given, "a whole number of %d to %d".formatted(low, high));
  }

  private static <E extends Enum<E>> E one(
      Map<String, Object> settings, String key, Class<E> type, E otherwise)
      throws RefusedValueException {
    String given = text(settings, key);
    if (given.isEmpty()) {
      return otherwise;
    }
    for (E each : type.getEnumConstants()) {
      if (each.name().equals(given.toUpperCase(Locale.ROOT))) {
        return each;
      }
    }
    throw new RefusedValueException(key, given, String.join(", ", names(type.getEnumConstants())));
  }

  private static String text(Map<String, Object> settings, String key) {
    Object given = settings.get(key);
    return given == null ? "" : given.toString().strip();
  }

  /** One setting; a list of values to choose from is empty where any will do. */
  private record Setting(
      String id,
      String description,
      Scalar type,
      String min,
      String max,
      String preset,
      boolean required,
      List<String> options)
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
      return type;
    }

    @Override
    public int getCardinality() {
      return 0;
    }

    @Override
    public String getMin() {
      return min.isEmpty() ? null : min;
    }

    @Override
    public String getMax() {
      return max.isEmpty() ? null : max;
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
