package org.bellcrank.reject.opcua;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.rule.Severity;

/**
 * One node that may be pulsed, and for which findings. Written on one line: {@code
 * nsu=http://namespace;s=name | pulse 200 | asset press-4 | class crack, pitting}.
 *
 * @param node with its namespace, as the driver's {@code write.allowed} has it
 * @param pulse how long the node is true, 20 to 5000 ms
 * @param words what a finding must have, by {@code asset}, {@code point}, {@code class}, {@code
 *     rule} or {@code severity}; one of the texts of each, and at least an asset, a point or a rule
 */
record Whitelisted(String node, Duration pulse, Map<String, Set<String>> words) {

  static final int SHORTEST = 20;
  static final int LONGEST = 5_000;

  private static final String ALLOWED =
      "nsu=http://namespace;s=name | pulse %d to %d | asset …, point …, class …, rule …, severity …"
              .formatted(SHORTEST, LONGEST)
          + " each behind a bar, at least asset, point or rule";
  private static final Set<String> NAMES = Set.of("asset", "point", "class", "rule", "severity");
  private static final Set<String> PLACES = Set.of("asset", "point", "rule");
  private static final Set<String> SEVERITIES =
      Arrays.stream(Severity.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

  Whitelisted {
    words = Map.copyOf(words);
  }

  /**
   * Reads one line.
   *
   * @throws IllegalArgumentException saying what was given and what is allowed
   */
  static Whitelisted of(String line) {
    List<String> parts = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    String node = parts.get(0);
    // An index may stand for another namespace after the server's next start.
    if (!node.matches("nsu=[^;\\s]+;[isgb]=\\S.*")) {
      throw refused(line);
    }
    Duration pulse = null;
    Map<String, Set<String>> words = new HashMap<>();
    for (String part : parts.subList(1, parts.size())) {
      String[] both = part.split("\\s+", 2);
      if (both.length < 2) {
        throw refused(line);
      }
      if (both[0].equals("pulse") && pulse == null) {
        pulse = pulse(line, both[1]);
      } else if (!NAMES.contains(both[0])
          || words.put(both[0], texts(line, both[0], both[1])) != null) {
        throw refused(line);
      }
    }
    if (pulse == null || words.keySet().stream().noneMatch(PLACES::contains)) {
      throw refused(line);
    }
    return new Whitelisted(node, pulse, words);
  }

  private static Duration pulse(String line, String given) {
    if (given.matches("\\d{1,5}")) {
      int millis = Integer.parseInt(given);
      if (millis >= SHORTEST && millis <= LONGEST) {
        return Duration.ofMillis(millis);
      }
    }
    throw refused(line);
  }

  private static Set<String> texts(String line, String name, String given) {
    Set<String> texts =
        Arrays.stream(given.split(","))
            .map(String::strip)
            .map(text -> name.equals("severity") ? text.toUpperCase(Locale.ROOT) : text)
            .collect(Collectors.toSet());
    if (texts.contains("") || name.equals("severity") && !SEVERITIES.containsAll(texts)) {
      throw refused(line);
    }
    return texts;
  }

  private static IllegalArgumentException refused(String line) {
    return new IllegalArgumentException("given '%s'; allowed: %s".formatted(line, ALLOWED));
  }

  /** Whether a finding is one of those that pulse this node. */
  boolean fits(Reject reject) {
    return words.entrySet().stream()
        .allMatch(each -> each.getValue().contains(reject.words().get(each.getKey())));
  }
}
