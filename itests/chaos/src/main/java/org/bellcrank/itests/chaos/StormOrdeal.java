package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bellcrank.itests.chaos.storms.StormsOptions;
import org.bellcrank.verb.Terminal;

/** Storms of detections of one cause: one order comes of each cause, with an exact counter. */
final class StormOrdeal implements Ordeal {

  private static final String MAIN = "org.bellcrank.itests.chaos.storms.StormsMain";

  @Override
  public boolean meant(List<String> arguments) {
    return StormsOptions.meant(arguments);
  }

  @Override
  public String help() {
    return """
        chaos --storms N [--seed S] [--detections D] [--threads T] [--minutes M] [--report FILE]
              [--folder DIR] [--database ADDRESS]

          --storms N     N storms, each on a store of its own: detections of one cause, and fewer of
                         another on the same asset, from many threads, while deciding and the store
                         end and begin anew
          --detections D of the first cause in each storm (default 10000)
          --threads T    that send (default 16)
          --minutes M    ends early after so long
          --database A   jdbc:postgresql://host:port/database in place of SQLite; user and password
                         in BELLCRANK_DATABASE_USER and BELLCRANK_DATABASE_PASSWORD
        """;
  }

  @Override
  public void check(List<String> arguments) {
    StormsOptions.read(arguments);
  }

  @Override
  public int run(Path home, List<String> arguments, Terminal terminal)
      throws IOException, InterruptedException {
    return new HaltsProcess(home, terminal, MAIN).run(arguments);
  }
}
