package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The site under fire: the components that the doubles know with many points, and rules without a
 * second look.
 */
public final class ChaosSite {

  /** How many points a camera may report. */
  public static final int POINTS = 200;

  /** How many temperatures there are, each with a limit. */
  public static final int TEMPERATURES = 8;

  /** Below this nothing is recorded but a tally. */
  public static final double FLOOR = 0.30;

  /** Upper limit of a temperature. */
  public static final double HOT = 75;

  /** The components that the doubles know. */
  public static final List<String> ASSETS =
      List.of(
          "bedford-mill-1-x",
          "bedford-mill-1-y",
          "bedford-mill-1-z",
          "lyon-lathe-4-main",
          "lyon-lathe-4-cross",
          "lyon-lathe-4-tailstock");

  private ChaosSite() {}

  public static String point(int number) {
    return "bench/p%03d".formatted(number);
  }

  public static String temperature(int number) {
    return "bench/t%d".formatted(number);
  }

  public static String limit(int number) {
    return "hot-" + number;
  }

  /** The asset of a point or of a temperature. */
  public static String asset(int number) {
    return ASSETS.get(number % ASSETS.size());
  }

  /** Puts documents and credentials where the gateway looks for them. */
  public static void write(Path data, URI maximo, URI custom) throws IOException {
    write(data, maximo, custom, POINTS);
  }

  /** As above, with the first so many points only: fewer are read faster. */
  public static void write(Path data, URI maximo, URI custom, int points) throws IOException {
    Files.createDirectories(data);
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    Path documents = Files.createDirectories(data.resolve("documents"));
    for (String name : List.of("assets.yaml", "connectors.yaml", "rules.yaml", "templates.yaml")) {
      Files.writeString(
          documents.resolve(name),
          resource(name)
              .replace("MAXIMO_ADDRESS", address(maximo))
              .replace("CUSTOM_ADDRESS", address(custom)));
    }
    Files.writeString(documents.resolve("points.yaml"), points(points));
    secret(data, "maximo-bedford", "bedford-api-key");
    secret(data, "rest-lyon", "gateway:lyon-gateway");
  }

  private static String points(int count) {
    StringBuilder yaml = new StringBuilder("points:\n");
    for (int i = 0; i < count; i++) {
      yaml.append(
          "  - { id: %s, name: point %d, asset: %s, floor: %s, classes: [pitting] }\n"
              .formatted(point(i), i, asset(i), FLOOR));
    }
    for (int i = 0; i < TEMPERATURES; i++) {
      yaml.append(
          "  - { id: %s, name: temperature %d, asset: %s, unit: Cel }\n"
              .formatted(temperature(i), i, asset(i)));
    }
    yaml.append("limits:\n");
    for (int i = 0; i < TEMPERATURES; i++) {
      yaml.append(
          "  - { id: %s, point: %s, high: %s, hysteresis: 5, failureMode: overheating }\n"
              .formatted(limit(i), temperature(i), HOT));
    }
    return yaml.toString();
  }

  private static String address(URI uri) {
    String text = uri.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ChaosSite.class.getResourceAsStream("/site/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void secret(Path data, String name, String value) throws IOException {
    Path file = Files.createDirectories(data.resolve("keys")).resolve(name);
    Files.writeString(file, value);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
