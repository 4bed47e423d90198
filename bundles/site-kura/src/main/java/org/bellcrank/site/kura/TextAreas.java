package org.bellcrank.site.kura;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Documents out of the properties of a configuration. */
final class TextAreas {

  /** The sections; each has a text area, which stands for the file of this name. */
  static final List<String> SECTIONS =
      List.of(
          "assets",
          "points",
          "limits",
          "classes",
          "tiers",
          "severities",
          "priorities",
          "rules",
          "templates",
          "orders",
          "calendars",
          "connectors");

  private static final int MOST = 1048576;
  private static final Pattern NAMED =
      Pattern.compile("\\s*# document: *([^\\r\\n]*?) *(?:\\r\\n?|\\n)(.*)", Pattern.DOTALL);

  private TextAreas() {}

  /**
   * Texts by file name. What cannot be told by a name gets one that no document may have, so that
   * it is refused together with everything else and named.
   *
   * @param properties missing, null and empty values are no documents
   */
  static Map<String, String> of(Map<String, Object> properties) {
    Map<String, String> files = new TreeMap<>();
    for (String section : SECTIONS) {
      text(properties.get(section)).ifPresent(text -> add(files, section + ".yaml", text));
    }
    int place = 0;
    for (Object value : values(properties.get("documents"))) {
      int at = place++;
      text(value).ifPresent(text -> further(files, at, text));
    }
    return Map.copyOf(files);
  }

  private static void further(Map<String, String> files, int at, String text) {
    Matcher named = NAMED.matcher(text);
    if (named.matches()) {
      add(files, named.group(1), named.group(2));
    } else {
      files.put("documents[" + at + "], whose first line is not '# document: NAME.yaml'", "");
    }
  }

  private static void add(Map<String, String> files, String name, String text) {
    if (files.containsKey(name)) {
      files.put(name + ", given twice", "");
    } else if (text.length() > MOST) {
      files.put("%s, with %d characters of at most %d".formatted(name, text.length(), MOST), "");
    } else {
      files.put(name, text);
    }
  }

  private static Optional<String> text(Object value) {
    return Optional.ofNullable(value).map(Object::toString).filter(text -> !text.isBlank());
  }

  private static Object[] values(Object value) {
    if (value instanceof Object[] array) {
      return array;
    }
    return value == null ? new Object[0] : new Object[] {value};
  }
}
