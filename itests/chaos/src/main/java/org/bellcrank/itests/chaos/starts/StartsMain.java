package org.bellcrank.itests.chaos.starts;

import java.io.IOException;
import java.util.Optional;
import org.bellcrank.itests.chaos.Alone;

/** Runs the harness as a process of its own. */
public final class StartsMain {

  private StartsMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    new Alone<>("starts", StartsOptions::read, options -> Optional.empty())
        .run(
            arguments,
            (home, folder, options) ->
                new StartsRun(home, folder, options, System.out::println).run());
  }
}
