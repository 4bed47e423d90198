package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the sender's key in an order. */
final class References {

  private static final Pattern REFERENCE =
      Pattern.compile(Facts.settings("common.properties").getProperty("reference.pattern"));

  private References() {}

  /**
   * The key; empty without one.
   *
   * @param first fields in which it is looked for first, in this order; after them any text
   */
  static String of(Map<String, Object> fields, List<String> first) {
    List<String> keys =
        first.stream()
            .map(fields::get)
            .filter(String.class::isInstance)
            .map(String::valueOf)
            .filter(each -> !each.isBlank())
            .toList();
    Matcher matcher = REFERENCE.matcher(String.join("\n", keys));
    if (matcher.find()) {
      return matcher.group();
    }
    Matcher anywhere = REFERENCE.matcher(String.join("\n", texts(fields)));
    return anywhere.find() ? anywhere.group() : keys.isEmpty() ? "" : keys.get(0);
  }

  private static List<String> texts(Map<String, Object> fields) {
    return fields.values().stream().filter(String.class::isInstance).map(String::valueOf).toList();
  }
}
