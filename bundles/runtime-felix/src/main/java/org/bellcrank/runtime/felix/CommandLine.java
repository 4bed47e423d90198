package org.bellcrank.runtime.felix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A word, the options meant for the launcher, and the rest, which is the verb's.
 *
 * <p>Options are {@code --name value} or {@code --name=value}, anywhere behind the word.
 */
final class CommandLine {

  private final String word;
  private final List<String> rest;
  private final Map<String, String> settings = new LinkedHashMap<>();

  private CommandLine(String word, List<String> rest) {
    this.word = word;
    this.rest = rest;
  }

  static CommandLine of(List<String> arguments) throws StartException {
    String word = arguments.isEmpty() ? "--help" : arguments.get(0);
    List<String> rest =
        new ArrayList<>(arguments.subList(Math.min(1, arguments.size()), arguments.size()));
    CommandLine line = new CommandLine(word, rest);
    Optional<String> setting = line.take("set");
    while (setting.isPresent()) {
      String[] pair = setting.get().split("=", 2);
      if (pair.length != 2 || pair[0].isBlank()) {
        throw StartException.usage("--set " + setting.get() + ": allowed is name=value");
      }
      line.settings.put(pair[0], pair[1]);
      setting = line.take("set");
    }
    return line;
  }

  /** The first argument, {@code --help} where there is none. */
  String word() {
    return word;
  }

  boolean asksForHelp() {
    return rest.contains("--help") || rest.contains("-h");
  }

  /** What {@code --set name=value} gave. */
  Map<String, String> settings() {
    return settings;
  }

  /** Removes an option with a value from the rest and returns the value. */
  Optional<String> take(String name) throws StartException {
    String option = "--" + name;
    for (int i = 0; i < rest.size(); i++) {
      String argument = rest.get(i);
      if (argument.startsWith(option + "=")) {
        rest.remove(i);
        return Optional.of(argument.substring(option.length() + 1));
      }
      if (argument.equals(option)) {
        if (i + 1 == rest.size()) {
          throw StartException.usage(option + " needs a value");
        }
        rest.remove(i);
        return Optional.of(rest.remove(i));
      }
    }
    return Optional.empty();
  }

  /** Removes an option without a value and tells whether it was there. */
  boolean takeFlag(String name) {
    return rest.remove("--" + name);
  }

  /** What is left for the verb. */
  List<String> verbArguments() {
    return List.copyOf(rest);
  }
}
