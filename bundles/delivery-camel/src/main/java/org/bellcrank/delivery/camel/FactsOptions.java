package org.bellcrank.delivery.camel;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code facts} was asked.
 *
 * @param folder the connector's
 * @param against a file with the metadata; empty to ask an instance
 * @param site folder of site documents with the instance
 * @param instance its id; empty where the site documents have one of this kind alone
 * @param keys folder with the files of credentials; empty for that of the data directory
 * @param all whether fields that the facts do not name are listed
 */
record FactsOptions(
    Path folder,
    Optional<Path> against,
    Optional<Path> site,
    Optional<String> instance,
    Optional<Path> keys,
    boolean all) {

  static final String HELP =
      """
      facts FOLDER --against FILE      holds the facts of a connector's folder against metadata that
                                       the system's people exported: $metadata, JSON Schema, OpenAPI,
                                       WSDL, or rows of information_schema.columns as CSV or JSON
      facts FOLDER --site DIR          asks the system itself, as an instance of the site documents
        --instance ID  which instance (default: the only one of this kind)
        --keys DIR     where secret:NAME is looked for (default: keys in the data directory)
        --all          list the fields that the facts do not name as well (default: count them)
      Nothing is written, neither there nor here: each difference names the line of facts.yaml, and
      the lines of mapping.yaml and recipe.yaml that would no longer be taken.
      Ends with 0 when nothing differs; 1 when something does; 2 for wrong usage, or when the folder
      is not sound or says nothing about metadata; 3 when there is no metadata to be had.""";

  /**
   * Reads the words of the command line.
   *
   * @throws IllegalArgumentException in words for the caller when they do not fit
   */
  static FactsOptions of(List<String> arguments) {
    Words words = new Words(arguments);
    while (words.hasNext()) {
      words.next();
    }
    return words.options();
  }

  private static final class Words {
    private final List<String> arguments;
    private int at;
    private Optional<Path> folder = Optional.empty();
    private Optional<Path> against = Optional.empty();
    private Optional<Path> site = Optional.empty();
    private Optional<String> instance = Optional.empty();
    private Optional<Path> keys = Optional.empty();
    private boolean all;

    Words(List<String> arguments) {
      this.arguments = arguments;
    }

    boolean hasNext() {
      return at < arguments.size();
    }

    void next() {
      String word = arguments.get(at++);
      switch (word) {
        case "--against" -> against = Optional.of(path(value(word)));
        case "--site" -> site = Optional.of(path(value(word)));
        case "--instance" -> instance = Optional.of(value(word));
        case "--keys" -> keys = Optional.of(path(value(word)));
        case "--all" -> all = true;
        default -> {
          if (word.startsWith("-") || folder.isPresent()) {
            throw wrong("unknown " + word);
          }
          folder = Optional.of(path(word));
        }
      }
    }

    FactsOptions options() {
      if (folder.isEmpty()) {
        throw wrong("no folder");
      }
      if (against.isPresent() == site.isPresent()) {
        throw wrong("one of --against and --site is needed");
      }
      if (site.isEmpty() && (instance.isPresent() || keys.isPresent())) {
        throw wrong("--instance and --keys go with --site");
      }
      return new FactsOptions(folder.get(), against, site, instance, keys, all);
    }

    private String value(String word) {
      if (!hasNext()) {
        throw wrong(word + " wants a value");
      }
      return arguments.get(at++);
    }

    private Path path(String word) {
      try {
        return Path.of(word);
      } catch (InvalidPathException e) {
        throw wrong("'" + word + "' is no path");
      }
    }

    private IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException(
          "facts: %s; given %s; allowed:%n%s".formatted(what, arguments, HELP));
    }
  }
}
