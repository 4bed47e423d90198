package org.bellcrank.fleet.courier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Store;
import org.bellcrank.site.SiteDocuments;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The word {@code courier}: signed files that go where no network goes. */
@Component(service = Verb.class)
public final class CourierVerb implements Verb {

  private static final Map<String, Integer> WORDS =
      Map.ofEntries(
          Map.entry("key", 0),
          Map.entry("trust", 1),
          Map.entry("export", 0),
          Map.entry("update", -1),
          Map.entry("report", 0),
          Map.entry("verify", 1),
          Map.entry("hand", 1),
          Map.entry("import", 1),
          Map.entry("compare", 1),
          Map.entry("apply", 1),
          Map.entry("fleet", 1));
  private static final Set<String> OPTIONS =
      Set.of("file", "key", "sheet", "connectors", "documents", "by");

  private static final String HELP =
      """
      courier key                  this gateway's public key and its fingerprint
      courier trust FILE           takes files that are signed with the key of FILE (what 'key'
                                   printed elsewhere) from now on
      courier export --file OUT    the know-how: site documents, models, labels, history;
                                   with --connectors DIR the connectors' folders too
      courier update --file OUT PACKAGE.dp…
                                   packages, and with --documents DIR site documents
      courier report --file OUT    what happened here: journal and versions
      courier verify FILE          who signed it, through whose hands it went, nothing altered
      courier hand FILE --by NAME  appends a hop to the chain of custody
      courier import FILE          takes over what another gateway exported; --sheet SHEET names
                                   what differs here, --connectors DIR where connectors lie
      courier compare FILE         what differs between the file (after --sheet) and here
      courier apply FILE           takes an update: documents into force, packages to
                                   received/packages in the data directory
      courier fleet DIR            the gateways whose reports lie in DIR
        --data DIR   the data directory of a gateway that does not run
        --key FILE   signs with this Ed25519 key (PKCS#8, PEM) (default: keys/courier.key in the
                     data directory, made at first use)
      Ends with 0; 1 when something differs or is refused; 2 for wrong usage.""";

  private final PlantBundle plant;
  private final Store store;
  private final DataDirectory data;
  private final Clock clock;

  /** Speaks for one gateway. */
  @Activate
  public CourierVerb(
      @Reference Store store,
      @Reference SiteDocuments documents,
      @Reference DataDirectory data,
      @Reference Clock clock) {
    this.plant = new PlantBundle(store, documents, data);
    this.store = store;
    this.data = data;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "courier";
  }

  @Override
  public String summary() {
    return "signed files for gateways without a network: export, import, updates, reports";
  }

  @Override
  public String help() {
    return HELP;
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    try {
      Line line = new Line(arguments);
      Integer files = line.words().isEmpty() ? null : WORDS.get(line.words().get(0));
      int given = line.words().size() - 1;
      boolean fits = files != null && (files < 0 || files == given);
      if (!fits || line.needsFile() && line.path("file").isEmpty()) {
        return Optional.of("courier: given %s; allowed:%n%s".formatted(arguments, HELP));
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Words, then options with values. */
  static final class Line {

    private final List<String> words = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    Line(List<String> arguments) {
      for (int i = 0; i < arguments.size(); i++) {
        String word = arguments.get(i);
        if (!word.startsWith("--")) {
          words.add(word);
        } else if (OPTIONS.contains(word.substring(2)) && i + 1 < arguments.size()) {
          values.put(word.substring(2), arguments.get(++i));
        } else {
          throw new IllegalArgumentException(
              "courier: given %s; allowed: %s, each with a value"
                  .formatted(word, OPTIONS.stream().sorted().map(each -> "--" + each).toList()));
        }
      }
    }

    List<String> words() {
      return words;
    }

    Optional<Path> path(String option) {
      return Optional.ofNullable(values.get(option)).map(Path::of);
    }

    String text(String option, String otherwise) {
      return values.getOrDefault(option, otherwise);
    }

    boolean needsFile() {
      return Set.of("export", "update", "report").contains(words.get(0));
    }

    Path file() {
      return Path.of(words.get(1));
    }
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    Optional<String> complaint = complaint(arguments);
    if (complaint.isPresent()) {
      terminal.error(complaint.get());
      return 2;
    }
    Line line = new Line(arguments);
    Trust trust = new Trust(data.root().resolve("keys"));
    try {
      CourierKey key =
          line.path("key").isPresent()
              ? CourierKey.read(line.path("key").get())
              : CourierKey.own(data.root().resolve("keys"));
      CourierOffice office = new CourierOffice(plant, store, key, trust, clock, terminal);
      return switch (line.words().get(0)) {
        case "key" -> office.key();
        case "trust" -> office.trust(line.file());
        case "export" -> office.export(line.path("file").orElseThrow(), line.path("connectors"));
        case "update" ->
            office.update(
                line.path("file").orElseThrow(),
                line.words().subList(1, line.words().size()).stream().map(Path::of).toList(),
                line.path("documents"));
        case "report" -> office.report(line.path("file").orElseThrow());
        case "verify" -> office.verify(line.file());
        case "hand" -> office.hand(line.file(), line.text("by", "unnamed"));
        case "import" -> office.take(line.file(), line.path("sheet"), line.path("connectors"));
        case "compare" -> office.compare(line.file(), line.path("sheet"), line.path("connectors"));
        case "apply" -> office.apply(line.file());
        default -> office.fleet(line.file());
      };
    } catch (CourierRefusedException e) {
      terminal.error("courier: refused: " + e.getMessage() + "; nothing was changed");
      return 1;
    } catch (InvalidDocumentException e) {
      e.problems().forEach(problem -> terminal.error(problem.text()));
      terminal.error("courier: the documents do not fit; nothing was changed");
      return 1;
    } catch (IOException | UncheckedIOException e) {
      terminal.error("courier: " + e.getMessage());
      return 2;
    }
  }

  /** Whose signatures count. */
  record Trust(Path keys) {

    Set<String> with(CourierKey own) throws IOException {
      Set<String> trusted = new java.util.HashSet<>(Set.of(own.text()));
      for (Path each : CourierFile.below(keys.resolve("trusted"), "").values()) {
        trusted.add(Files.readString(each).strip());
      }
      return trusted;
    }
  }
}
