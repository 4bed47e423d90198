package org.bellcrank.delivery.scaffold;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code connector} was asked.
 *
 * @param into directory in which the folder is made
 */
record ConnectorOptions(String name, String family, Path into) {

  static final String HELP =
      """
      connector new NAME --family F [--into DIR]   a new connector's folder, whole, to be changed
        NAME        its id: small letters, digits, single hyphens, 2 to 40 characters
        --family F  what the system speaks: rest (JSON, a key in a header), rest-token (JSON, a token
                    for a password), soap (XML), sql (tables in PostgreSQL)
        --into DIR  where the folder is made (default: camel-routes of the checkout, else here)
      connector test FOLDER   puts a folder that has a double.yaml through the contract of delivery
                    and plays its conversations; in a checkout with Maven alone, minutes
      Ends with 0 when it is done, 1 when the folder does not pass or cannot be written, 2 for wrong
      usage. Nothing that is there is ever overwritten.""";

  private static final String HOME = "bellcrank.home";

  /**
   * Reads the words of the command line.
   *
   * @throws IllegalArgumentException in words for the caller when they do not fit
   */
  static ConnectorOptions of(List<String> arguments) {
    if (arguments.size() < 2 || !arguments.get(0).equals("new")) {
      throw wrong(
          arguments.isEmpty()
              ? "nothing to do"
              : "'" + arguments.get(0) + "' wants more, or is no word of it",
          arguments);
    }
    Optional<String> family = Optional.empty();
    Optional<Path> into = Optional.empty();
    for (int i = 2; i < arguments.size(); i += 2) {
      String word = arguments.get(i);
      if (i + 1 == arguments.size() || !List.of("--family", "--into").contains(word)) {
        throw wrong("'" + word + "' is no option, or wants a value", arguments);
      }
      if (word.equals("--family")) {
        family = Optional.of(arguments.get(i + 1));
      } else {
        into = Optional.of(path(arguments.get(i + 1), arguments));
      }
    }
    String name = arguments.get(1);
    if (!Scaffold.isName(name)) {
      throw wrong("'" + name + "' is no name", arguments);
    }
    if (family.filter(Family.NAMES::contains).isEmpty()) {
      throw wrong("family " + family.orElse("not said") + "; there are " + Family.NAMES, arguments);
    }
    ConnectorOptions asked = new ConnectorOptions(name, family.get(), into.orElse(shelf()));
    asked.taken().ifPresent(there -> refuse(there, arguments));
    return asked;
  }

  private static void refuse(Path there, List<String> arguments) {
    throw wrong("%s is there already; another name".formatted(there), arguments);
  }

  /** What has this name already: connectors run side by side, so that it would take its routes. */
  private Optional<Path> taken() {
    return java.util.stream.Stream.of(into.resolve(name), shelf().resolve(name))
        .filter(Files::exists)
        .findFirst();
  }

  /** Where the checkout's connectors lie; here, where there is no checkout. */
  private static Path shelf() {
    return Optional.ofNullable(System.getProperty(HOME))
        .map(home -> Path.of(home, "camel-routes"))
        .filter(Files::isDirectory)
        .orElse(Path.of(""));
  }

  private static Path path(String word, List<String> arguments) {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw wrong("'" + word + "' is no path", arguments);
    }
  }

  private static IllegalArgumentException wrong(String what, List<String> arguments) {
    return new IllegalArgumentException(
        "connector: %s; given %s; allowed:%n%s".formatted(what, arguments, HELP));
  }
}
