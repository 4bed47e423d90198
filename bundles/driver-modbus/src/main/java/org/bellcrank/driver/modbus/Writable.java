package org.bellcrank.driver.modbus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.driver.modbus.channel.RefusedValueException;

/**
 * What assets may write: items of tables of single units. What it does not name is never written.
 *
 * @param ranges none means nothing
 */
record Writable(List<Range> ranges) {

  static final String FORM =
      "unit/table/items, for example 9/HOLDING_REGISTER/40-42 or 1/COIL/5; unit 0 to 255, table"
          + " COIL or HOLDING_REGISTER, items 0 to 65535 as they go over the line";

  private static final Pattern RANGE =
      Pattern.compile(
          "\\s*(\\d{1,3})\\s*/\\s*(COIL|HOLDING_REGISTER)\\s*/\\s*(\\d{1,5})\\s*(?:-\\s*(\\d{1,5})\\s*)?");
  private static final int UNITS = 255;
  private static final int ITEMS = 65_535;

  /**
   * Items of one table.
   *
   * @param first 0 to {@code last}
   * @param last up to 65535, belongs to it
   */
  record Range(int unit, Table table, int first, int last) {

    private boolean holds(Point point, int item) {
      return point.unit() == unit && point.table() == table && item >= first && item <= last;
    }
  }

  Writable {
    ranges = List.copyOf(ranges);
  }

  /**
   * Reads the setting; blank lines say nothing.
   *
   * @throws RefusedValueException for one that is no range, with what is allowed
   */
  static Writable of(String[] given) throws RefusedValueException {
    List<Range> ranges = new ArrayList<>();
    for (String each : given == null ? new String[0] : given) {
      if (!each.isBlank()) {
        ranges.add(range(each).orElseThrow(() -> new RefusedValueException(each, FORM)));
      }
    }
    return new Writable(ranges);
  }

  private static Optional<Range> range(String given) {
    Matcher parts = RANGE.matcher(given);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int first = Integer.parseInt(parts.group(3));
    int last = parts.group(4) == null ? first : Integer.parseInt(parts.group(4));
    Range range =
        new Range(Integer.parseInt(parts.group(1)), Table.valueOf(parts.group(2)), first, last);
    return Optional.of(range)
        .filter(each -> each.unit() <= UNITS && each.first() <= each.last() && last <= ITEMS);
  }

  /**
   * Refuses a point of which any item is not named.
   *
   * @throws RefusedValueException with the setting that would open it
   */
  void check(Point point) throws RefusedValueException {
    for (int item = point.address(); item < point.address() + point.items(); item++) {
      int wanted = item;
      if (ranges.stream().noneMatch(range -> range.holds(point, wanted))) {
        throw new RefusedValueException(
            "write.allowed",
            "%d/%s/%d".formatted(point.unit(), point.table(), item),
            ranges.isEmpty() ? "nothing, while the list is empty" : "what the list names");
      }
    }
  }
}
