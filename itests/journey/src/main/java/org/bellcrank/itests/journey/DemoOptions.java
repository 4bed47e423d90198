package org.bellcrank.itests.journey;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks of the demo.
 *
 * @param orders end after so many acknowledged orders; empty means go on
 * @param report where to write what happened
 * @param source what the camera sees instead of the rendered footage
 */
record DemoOptions(Optional<Integer> orders, Optional<Path> report, Optional<String> source) {

  static DemoOptions of(List<String> arguments, Optional<String> source) {
    Optional<Integer> orders = Optional.empty();
    Optional<Path> report = Optional.empty();
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--orders" -> orders = Optional.of(number(word, next(word, words)));
        case "--report" -> report = Optional.of(Path.of(next(word, words)));
        case "--source" -> source = Optional.of(next(word, words));
        default ->
            throw new IllegalArgumentException(
                "given '%s'; allowed: --orders N, --report FILE, --source S, --port P"
                    .formatted(word));
      }
    }
    return new DemoOptions(orders, report, source);
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
}
