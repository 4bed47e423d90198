package org.bellcrank.itests.journey;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the command line asks of the demo.
 *
 * @param orders end after so many acknowledged orders; empty means go on
 * @param report where to write what happened
 * @param source what the camera sees instead of the rendered footage
 */
record DemoOptions(Optional<Integer> orders, Optional<Path> report, Optional<Source> source) {

  /**
   * Reads the words of the command line.
   *
   * @param given the source, which the launcher takes out of the words
   * @throws IllegalArgumentException in words for the caller when they do not fit
   */
  static DemoOptions of(List<String> arguments, Optional<String> given) {
    Optional<Integer> orders = Optional.empty();
    Optional<Path> report = Optional.empty();
    Optional<String> source = given;
    Optional<Pattern> match = Optional.empty();
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--orders" -> orders = Optional.of(number(word, next(word, words)));
        case "--report" -> report = Optional.of(path(word, next(word, words)));
        case "--source" -> source = Optional.of(next(word, words));
        case "--match" -> match = Optional.of(pattern(word, next(word, words)));
        default ->
            throw new IllegalArgumentException(
                "given '%s'; allowed: --orders N, --report FILE, --source S, --match REGEX, --port P"
                    .formatted(word));
      }
    }
    if (match.isPresent() && source.isEmpty()) {
      throw new IllegalArgumentException(
          "--match REGEX goes with --source DIR, which is not given");
    }
    Optional<Pattern> picked = match;
    return new DemoOptions(orders, report, source.map(text -> Source.of(text, picked)));
  }

  private static String next(String word, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(word + " needs a value");
    }
    return words.next();
  }

  private static int number(String word, String text) {
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(
          "%s: given '%s'; allowed 1 to 999999".formatted(word, text));
    }
    return Integer.parseInt(text);
  }

  private static Path path(String word, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "%s: given '%s'; allowed: a path of this machine".formatted(word, text), e);
    }
  }

  private static Pattern pattern(String word, String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "%s: given '%s'; allowed: a regular expression (%s)"
              .formatted(word, text, e.getDescription()),
          e);
    }
  }
}
