package org.bellcrank.itests.chaos.days;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.itests.chaos.halts.DataImage;
import org.bellcrank.journal.Facts;

/** Runs days as a process of their own: the checkout, then the words of the command line. */
public final class DaysMain {

  private DaysMain() {}

  /** Status 0: nothing lost, nothing doubled; 1: something was wrong; 2: the words are wrong. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments[0]);
    DaysOptions options;
    try {
      options = DaysOptions.read(List.of(arguments).subList(1, arguments.length));
    } catch (IllegalArgumentException e) {
      System.err.println("chaos: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path folder =
        options
            .folder()
            .orElse(home.resolve("target/chaos"))
            .resolve("days-" + ProcessHandle.current().pid());
    Files.createDirectories(folder);
    DaysRun run = new DaysRun(home, folder, options, System.out::println);
    Verdict verdict = run.run();
    Facts report = run.report();
    say("", report);
    if (options.report().isPresent()) {
      Files.writeString(options.report().get(), report.json() + "\n");
    }
    verdict.complaints().forEach(System.err::println);
    if (verdict.clean()) {
      DataImage.remove(folder);
    } else {
      System.err.println("chaos: data and logs are in " + folder);
    }
    System.exit(verdict.clean() ? 0 : 1);
  }

  private static void say(String before, Facts facts) {
    for (Map.Entry<String, Object> each : facts.values().entrySet()) {
      if (each.getValue() instanceof Facts inner) {
        say(before + each.getKey() + " ", inner);
      } else {
        System.out.printf("%-44s %12s%n", before + each.getKey(), each.getValue());
      }
    }
  }
}
