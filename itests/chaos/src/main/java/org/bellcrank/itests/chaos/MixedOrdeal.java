package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.bellcrank.itests.chaos.mixed.Mixed;
import org.bellcrank.itests.chaos.mixed.MixedOptions;
import org.bellcrank.itests.chaos.mixed.MixedOutcome;
import org.bellcrank.verb.Terminal;

/** All faults mixed on the whole gateway. */
final class MixedOrdeal implements Ordeal {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final StoreOpener stores;

  MixedOrdeal(StoreOpener stores) {
    this.stores = stores;
  }

  @Override
  public boolean meant(List<String> arguments) {
    return MixedOptions.meant(arguments);
  }

  @Override
  public String help() {
    return """
        chaos --minutes N [--seed S] [--rate R] [--database sqlite|postgresql] [--by-hand] [--report FILE]

          --minutes N    all faults mixed, in rounds, for so long: processes, answers, broker,
                         disk, clock, network, database; some of them need root
          --by-hand      nothing falls; it says how to break each stage, and judges at the end
          --rate R       observations per second of all senders together (default 70)
          --database D   where the gateway keeps its rows (default: drawn by the seed)
        """;
  }

  @Override
  public void check(List<String> arguments) {
    MixedOptions.read(arguments);
  }

  @Override
  public int run(Path home, List<String> arguments, Terminal terminal)
      throws IOException, InterruptedException {
    MixedOptions options = MixedOptions.read(arguments);
    String name = STAMP.format(LocalDateTime.now()) + "-" + ProcessHandle.current().pid();
    Path folder = home.toAbsolutePath().resolve("target/chaos").resolve(name);
    try {
      MixedOutcome outcome = new Mixed(home, folder, options, stores, terminal).run();
      outcome.lines().forEach(terminal::line);
      outcome.verdict().complaints().forEach(terminal::error);
      if (options.report().isPresent()) {
        Files.writeString(options.report().get(), outcome.json() + "\n");
      }
      if (outcome.verdict().clean()) {
        Folders.remove(folder);
        return 0;
      }
      terminal.error("chaos: data, books and logs are in " + folder);
      return 1;
    } catch (ChaosException | IOException e) {
      terminal.error("chaos: %s; what there is lies in %s".formatted(e.getMessage(), folder));
      return 1;
    }
  }
}
