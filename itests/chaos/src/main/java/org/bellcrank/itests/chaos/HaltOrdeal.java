package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bellcrank.itests.chaos.halts.HaltsOptions;
import org.bellcrank.verb.Terminal;

/** Halts a small gateway at each boundary in turn. */
final class HaltOrdeal implements Ordeal {

  @Override
  public boolean meant(List<String> arguments) {
    return HaltsOptions.meant(arguments);
  }

  @Override
  public String help() {
    return """
        chaos --halts N | --images N [--seed S] [--minutes M] [--report FILE [--resume]] [--folder DIR]
              [--database sqlite|postgresql]

          --halts N      a small gateway (store, pipeline, delivery) is ended N times, each time at
                         the next boundary: before or after a commit or a call
          --images N     the same in one process: its files are taken as they lie at the boundary,
                         and another gateway goes on from them
          --minutes M    ends early after so long
          --resume       goes on with the report and adds to it
          --folder DIR   for data directories (default target/chaos)
          --database D   where rows are kept (default sqlite); postgresql starts a server, which
                         ends at boundaries too, and knows no images
        """;
  }

  @Override
  public void check(List<String> arguments) {
    HaltsOptions.read(arguments);
  }

  @Override
  public int run(Path home, List<String> arguments, Terminal terminal)
      throws IOException, InterruptedException {
    return new HaltsProcess(home, terminal).run(arguments);
  }
}
