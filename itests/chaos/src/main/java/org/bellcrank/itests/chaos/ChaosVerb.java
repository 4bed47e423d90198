package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bellcrank.itests.chaos.halts.HaltsOptions;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Kills gateways of its own; the one it runs in stays untouched. */
@Component(service = Verb.class)
public final class ChaosVerb implements Verb {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final BundleContext framework;

  /** Remembers the framework, in which the store's bundle is looked for. */
  @Activate
  public ChaosVerb(BundleContext framework) {
    this.framework = framework;
  }

  @Override
  public String name() {
    return "chaos";
  }

  @Override
  public String summary() {
    return "kills the gateway at random moments under load and checks that nothing is lost";
  }

  @Override
  public String help() {
    return """
        chaos [--kills N] [--seed S] [--rate R] [--report FILE]

          --kills N      how often the gateway is killed (default 200)
          --seed S       of moments, observations and faults (default 1)
          --rate R       observations per second while the gateway is up (default 40)
          --report FILE  write what was found as JSON

        chaos --halts N | --images N [--seed S] [--minutes M] [--report FILE [--resume]] [--folder DIR]

          --halts N      a small gateway (store, pipeline, delivery) is ended N times, each time at
                         the next boundary: before or after a commit or a call
          --images N     the same in one process: its files are taken as they lie at the boundary,
                         and another gateway goes on from them
          --minutes M    ends early after so long
          --resume       goes on with the report and adds to it
          --folder DIR   for data directories (default target/chaos)

        Status 0: nothing lost, nothing doubled. Status 1: something was, and the folder with
        data, books and logs stays under target/chaos.
        """;
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    try {
      if (HaltsOptions.meant(arguments)) {
        HaltsOptions.read(arguments);
      } else {
        ChaosOptions.read(arguments);
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("chaos: " + e.getMessage());
    }
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws InterruptedException {
    Optional<String> complaint = complaint(arguments);
    if (complaint.isPresent()) {
      terminal.error(complaint.get());
      return 2;
    }
    Path home = Path.of(Optional.ofNullable(framework.getProperty("bellcrank.home")).orElse("."));
    return HaltsOptions.meant(arguments)
        ? halts(home, arguments, terminal)
        : kills(home, ChaosOptions.read(arguments), terminal);
  }

  private static int halts(Path home, List<String> arguments, Terminal terminal)
      throws InterruptedException {
    try {
      return new HaltsProcess(home, terminal).run(arguments);
    } catch (ChaosException | IOException e) {
      terminal.error("chaos: " + e.getMessage());
      return 1;
    }
  }

  private int kills(Path home, ChaosOptions options, Terminal terminal)
      throws InterruptedException {
    String name = STAMP.format(LocalDateTime.now()) + "-" + ProcessHandle.current().pid();
    Path folder = home.resolve("target/chaos").resolve(name);
    try {
      Outcome outcome =
          new Campaign(home, folder, options, new StoreOpener(this::storeClass), terminal).run();
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
      remove(folder);
      return 0;
    }
    terminal.error("chaos: data, books and logs are in " + folder);
    return 1;
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Class<?> storeClass(String name) throws ClassNotFoundException {
    Bundle bundle =
        Arrays.stream(framework.getBundles())
            .filter(each -> StoreOpener.BUNDLE.equals(each.getSymbolicName()))
            .findFirst()
            .orElseThrow(() -> new ClassNotFoundException(StoreOpener.BUNDLE + " is not here"));
    return bundle.loadClass(name);
  }
}
