package org.bellcrank.fleet.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.fleet.PlanFile;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.osgi.service.component.annotations.Component;

/** The word {@code fleet}: gateways over a broker, one or two hundred of them. */
@Component
public final class FleetVerb implements Verb {

  private static final Set<String> WORDS =
      Set.of("list", "compare", "push", "documents", "rollout", "status");

  private static final String HELP =
      """
      fleet list                      gateways, from birth certificates and inventory
      fleet compare                   versions and documents side by side, differences first
      fleet push PACKAGE.dp           install a package on the gateways named, at once
      fleet documents check DIR       have the gateways judge site documents; nothing changes
      fleet documents activate DIR    bring site documents into force
      fleet documents rollback        back to the documents in force before
      fleet rollout PLAN.yaml         in stages, with canaries, a health gate and a way back;
                                      told again after a kill, it goes on where it stood
      fleet rollout pause|resume|abort RECORD
                                      speaks to a roll-out, whether it runs or not (--back: what
                                      an abort finds changed goes back as the plan says)
      fleet status RECORD             how a roll-out stands, from its record alone
        --broker URI         tcp://HOST:PORT or ssl://HOST:PORT; speaks MQTT 5
        --account NAME       Kura's account name (default: account-name)
        --client NAME        client id of this command (default: one that follows from the task)
        --user NAME          with the password in BELLCRANK_FLEET_PASSWORD or --password-file FILE
        --ca FILE            certificates in PEM that the broker's is checked against
        --gateways LIST      client ids with commas between, or a file with one a line; * stands
                             for any text among those heard (default: all that are heard)
        --listen SECONDS     how long to wait for birth certificates (default: 3)
        --patience SECONDS   how long a gateway may take to answer (default: 10)
        --json FILE          the result for machines
        --serve HOST:PORT    push, rollout: serve the packages from here, as gateways see it
        --url PREFIX         push, rollout: gateways load PREFIX/FILENAME instead
        --before LIST        push: packages for the way back; without, what fails stays
        --health SECONDS     push: how long gateways must stay healthy (default: 30)
        --untold             push: gateways without BELLCRANK-V1 are judged by their bundles alone
        --within SECONDS     push: how long installing may take (default: 900)
        --record FILE        rollout: where it is kept (default: PLAN.rollout beside the plan)
      Ends with 0; 1 when a gateway is silent, ill, refused, failed or was brought back; 2 for
      wrong usage; 3 when the broker cannot be reached.""";

  private final Clock clock;

  /** Speaks with the system's time. */
  public FleetVerb() {
    this(Clock.systemUTC());
  }

  FleetVerb(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "fleet";
  }

  @Override
  public String summary() {
    return "gateways over a broker: list, compare, push, documents, staged roll-out";
  }

  @Override
  public String help() {
    return HELP;
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    try {
      FleetOptions options = new FleetOptions(arguments);
      List<String> words = options.words();
      if (words.isEmpty() || !WORDS.contains(words.get(0))) {
        return Optional.of("fleet: given %s; allowed:%n%s".formatted(words, HELP));
      }
      if (needsBroker(words)) {
        options.broker();
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static boolean needsBroker(List<String> words) {
    return !words.get(0).equals("status") && !(words.get(0).equals("rollout") && words.size() == 3);
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws InterruptedException {
    Optional<String> complaint = complaint(arguments);
    if (complaint.isPresent()) {
      terminal.error(complaint.get());
      return 2;
    }
    FleetOptions options = new FleetOptions(arguments);
    List<String> words = options.words();
    try {
      return switch (words.get(0)) {
        case "list", "compare" -> look(options, terminal, words.get(0));
        case "documents" -> new DocumentsWord(options, clock).run(terminal);
        case "push" -> new RolloutWord(options, clock).push(terminal);
        case "status" -> RolloutWord.status(argument(words, 1), options, terminal);
        default ->
            words.size() == 3
                ? RolloutWord.request(
                    words.get(1), argument(words, 2), options.flag("back"), clock, terminal)
                : new RolloutWord(options, clock).rollout(argument(words, 1), terminal);
      };
    } catch (IllegalArgumentException | UncheckedIOException e) {
      terminal.error(e.getMessage());
      return 2;
    } catch (InvalidDocumentException e) {
      e.problems().forEach(problem -> terminal.error(problem.text()));
      return 2;
    } catch (IOException e) {
      terminal.error("fleet: " + e.getMessage());
      return 3;
    }
  }

  static Path argument(List<String> words, int at) {
    if (words.size() != at + 1) {
      throw new IllegalArgumentException("fleet: given %s; allowed:%n%s".formatted(words, HELP));
    }
    return Path.of(words.get(at));
  }

  private static int look(FleetOptions options, Terminal terminal, String word)
      throws IOException, InterruptedException {
    try (FleetLink link = link(options, "look")) {
      Births births = new Births(link);
      link.connect();
      Set<String> gateways = chosen(options, births);
      List<FleetView.Row> rows =
          new FleetView(births, link, options.seconds("patience", 10)).ask(gateways, terminal);
      (word.equals("list") ? FleetView.table(rows) : FleetView.comparison(rows))
          .forEach(terminal::line);
      if (rows.isEmpty()) {
        terminal.error(
            "no gateway was heard within %s s; --gateways names them, --listen waits longer"
                .formatted(options.seconds("listen", 3).toSeconds()));
      }
      write(
          options,
          Facts.with("gateways", rows.stream().map(FleetView.Row::facts).toList()).build());
      boolean well =
          rows.stream()
              .allMatch(
                  row ->
                      row.answers()
                          && row.down().isEmpty()
                          && Set.of("ok", "unknown").contains(row.health()));
      return well && !rows.isEmpty() ? 0 : 1;
    }
  }

  /** A link of a client id of its own for each kind of task and process. */
  static FleetLink link(FleetOptions options, String task) {
    String self =
        options
            .value("client")
            .orElse("bellcrank-fleet-" + task + "-" + ProcessHandle.current().pid());
    return new FleetLink(options, self);
  }

  /** The gateways that the caller named, with patterns filled in from those that were heard. */
  static Set<String> chosen(FleetOptions options, Births births)
      throws IOException, InterruptedException {
    List<String> named = options.gateways();
    List<String> plain = named.stream().filter(each -> !each.contains("*")).toList();
    Set<String> known =
        births.gather(
            named.size() == plain.size() ? plain : List.of(), options.seconds("listen", 3));
    known.addAll(plain);
    return named.isEmpty() ? known : PlanFile.matching(named, known);
  }

  static void write(FleetOptions options, Facts facts) throws IOException {
    Optional<Path> json = options.path("json");
    if (json.isPresent()) {
      Files.writeString(json.get(), facts.json() + "\n");
    }
  }
}
