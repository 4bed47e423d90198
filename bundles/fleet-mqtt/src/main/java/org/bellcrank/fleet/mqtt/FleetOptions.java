package org.bellcrank.fleet.mqtt;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What stands behind the word fleet on the command line: words, then options with values. */
final class FleetOptions {

  static final String PASSWORD = "BELLCRANK_FLEET_PASSWORD";
  private static final Set<String> KNOWN =
      Set.of(
          "broker",
          "account",
          "client",
          "user",
          "password-file",
          "ca",
          "gateways",
          "listen",
          "patience",
          "json",
          "serve",
          "url",
          "before",
          "untold",
          "health",
          "within",
          "record",
          "back");
  private static final Set<String> FLAGS = Set.of("back", "untold");

  private final List<String> words = new ArrayList<>();
  private final Map<String, String> values = new LinkedHashMap<>();

  /** Reads the arguments; {@link IllegalArgumentException} with given and allowed. */
  FleetOptions(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!word.startsWith("--")) {
        words.add(word);
        continue;
      }
      String name = word.substring(2);
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            "fleet: given option %s; allowed: %s"
                .formatted(word, KNOWN.stream().sorted().map(each -> "--" + each).toList()));
      }
      if (FLAGS.contains(name)) {
        values.put(name, "true");
      } else if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException("fleet: option %s needs a value".formatted(word));
      } else {
        values.put(name, arguments.get(++i));
      }
    }
  }

  List<String> words() {
    return words;
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Optional<Path> path(String name) {
    return value(name).map(Path::of);
  }

  boolean flag(String name) {
    return values.containsKey(name);
  }

  /** A value that must be given. */
  String need(String name) {
    return value(name)
        .orElseThrow(() -> new IllegalArgumentException("fleet: --%s is missing".formatted(name)));
  }

  /** Given in seconds. */
  Duration seconds(String name, double otherwise) {
    String text = value(name).orElse(String.valueOf(otherwise));
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0 && seconds <= 1e7) {
        return Duration.ofMillis(Math.round(seconds * 1000));
      }
    } catch (NumberFormatException | DateTimeParseException e) {
      throw new IllegalArgumentException(
          "fleet: given --%s %s; allowed: seconds".formatted(name, text), e);
    }
    throw new IllegalArgumentException(
        "fleet: given --%s %s; allowed: seconds from 0".formatted(name, text));
  }

  URI broker() {
    URI broker = URI.create(need("broker"));
    if (broker.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "fleet: --broker holds a user or password; allowed: --user, and the password in "
              + PASSWORD
              + " or --password-file");
    }
    if (!Set.of("tcp", "ssl").contains(String.valueOf(broker.getScheme()))) {
      throw new IllegalArgumentException(
          "fleet: given --broker %s; allowed: tcp://HOST:PORT or ssl://HOST:PORT"
              .formatted(broker));
    }
    return broker;
  }

  /** From the file, else from the environment; empty text without one. */
  String password() throws IOException {
    Optional<Path> file = path("password-file");
    if (file.isPresent()) {
      return Files.readString(file.get()).strip();
    }
    return Optional.ofNullable(System.getenv(PASSWORD)).orElse("");
  }

  /** Client ids that the caller named, in a file (one a line, # begins a remark) or as a list. */
  List<String> gateways() throws IOException {
    Optional<String> given = value("gateways");
    if (given.isEmpty()) {
      return List.of();
    }
    List<String> lines =
        Files.isRegularFile(Path.of(given.get()))
            ? Files.readAllLines(Path.of(given.get()))
            : List.of(given.get().split(","));
    return lines.stream()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .distinct()
        .toList();
  }
}
