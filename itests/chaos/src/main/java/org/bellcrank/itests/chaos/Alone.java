package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A harness as a process of its own. The first word of its command line is the checkout, the others
 * are what it is asked for; its status is 0 when nothing was wrong, 1 when something was, 2 when
 * the words are not understood.
 *
 * @param name what its folder is called after
 * @param read the words into options
 * @param parent where the options want its folder; empty for one under target
 * @param <O> what it is asked for
 */
public record Alone<O>(
    String name, Function<List<String>, O> read, Function<O, Optional<Path>> parent) {

  /** What it does. */
  public interface Task<O> {

    /**
     * @param folder that is there and empty; it is kept when the verdict is not clean
     */
    Verdict run(Path home, Path folder, O options) throws IOException, InterruptedException;
  }

  /** Runs it and ends the process. */
  public void run(String[] arguments, Task<O> task) throws IOException, InterruptedException {
    Path home = Path.of(arguments[0]);
    O options;
    try {
      options = read.apply(List.of(arguments).subList(1, arguments.length));
    } catch (IllegalArgumentException e) {
      System.err.println("chaos: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path folder =
        parent
            .apply(options)
            .orElse(home.resolve("target/chaos"))
            .resolve(name + "-" + ProcessHandle.current().pid());
    Files.createDirectories(folder);
    Verdict verdict = task.run(home, folder, options);
    verdict.complaints().forEach(System.err::println);
    if (verdict.clean()) {
      Folders.remove(folder);
    } else {
      System.err.println("chaos: data and logs are in " + folder);
    }
    System.exit(verdict.clean() ? 0 : 1);
  }

  /** The three counts of a verdict, a line each. */
  public static void say(Verdict verdict) {
    say("lost", verdict.lost());
    say("doubled", verdict.doubled());
    say("otherwiseWrong", verdict.wrong());
  }

  /** One line of a table. */
  public static void say(String what, Object much) {
    System.out.printf("%-44s %12s%n", what, much);
  }
}
