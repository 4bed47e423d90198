package org.bellcrank.itests.doubles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** How one installation is set up: the fact file's lines, some of them overridden at start. */
final class Settings {

  private final Properties values;
  private final String file;

  Settings(String file, Map<String, String> overrides) {
    this.file = file;
    values = Facts.settings(file);
    overrides.forEach(
        (name, value) -> {
          if (!values.containsKey(name)) {
            throw new IllegalArgumentException(
                "setting " + name + " was given, " + file + " allows " + values.keySet());
          }
          values.setProperty(name, value);
        });
  }

  String text(String name) {
    String value = values.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(file + " has no line " + name);
    }
    return value;
  }

  int number(String name) {
    return Integer.parseInt(text(name));
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }

  /** Values parted by a bar. */
  List<String> list(String name) {
    return List.of(text(name).split("\\|"));
  }

  /** Number and words parted by a colon, pairs by a bar; in ascending order of the number. */
  TreeMap<Integer, String> words(String name) {
    TreeMap<Integer, String> words = new TreeMap<>();
    for (String pair : list(name)) {
      String[] parts = pair.split(":", 2);
      words.put(Integer.valueOf(parts[0]), parts[1]);
    }
    return words;
  }

  /** The status table: for each status the ones it may go to. */
  static Map<String, List<String>> transitions(String table) {
    Map<String, List<String>> transitions = new LinkedHashMap<>();
    for (Map<String, String> row : Facts.table(table)) {
      String next = row.get("next");
      transitions.put(row.get("status"), next.isEmpty() ? List.of() : List.of(next.split("\\|")));
    }
    return transitions;
  }

  /** The status table: what each status is called on the screen. */
  static Map<String, String> statusWords(String table) {
    Map<String, String> words = new LinkedHashMap<>();
    Facts.table(table).forEach(row -> words.put(row.get("status"), row.get("words")));
    return words;
  }
}
