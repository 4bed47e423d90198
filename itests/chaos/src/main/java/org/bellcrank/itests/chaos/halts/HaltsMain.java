package org.bellcrank.itests.chaos.halts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs the harness as a process of its own: the checkout, then the words of the command line. */
public final class HaltsMain {

  private HaltsMain() {}

  /** Status 0: nothing lost, nothing doubled; 1: something was; 2: the words are wrong. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments[0]);
    HaltsOptions options;
    try {
      options = HaltsOptions.read(List.of(arguments).subList(1, arguments.length));
    } catch (IllegalArgumentException e) {
      System.err.println("chaos: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path folder =
        options
            .folder()
            .orElse(home.resolve("target/chaos"))
            .resolve("halts-" + ProcessHandle.current().pid());
    Tally tally = new HaltsRun(home, folder, options, System.out::println).run();
    tally.facts().facts("counts").orElseThrow().values().forEach(HaltsMain::say);
    say("lost", tally.verdict().lost());
    say("doubled", tally.verdict().doubled());
    say("otherwiseWrong", tally.verdict().wrong());
    tally.verdict().complaints().forEach(System.err::println);
    if (tally.clean()) {
      DataImage.remove(folder);
    } else {
      System.err.println("chaos: data and logs are in " + folder);
    }
    System.exit(tally.clean() ? 0 : 1);
  }

  private static void say(String what, Object much) {
    System.out.printf("%-24s %10s%n", what, much);
  }
}
