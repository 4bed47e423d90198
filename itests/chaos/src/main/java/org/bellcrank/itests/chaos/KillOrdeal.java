package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.bellcrank.verb.Terminal;

/** Kills the whole gateway at random moments under load; what is meant when nothing else is. */
final class KillOrdeal implements Ordeal {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final StoreOpener stores;

  KillOrdeal(StoreOpener stores) {
    this.stores = stores;
  }

  @Override
  public boolean meant(List<String> arguments) {
    return true;
  }

  @Override
  public String help() {
    return """
        chaos [--kills N] [--seed S] [--rate R] [--report FILE]

          --kills N      how often the gateway is killed (default 200)
          --seed S       of moments, observations and faults (default 1)
          --rate R       observations per second while the gateway is up (default 40)
          --report FILE  write what was found as JSON
        """;
  }

  @Override
  public void check(List<String> arguments) {
    ChaosOptions.read(arguments);
  }

  @Override
  public int run(Path home, List<String> arguments, Terminal terminal)
      throws IOException, InterruptedException {
    ChaosOptions options = ChaosOptions.read(arguments);
    String name = STAMP.format(LocalDateTime.now()) + "-" + ProcessHandle.current().pid();
    Path folder = home.resolve("target/chaos").resolve(name);
    try {
      Outcome outcome = new Campaign(home, folder, options, stores, terminal).run();
      return told(options, outcome, folder, terminal);
    } catch (ChaosException | IOException e) {
      terminal.error("chaos: %s; what there is lies in %s".formatted(e.getMessage(), folder));
      return 1;
    }
  }

  private static int told(ChaosOptions options, Outcome outcome, Path folder, Terminal terminal)
      throws IOException {
    ChaosReport report = new ChaosReport(options, outcome);
    report.lines().forEach(terminal::line);
    outcome.verdict().complaints().forEach(terminal::error);
    if (options.report().isPresent()) {
      Files.writeString(options.report().get(), report.json() + "\n");
    }
    if (outcome.verdict().clean()) {
      Folders.remove(folder);
      return 0;
    }
    terminal.error("chaos: data, books and logs are in " + folder);
    return 1;
  }
}
