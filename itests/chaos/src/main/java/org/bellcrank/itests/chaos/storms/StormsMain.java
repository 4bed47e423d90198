package org.bellcrank.itests.chaos.storms;

import java.io.IOException;
import java.nio.file.Path;
import org.bellcrank.itests.chaos.Alone;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Facts;

/** Runs storms as a process of their own. */
public final class StormsMain {

  private StormsMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    new Alone<>("storms", StormsOptions::read, StormsOptions::folder)
        .run(arguments, StormsMain::judged);
  }

  private static Verdict judged(Path home, Path folder, StormsOptions options)
      throws IOException, InterruptedException {
    StormsRun run = new StormsRun(folder, options, System.out::println);
    Verdict verdict = run.run();
    Facts report = run.report();
    report.facts("counts").orElseThrow().values().forEach(Alone::say);
    report.facts("secondsEach").orElseThrow().values().forEach(Alone::say);
    Alone.say(verdict);
    return verdict;
  }
}
