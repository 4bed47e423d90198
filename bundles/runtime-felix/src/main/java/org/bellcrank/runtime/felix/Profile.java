package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder that says what a runtime consists of: {@code profile.properties} and a Kura snapshot.
 *
 * @param name of the folder
 * @param packages names of deployment packages, in the order they are installed; {@code ${arch}} in
 *     them is the kind of this machine, such as x86_64 or aarch64
 * @param seedsDefaults whether singleton components get their metatype defaults, as on a gateway
 * @param complete whether every component is meant to come up; otherwise what a word needs
 * @param options names of further options of the command line, with defaults that may use
 *     placeholders
 * @param port of the console unless the command line says otherwise
 * @param snapshot the configurations; the file may be absent
 */
record Profile(
    String name,
    List<String> packages,
    boolean seedsDefaults,
    boolean complete,
    Map<String, String> options,
    int port,
    Path snapshot) {

  private static final String OPTION = "option.";
  private static final int DEFAULT_PORT = 8480;

  Profile {
    packages = List.copyOf(packages);
  }

  /** Whether components are meant to come up by themselves; otherwise they are only at hand. */
  boolean configures() {
    return complete && (seedsDefaults || Files.exists(snapshot));
  }

  static Profile read(Path folder) throws StartException {
    Path file = folder.resolve("profile.properties");
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw StartException.notStarted(
          folder + " is no profile: profile.properties cannot be read", e);
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      if (key.startsWith(OPTION)) {
        options.put(key.substring(OPTION.length()), properties.getProperty(key));
      } else if (!List.of("packages", "defaults", "complete", "port").contains(key)) {
        throw StartException.notStarted(
            "%s: unknown key '%s'; allowed are packages, defaults, complete, port and option.<name>"
                .formatted(file, key));
      }
    }
    return new Profile(
        folder.toAbsolutePath().normalize().getFileName().toString(),
        names(properties.getProperty("packages", "").replace("${arch}", machine())),
        flag(properties, "defaults", "false", file),
        flag(properties, "complete", "true", file),
        options,
        port(properties.getProperty("port", String.valueOf(DEFAULT_PORT)), file.toString()),
        folder.resolve("snapshot_0.xml"));
  }

  /** As Linux calls it; Java calls one of them otherwise. */
  private static String machine() {
    String machine = System.getProperty("os.arch");
    return machine.equals("amd64") ? "x86_64" : machine;
  }

  private static List<String> names(String text) {
    return Stream.of(text.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  private static boolean flag(Properties properties, String key, String otherwise, Path file)
      throws StartException {
    String text = properties.getProperty(key, otherwise);
    if (!List.of("true", "false").contains(text)) {
      throw StartException.notStarted(
          "%s: %s is '%s'; allowed are true and false".formatted(file, key, text));
    }
    return Boolean.parseBoolean(text);
  }

  /** A TCP port; 0 lets the system choose. */
  static int port(String text, String where) throws StartException {
    if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535) {
      return Integer.parseInt(text);
    }
    throw StartException.usage("%s: port is '%s'; allowed are 0 to 65535".formatted(where, text));
  }
}
