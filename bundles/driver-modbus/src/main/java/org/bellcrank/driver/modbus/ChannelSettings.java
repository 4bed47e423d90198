package org.bellcrank.driver.modbus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bellcrank.driver.modbus.channel.ChannelSetting;
import org.bellcrank.driver.modbus.channel.GivenSettings;
import org.bellcrank.driver.modbus.channel.RefusedValueException;
import org.eclipse.kura.configuration.metatype.AD;
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
        ChannelSetting.choice(
            "table", "Where the value lies", Table.HOLDING_REGISTER.name(), names(Table.values())));
    all.add(
        ChannelSetting.number(
            "address",
            "First item, 0 to 65535, as it goes over the line (manuals that count from"
                + " 1 or 40001: one less, without the leading 4)",
            "0",
            "0",
            "65535"));
    all.add(
        ChannelSetting.choice("form", "How it is held", Form.UINT16.name(), names(Form.values())));
    all.add(
        ChannelSetting.number(
            "bit",
            "For BIT in a register: 0 (least significant) to 15; with bits: the lowest of them, to"
                + " 31 in UINT32",
            "0",
            "0",
            "31"));
    all.add(
        ChannelSetting.number(
            "bits",
            "Of UINT16 and UINT32: so many bits from bit upward are the value, 1 to 32, read alone;"
                + " 0: the whole word",
            "0",
            "0",
            "32"));
    all.add(
        ChannelSetting.choice(
            "signed",
            "Whether these bits are two's complement",
            "false",
            List.of("false", "true")));
    all.add(ChannelSetting.number("length", "Registers of a TEXT, 1 to 125", "1", "1", "125"));
    all.add(
        ChannelSetting.choice(
            "word.order", "Which register comes first: BIG, the most significant", BIG, orders()));
    all.add(
        ChannelSetting.choice(
            "byte.order",
            "Which byte of a register comes first: BIG, as the standard has it",
            BIG,
            orders()));
    all.add(
        ChannelSetting.text(
            "unit.id", "Unit behind the address, 0 to 255; empty: the driver's own"));
    return List.copyOf(all);
  }

  private static List<String> orders() {
    return List.of(BIG, LITTLE);
  }

  private static List<String> names(Enum<?>[] values) {
    return Stream.of(values).map(Enum::name).toList();
  }

  /**
   * Reads a channel's settings. A gateway hands numbers over as texts.
   *
   * @param unit of a channel that names none
   * @throws RefusedValueException naming the setting, what was given and what is allowed
   */
  static Point point(Map<String, Object> channel, int unit) throws RefusedValueException {
    GivenSettings settings = new GivenSettings(channel);
    Table table = settings.one("table", Table.class, Table.HOLDING_REGISTER);
    Form form = settings.one("form", Form.class, table.bits() ? Form.BIT : Form.UINT16);
    if (table.bits() && form != Form.BIT) {
      throw new RefusedValueException("form", form, "BIT, as " + table + " holds bits");
    }
    int bits = bits(settings, form);
    int length = form == Form.TEXT ? settings.whole("length", 1, 125, 1) : 0;
    Point point =
        new Point(
            settings.whole("unit.id", 0, 255, unit),
            table,
            settings.whole("address", 0, 65_535, 0),
            form,
            bit(settings, table, form, bits),
            length,
            little(settings, "word.order"),
            little(settings, "byte.order"),
            bits,
            bits > 0 && isSigned(settings));
    if (point.address() + point.items() > 65_536) {
      throw new RefusedValueException(
          "address", point.address(), "at most %d for %s".formatted(65_536 - point.items(), form));
    }
    return point;
  }

  private static int bits(GivenSettings settings, Form form) throws RefusedValueException {
    int bits = settings.whole("bits", 0, 32, 0);
    if (bits > 0 && form != Form.UINT16 && form != Form.UINT32) {
      throw new RefusedValueException("bits", bits, "0 for %s, or UINT16, UINT32".formatted(form));
    }
    if (bits > 16 * form.registers()) {
      throw new RefusedValueException("bits", bits, "0 to 16 for " + form);
    }
    return bits;
  }

  private static int bit(GivenSettings settings, Table table, Form form, int bits)
      throws RefusedValueException {
    if (bits > 0) {
      return settings.whole("bit", 0, 16 * form.registers() - bits, 0);
    }
    return form == Form.BIT && !table.bits() ? settings.whole("bit", 0, 15, 0) : 0;
  }

  private static boolean isSigned(GivenSettings settings) throws RefusedValueException {
    String given = settings.text("signed");
    if (given.isEmpty() || given.equalsIgnoreCase("false")) {
      return false;
    }
    if (given.equalsIgnoreCase("true")) {
      return true;
    }
    throw new RefusedValueException("signed", given, "false, true");
  }

  private static boolean little(GivenSettings settings, String key) throws RefusedValueException {
    String given = settings.text(key);
    if (given.isEmpty() || given.equalsIgnoreCase(BIG)) {
      return false;
    }
    if (given.equalsIgnoreCase(LITTLE)) {
      return true;
    }
    throw new RefusedValueException(key, given, "BIG, LITTLE");
  }
}
