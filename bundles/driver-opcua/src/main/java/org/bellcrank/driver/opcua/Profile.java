package org.bellcrank.driver.opcua;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the signals of one kind of machine are on its server, so that assets name them alike
 * whoever made it: {@code spindle.load}, {@code axis.position[X]}.
 *
 * <p>A file of properties: {@code signal=node | grade | source}. The node may begin with {@code
 * EVENT} and hold places to fill, {@code {channel:1}} with what they are when a channel leaves them
 * out, {@code {axis}} when it must not. What a channel gives in brackets fills them from the last.
 *
 * @param name of the profile; empty for none
 * @param lines by signal
 */
record Profile(String name, SortedMap<String, Line> lines) {

  /** Where the driver knows no signals. */
  static final Profile NONE = new Profile("", new TreeMap<>());

  /** Those that travel with the driver. */
  static final List<String> OWN =
      List.of("fanuc", "heidenhain", "mitsubishi", "siemens", "wirelesshart");

  private static final Pattern SIGNAL = Pattern.compile("([a-z][a-z0-9.]*)(?:\\[([^\\[\\]]+)])?");
  private static final Pattern HOLE = Pattern.compile("\\{([a-z]+)(?::([^{}]+))?}");

  /** How sure a line is. */
  enum Grade {
    /** The maker's own document says so. */
    DOCUMENT,
    /** A published standard says so. */
    SPECIFICATION,
    /** Several programs of other people read it so. */
    SEEN,
    /** From memory. */
    RECALLED,
    /** By analogy; nobody looked yet. */
    ASSUMED
  }

  /**
   * A signal's place.
   *
   * @param node with places to fill
   * @param source where it is known from
   */
  record Line(Kind kind, String node, Grade grade, String source) {}

  /**
   * Where a channel's signal is.
   *
   * @param kind VALUE, or EVENT for alarms
   */
  record Spot(Kind kind, Address node) {}

  /**
   * Reads one: a file {@code profiles/NAME.properties} in the driver's folder, which wins, or one
   * that travels with the driver.
   *
   * @param given blank for none
   * @throws RefusedValueException when there is none of that name, or a line of it is none
   */
  static Profile of(String setting, String given, Path folder) throws RefusedValueException {
    String name = given.strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty()) {
      return NONE;
    }
    Path own = folder.resolve("profiles");
    String allowed = "%s, or a file NAME.properties in %s".formatted(String.join(", ", OWN), own);
    if (!name.matches("[a-z0-9_-]{1,60}")) {
      throw new RefusedValueException(setting, "'" + given + "'", allowed);
    }
    Path file = own.resolve(name + ".properties");
    try (InputStream in =
        Files.isRegularFile(file)
            ? Files.newInputStream(file)
            : Profile.class.getResourceAsStream("/profiles/" + name + ".properties")) {
      if (in == null) {
        throw new RefusedValueException(setting, "'" + given + "'", allowed);
      }
      return new Profile(name, lines(name, in));
    } catch (IOException | IllegalArgumentException e) {
      throw new RefusedValueException(
          setting, "'%s' (%s)".formatted(given, e.getMessage()), "a profile that can be read");
    }
  }

  private static SortedMap<String, Line> lines(String name, InputStream in)
      throws IOException, RefusedValueException {
    Properties read = new Properties();
    try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      read.load(reader);
    }
    SortedMap<String, Line> lines = new TreeMap<>();
    for (Map.Entry<Object, Object> each : read.entrySet()) {
      String signal = each.getKey().toString();
      lines.put(signal, line(name, signal, each.getValue().toString()));
    }
    return lines;
  }

  private static Line line(String name, String signal, String value) throws RefusedValueException {
    String[] parts = value.split("\\|", -1);
    try {
      if (parts.length == 3 && !parts[2].isBlank() && SIGNAL.matcher(signal).matches()) {
        String node = parts[0].strip();
        boolean events = node.startsWith(Kind.EVENT + " ");
        Line line =
            new Line(
                events ? Kind.EVENT : Kind.VALUE,
                events ? node.substring(Kind.EVENT.name().length()).strip() : node,
                Grade.valueOf(parts[1].strip().toUpperCase(Locale.ROOT)),
                parts[2].strip());
        Address.of("node", HOLE.matcher(line.node()).replaceAll("1"));
        return line;
      }
    } catch (IllegalArgumentException e) {
      // No such grade; told below.
    }
    throw new RefusedValueException(
        "profile %s, %s".formatted(name, signal),
        "'" + value + "'",
        "node | document, specification, seen, recalled or assumed | source");
  }

  /**
   * Where a signal is.
   *
   * @param given such as {@code spindle.load}, {@code spindle.load[2]}, {@code axis.position[1,3]}
   * @throws RefusedValueException when the profile has none, or a place of it is not filled
   */
  Spot spot(String given) throws RefusedValueException {
    Matcher signal = SIGNAL.matcher(given);
    Line line = signal.matches() ? lines.get(signal.group(1)) : null;
    if (line == null) {
      throw new RefusedValueException(
          "signal",
          "'" + given + "'",
          name.isEmpty()
              ? "none, unless the driver's setting profile names one of " + String.join(", ", OWN)
              : "those of the profile %s: %s".formatted(name, signals()));
    }
    String filled = signal.group(2);
    return new Spot(
        line.kind(),
        Address.of("signal", filled(given, line, filled == null ? List.of() : split(filled))));
  }

  private static List<String> split(String filled) {
    return List.of(filled.split(",", -1)).stream().map(String::strip).toList();
  }

  private String filled(String given, Line line, List<String> with) throws RefusedValueException {
    List<String> holes = HOLE.matcher(line.node()).results().map(each -> each.group(1)).toList();
    Matcher hole = HOLE.matcher(line.node());
    StringBuilder node = new StringBuilder();
    int at = with.size() - holes.size();
    boolean whole = at <= 0;
    while (hole.find()) {
      String text = at >= 0 && whole ? with.get(at) : hole.group(2);
      whole &= text != null && text.matches("[^/;|]+");
      hole.appendReplacement(node, Matcher.quoteReplacement(String.valueOf(text)));
      at++;
    }
    if (!whole) {
      throw new RefusedValueException(
          "signal",
          "'" + given + "'",
          "%s of the profile %s, in brackets %s".formatted(line.node(), name, holes));
    }
    return hole.appendTail(node).toString();
  }

  /** What it knows, with what is given in brackets. */
  List<String> signals() {
    List<String> all = new ArrayList<>();
    lines.forEach(
        (signal, line) -> {
          List<String> holes =
              HOLE.matcher(line.node()).results().map(each -> each.group(1)).toList();
          all.add(holes.isEmpty() ? signal : signal + holes.toString().replace(", ", ","));
        });
    return all;
  }
}
