package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Reads the fact tables that lie in this bundle; they are all that a double knows of its vendor.
 */
final class Facts {

  private Facts() {}

  /**
   * The rows of a table, each by column name. Lines that begin with # are notes; a value with a
   * comma stands in double quotes.
   */
  static List<Map<String, String>> table(String file) {
    return rows(file, text(file));
  }

  /**
   * A plant's register: the given file, or the built-in table with the same columns. Columns whose
   * name ends in a question mark may be left out of a file.
   */
  static List<Map<String, String>> register(Optional<Path> file, String builtIn) {
    List<Map<String, String>> own = table(builtIn);
    if (file.isEmpty()) {
      return own.stream().map(row -> complete(row, own.get(0).keySet())).toList();
    }
    List<Map<String, String>> rows;
    try {
      rows = rows(file.get().toString(), Files.readString(file.get()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the register " + file.get(), unreadable);
    }
    Set<String> columns = own.get(0).keySet();
    List<String> needed = columns.stream().filter(column -> !column.endsWith("?")).toList();
    if (rows.isEmpty()
        || !rows.get(0).keySet().containsAll(needed)
        || !rows.get(0).keySet().stream().allMatch(name -> known(name, columns))) {
      throw new IllegalArgumentException(
          file.get() + " must have a header with the columns " + needed + " and a row at least");
    }
    return rows.stream().map(row -> complete(row, columns)).toList();
  }

  private static boolean known(String name, Set<String> columns) {
    return columns.contains(name) || columns.contains(name + "?");
  }

  /** All columns under their plain names. */
  private static Map<String, String> complete(Map<String, String> row, Set<String> columns) {
    Map<String, String> complete = new LinkedHashMap<>();
    for (String column : columns) {
      String plain = column.replace("?", "");
      complete.put(plain, row.getOrDefault(column, row.getOrDefault(plain, "")));
    }
    return complete;
  }

  private static List<Map<String, String>> rows(String file, String text) {
    List<Map<String, String>> rows = new ArrayList<>();
    List<String> header = null;
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> cells = cells(line);
      if (header == null) {
        header = cells;
        continue;
      }
      if (cells.size() != header.size()) {
        throw new IllegalStateException(
            file
                + ": a row has "
                + cells.size()
                + " cells, its header "
                + header.size()
                + ": "
                + line);
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        row.put(header.get(i), cells.get(i));
      }
      rows.add(row);
    }
    return List.copyOf(rows);
  }

  static Properties settings(String file) {
    Properties settings = new Properties();
    try (InputStream in = open(file);
        InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      settings.load(reader);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return settings;
  }

  static String text(String file) {
    try (InputStream in = open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static InputStream open(String file) {
    InputStream in = Facts.class.getResourceAsStream("/facts/" + file);
    if (in == null) {
      throw new IllegalStateException("the fact table " + file + " is not in this bundle");
    }
    return in;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }
}
