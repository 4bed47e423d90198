package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bellcrank.itests.chaos.starts.StartsOptions;
import org.bellcrank.verb.Terminal;

/** Starts the bundles in random orders and holds what is decided to what always must be. */
final class StartsOrdeal implements Ordeal {

  private static final String MAIN = "org.bellcrank.itests.chaos.starts.StartsMain";

  @Override
  public boolean meant(List<String> arguments) {
    return StartsOptions.meant(arguments);
  }

  @Override
  public String help() {
    return """
        chaos --starts N [--seed S] [--report FILE]

          --starts N     the bundles of the profile are started N times in random orders, with late
                         configurations, bundles stopped and started again, and each fifth time a
                         kill or two on the way: the same is decided each time
        """;
  }

  @Override
  public void check(List<String> arguments) {
    StartsOptions.read(arguments);
  }

  @Override
  public int run(Path home, List<String> arguments, Terminal terminal)
      throws IOException, InterruptedException {
    return new HaltsProcess(home, terminal, MAIN).run(arguments);
  }
}
