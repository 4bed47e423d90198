package org.bellcrank.itests.chaos.halts;

import java.io.IOException;
import java.nio.file.Path;
import org.bellcrank.itests.chaos.Alone;
import org.bellcrank.itests.chaos.Verdict;

/** Runs the harness as a process of its own. */
public final class HaltsMain {

  private HaltsMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    new Alone<>("halts", HaltsOptions::read, HaltsOptions::folder)
        .run(arguments, HaltsMain::judged);
  }

  private static Verdict judged(Path home, Path folder, HaltsOptions options)
      throws IOException, InterruptedException {
    Tally tally = new HaltsRun(home, folder, options, System.out::println).run();
    tally.facts().facts("counts").orElseThrow().values().forEach(Alone::say);
    Verdict verdict = tally.verdict();
    Alone.say(verdict);
    if (verdict.clean() && !tally.clean()) {
      verdict.wrong("the report that this run goes on with was not clean");
    }
    return verdict;
  }
}
