package org.bellcrank.runtime.felix;

import java.util.Map;
import java.util.Set;
import org.bellcrank.verb.Terminal;

/** What {@code --help} prints. */
final class Help {

  private static final Set<String> WORDS = Set.of("--help", "-h", "help");

  private static final String OPTIONS =
      """
      Options of every word:
        --profile DIR     folder or name in kura-config/profiles: what is installed and configured
                          (default: demo for demo, bench for bench, gateway for run, else tools)
        --data DIR        where everything is kept (default: data/<profile> for run, else a fresh
                          folder below target)
        --port P          port of the console on 127.0.0.1 (default: the profile's)
        --packages DIR    where the .dp files lie (default: dp-packages/*/target)
        --set NAME=VALUE  a value for ${NAME} in the profile's snapshot; may be repeated
        --verbose         every log line on the screen, not only warnings and errors
      Exit status: 0 done, 1 done with findings, 2 wrong usage, 3 not started.""";

  private Help() {}

  static boolean asked(CommandLine line) {
    return WORDS.contains(line.word()) || line.asksForHelp();
  }

  /** Prints one word's help, or everything. */
  static int show(CommandLine line, Map<String, Word> words, Terminal terminal) {
    if (!WORDS.contains(line.word())) {
      Word word = words.get(line.word());
      if (word == null) {
        terminal.error(UnknownWord.line(line.word(), words.keySet()));
        return StartException.WRONG_USAGE;
      }
      terminal.line(word.help());
      terminal.line(OPTIONS);
      return 0;
    }
    terminal.line("bellcrank WORD [options]; bellcrank WORD --help tells more");
    words.forEach((name, word) -> terminal.line("  %-12s %s".formatted(name, word.summary())));
    terminal.line(OPTIONS);
    return 0;
  }
}
