package org.bellcrank.itests.doubles;

import java.util.Map;

/**
 * What the fact table says about one field.
 *
 * @param type String, Boolean, Byte, Int32, Int64, Double, Decimal, Date, DateTime, DateTimeOffset
 *     or Time; a Date is an Edm.DateTime of which only the day counts
 * @param length in characters; 0 where there is no limit
 * @param upper whether the server turns it into upper case
 * @param digits whether it holds digits only
 */
record SapField(
    String name,
    String type,
    int length,
    boolean upper,
    boolean digits,
    boolean creatable,
    boolean updatable,
    boolean filterable,
    boolean sortable,
    boolean key,
    boolean required) {

  static SapField of(Map<String, String> row) {
    return new SapField(
        row.get("property"),
        row.get("type"),
        row.get("length").isEmpty() ? 0 : Integer.parseInt(row.get("length")),
        "upper".equals(row.get("case")),
        "digits".equals(row.get("case")),
        yes(row, "creatable"),
        yes(row, "updatable"),
        yes(row, "filterable"),
        yes(row, "sortable"),
        "key".equals(row.get("level")),
        "service".equals(row.get("level")));
  }

  boolean text() {
    return "String".equals(type);
  }

  private static boolean yes(Map<String, String> row, String column) {
    return "yes".equals(row.get(column));
  }
}
