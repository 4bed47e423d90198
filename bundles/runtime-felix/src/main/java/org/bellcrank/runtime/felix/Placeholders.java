package org.bellcrank.runtime.felix;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that a profile and its snapshot may name as {@code ${name}}. */
final class Placeholders {

  private static final Pattern USE = Pattern.compile("\\$\\{([^}]*)}");

  private final Map<String, String> values = new LinkedHashMap<>();

  void put(String name, String value) {
    values.put(name, value);
  }

  Map<String, String> values() {
    return Map.copyOf(values);
  }

  /**
   * Replaces every use; a replaced value is not looked through again.
   *
   * @param where for the message about an unknown name
   */
  String fill(String text, String where) throws StartException {
    Matcher use = USE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (use.find()) {
      String value = values.get(use.group(1));
      if (value == null) {
        throw StartException.notStarted(
            "%s: nothing is known as %s; known are %s; more come with --set name=value"
                .formatted(where, use.group(), new TreeSet<>(values.keySet())));
      }
      use.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return use.appendTail(filled).toString();
  }
}
