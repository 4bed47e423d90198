package org.bellcrank.site;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code check} was asked.
 *
 * @param paths folders to check
 * @param schemas where the schemas are to be written
 */
record CheckOptions(List<Path> paths, Optional<Path> schemas) {

  static final String HELP =
      """
      check PATH... [--schemas DIR]
        PATH           a folder of site documents (*.yaml, *.yml, *.json), a connector's folder
                       (with a connector.yaml), or a folder of connectors' folders; site documents
                       and connectors that are named together are checked against each other
        --schemas DIR  write the JSON schemas of all documents there, for editors
                       (default: not written; DIR is created)
      Ends with 0 when everything fits, 1 when something does not.""";

  /**
   * Reads the words of the command line.
   *
   * @throws IllegalArgumentException in words for the caller when they do not fit
   */
  static CheckOptions of(List<String> arguments) {
    List<Path> paths = new ArrayList<>();
    Optional<Path> schemas = Optional.empty();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (word.equals("--schemas")) {
        if (schemas.isPresent() || i + 1 == arguments.size()) {
          throw wrong("--schemas wants one folder", arguments);
        }
        schemas = Optional.of(path(arguments.get(++i), arguments));
      } else if (word.startsWith("-")) {
        throw wrong("unknown option " + word, arguments);
      } else {
        paths.add(path(word, arguments));
      }
    }
    if (paths.isEmpty() && schemas.isEmpty()) {
      throw wrong("nothing to check", arguments);
    }
    return new CheckOptions(List.copyOf(paths), schemas);
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
        "check: %s; given %s; allowed:%n%s".formatted(what, arguments, HELP));
  }
}
