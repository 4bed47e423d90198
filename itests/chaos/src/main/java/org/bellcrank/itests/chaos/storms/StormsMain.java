package org.bellcrank.itests.chaos.storms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Facts;

/** Runs storms as a process of their own: the checkout, then the words of the command line. */
public final class StormsMain {

  private StormsMain() {}

  /** Status 0: one order for each cause; 1: something was wrong; 2: the words are wrong. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments[0]);
    StormsOptions options;
    try {
      options = StormsOptions.read(List.of(arguments).subList(1, arguments.length));
    } catch (IllegalArgumentException e) {
      System.err.println("chaos: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path folder =
        options
            .folder()
            .orElse(home.resolve("target/chaos"))
            .resolve("storms-" + ProcessHandle.current().pid());
    Files.createDirectories(folder);
    StormsRun run = new StormsRun(folder, options, System.out::println);
    Verdict verdict = run.run();
    Facts report = run.report();
    report.facts("counts").orElseThrow().values().forEach(StormsMain::say);
    report.facts("secondsEach").orElseThrow().values().forEach(StormsMain::say);
    say("lost", verdict.lost());
    say("doubled", verdict.doubled());
    say("otherwiseWrong", verdict.wrong());
    verdict.complaints().forEach(System.err::println);
    if (verdict.clean()) {
      Files.deleteIfExists(folder);
    } else {
      System.err.println("chaos: data is in " + folder);
    }
    System.exit(verdict.clean() ? 0 : 1);
  }

  private static void say(String what, Object much) {
    System.out.printf("%-24s %10s%n", what, much);
  }
}
