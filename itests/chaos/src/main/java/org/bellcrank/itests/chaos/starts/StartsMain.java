package org.bellcrank.itests.chaos.starts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.itests.chaos.halts.DataImage;

/** Runs the harness as a process of its own: the checkout, then the words of the command line. */
public final class StartsMain {

  private StartsMain() {}

  /** Status 0: all starts decided alike; 1: one did not; 2: the words are wrong. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments[0]);
    StartsOptions options;
    try {
      options = StartsOptions.read(List.of(arguments).subList(1, arguments.length));
    } catch (IllegalArgumentException e) {
      System.err.println("chaos: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path folder = home.resolve("target/chaos").resolve("starts-" + ProcessHandle.current().pid());
    Verdict verdict = new StartsRun(home, folder, options, System.out::println).run();
    verdict.complaints().forEach(System.err::println);
    if (verdict.clean()) {
      DataImage.remove(folder);
    } else {
      System.err.println("chaos: data and logs are in " + folder);
    }
    System.exit(verdict.clean() ? 0 : 1);
  }
}
