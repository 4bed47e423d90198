package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The integration framework refuses: a message in plain words, whatever was wrong. */
final class MifRefusal extends Exception {

  private static final Map<String, Map<String, String>> TABLE = new LinkedHashMap<>();

  static {
    Facts.table("maximo-mif-errors.csv").forEach(row -> TABLE.put(row.get("name"), row));
  }

  /**
   * @param name of the row in the table of messages
   * @param values what stands in the braces of the message
   */
  MifRefusal(String name, Map<String, String> values) {
    super(filled(name, values));
  }

  MifRefusal(String name, String value) {
    this(name, Map.of("value", value));
  }

  private static String filled(String name, Map<String, String> values) {
    Map<String, String> row = TABLE.get(name);
    if (row == null) {
      throw new IllegalStateException("maximo-mif-errors.csv has no row " + name);
    }
    String message = row.get("message");
    for (Map.Entry<String, String> each : values.entrySet()) {
      message = message.replace("{" + each.getKey() + "}", each.getValue());
    }
    return row.get("code") + " - " + message;
  }

  Reply reply(int status) {
    return Reply.of(
        status,
        "text/html; charset=utf-8",
        ("Error " + status + ": psdi.util.MXApplicationException: " + getMessage())
            .getBytes(StandardCharsets.UTF_8));
  }
}
