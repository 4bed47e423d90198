package org.bellcrank.itests.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.Fault;

/**
 * How a CMMS takes the parts of an order.
 *
 * @param numbers two that its stores have, as it shows them; no other is there
 * @param lost loses an answer where a part is put to an order; empty where none can be lost there
 * @param planned what its books show for an order: number and quantity of each line
 */
record PlannedParts(
    List<String> numbers, Optional<Fault> lost, Function<BookedOrder, List<String>> planned) {

  /** The lines of a list in an order's fields, with the names of number and quantity in each. */
  static Function<BookedOrder, List<String>> lines(String list, String number, String quantity) {
    return order -> lines(order.fields().get(list), number, quantity);
  }

  static List<String> lines(Object list, String number, String quantity) {
    return list instanceof List<?> rows
        ? rows.stream().map(row -> line((Map<?, ?>) row, number, quantity)).toList()
        : List.of();
  }

  private static String line(Map<?, ?> row, String number, String quantity) {
    String many =
        new BigDecimal(String.valueOf(row.get(quantity))).stripTrailingZeros().toPlainString();
    return many + " x " + row.get(number);
  }
}
