package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bellcrank.itests.chaos.days.DaysOptions;
import org.bellcrank.verb.Terminal;

/** Weeks without the CMMS on a clock of their own, within a quota, and what drains after them. */
final class DaysOrdeal implements Ordeal {

  private static final String MAIN = "org.bellcrank.itests.chaos.days.DaysMain";

  @Override
  public boolean meant(List<String> arguments) {
    return DaysOptions.meant(arguments);
  }

  @Override
  public String help() {
    return """
        chaos --days N [--orders N] [--seed S] [--kills N] [--quota MIB] [--report FILE] [--folder DIR]

          --days N       N days of a virtual clock in which the CMMS cannot be reached; then it comes
                         back and everything has to arrive
          --orders N     become due in them (default 1000000; about 14 GiB of disk)
          --kills N      of the gateway in between (default 4)
          --quota MIB    what the data directory may take at first (default: what four fifths of the
                         orders need)
        """;
  }

  @Override
  public void check(List<String> arguments) {
    DaysOptions.read(arguments);
  }

  @Override
  public int run(Path home, List<String> arguments, Terminal terminal)
      throws IOException, InterruptedException {
    return new HaltsProcess(home, terminal, MAIN).run(arguments);
  }
}
