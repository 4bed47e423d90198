package org.bellcrank.itests.chaos.days;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bellcrank.itests.chaos.Alone;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Facts;

/** Runs days as a process of their own. */
public final class DaysMain {

  private DaysMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    new Alone<>("days", DaysOptions::read, DaysOptions::folder).run(arguments, DaysMain::judged);
  }

  private static Verdict judged(Path home, Path folder, DaysOptions options)
      throws IOException, InterruptedException {
    DaysRun run = new DaysRun(home, folder, options, System.out::println);
    Verdict verdict = run.run();
    Facts report = run.report();
    say("", report);
    if (options.report().isPresent()) {
      Files.writeString(options.report().get(), report.json() + "\n");
    }
    return verdict;
  }

  private static void say(String before, Facts facts) {
    for (Map.Entry<String, Object> each : facts.values().entrySet()) {
      if (each.getValue() instanceof Facts inner) {
        say(before + each.getKey() + " ", inner);
      } else {
        Alone.say(before + each.getKey(), each.getValue());
      }
    }
  }
}
