package org.bellcrank.fleet.courier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.fleet.DeploymentPackage;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.JournalExport;
import org.bellcrank.journal.Store;
import org.bellcrank.replay.RecordingExport;
import org.bellcrank.site.DocumentVersions;
import org.bellcrank.site.SiteFolder;
import org.bellcrank.verb.Terminal;

/** What each word of the courier does. */
final class CourierOffice {

  private final PlantBundle plant;
  private final Store store;
  private final CourierKey key;
  private final CourierVerb.Trust trust;
  private final Clock clock;
  private final Terminal terminal;

  CourierOffice(
      PlantBundle plant,
      Store store,
      CourierKey key,
      CourierVerb.Trust trust,
      Clock clock,
      Terminal terminal) {
    this.plant = plant;
    this.store = store;
    this.key = key;
    this.trust = trust;
    this.clock = clock;
    this.terminal = terminal;
  }

  int key() {
    terminal.line(key.text());
    terminal.line("fingerprint " + CourierKey.fingerprint(key.text()));
    return 0;
  }

  int trust(Path file) throws IOException {
    String text = Files.readString(file).lines().findFirst().orElse("").strip();
    if (!text.matches("[A-Za-z0-9+/]{59}=")) {
      throw new IOException(file + ": given no public key; allowed: what 'courier key' printed");
    }
    String print = CourierKey.fingerprint(text);
    Path folder = Files.createDirectories(trust.keys().resolve("trusted"));
    Files.writeString(folder.resolve(print.replace(":", "") + ".pub"), text + "\n");
    terminal.line("trusted from now on: " + print);
    return 0;
  }

  int export(Path out, Optional<Path> connectors) throws IOException {
    Path scratch = Files.createTempDirectory("bellcrank-courier");
    try {
      Map<String, Path> entries = new LinkedHashMap<>(plant.documents(scratch));
      if (entries.isEmpty()) {
        terminal.error("no site documents are in force here: the file will hold none");
      }
      entries.putAll(CourierFile.below(plant.models(), "models/"));
      entries.putAll(CourierFile.below(plant.labels(), "labels/"));
      if (connectors.isPresent()) {
        entries.putAll(CourierFile.below(connectors.get(), "connectors/"));
      }
      return write(out, "plant", entries, scratch);
    } finally {
      clear(scratch);
    }
  }

  int report(Path out) throws IOException {
    Path scratch = Files.createTempDirectory("bellcrank-courier");
    try {
      return write(out, "report", new LinkedHashMap<>(), scratch);
    } finally {
      clear(scratch);
    }
  }

  private int write(Path out, String kind, Map<String, Path> entries, Path scratch)
      throws IOException {
    Path history = scratch.resolve("journal.jsonl");
    JournalExport.Head head = plant.history(history);
    entries.put("history/journal.jsonl", history);
    if (kind.equals("plant")) {
      Path recording = scratch.resolve("recording.jsonl");
      RecordingExport.write(store, recording);
      entries.put("history/recording.jsonl", recording);
    }
    Facts about =
        Facts.with("kind", kind)
            .put("documents", plant.inForce().map(DocumentVersions.Version::id).orElse(""))
            .put("journalEntries", head.entries())
            .put("journalHead", head.hash())
            .build();
    CourierFile.write(out, about, entries, key, clock.instant());
    terminal.line(
        "%s: %d files, signed by %s"
            .formatted(out, entries.size(), CourierKey.fingerprint(key.text())));
    return 0;
  }

  int update(Path out, List<Path> packages, Optional<Path> documents) throws IOException {
    Map<String, Path> entries = new LinkedHashMap<>();
    List<Facts> list = new ArrayList<>();
    for (Path each : packages) {
      DeploymentPackage dp = DeploymentPackage.read(each);
      entries.put("packages/%s_%s.dp".formatted(dp.name(), dp.version()), each);
      list.add(Facts.with("name", dp.name()).put("version", dp.version()).build());
    }
    if (documents.isPresent()) {
      for (String name : SiteFolder.read(documents.get()).keySet()) {
        entries.put("documents/" + name, documents.get().resolve(name));
      }
    }
    if (entries.isEmpty()) {
      throw new IOException("an update needs packages or --documents DIR with documents in it");
    }
    CourierFile.write(
        out,
        Facts.with("kind", "update").put("packages", list).build(),
        entries,
        key,
        clock.instant());
    terminal.line(
        "%s: %d files, signed by %s"
            .formatted(out, entries.size(), CourierKey.fingerprint(key.text())));
    return 0;
  }

  int verify(Path file) throws IOException, CourierRefusedException {
    CourierContent content = open(file);
    Facts manifest = content.manifest();
    terminal.line(
        "%s of %s, %d files, signed by %s: intact"
            .formatted(
                content.kind(),
                manifest.text("at").orElse("?"),
                content.hashes().size(),
                CourierKey.fingerprint(manifest.requireText("key"))));
    for (Facts hop : content.custody()) {
      terminal.line(
          "  hop %d: %s %s by %s (%s)"
              .formatted(
                  hop.whole("hop").orElse(0),
                  hop.text("at").orElse("?"),
                  hop.text("action").orElse("?"),
                  hop.text("by").orElse("?"),
                  CourierKey.fingerprint(hop.requireText("key"))));
    }
    return 0;
  }

  int hand(Path file, String by) throws IOException, CourierRefusedException {
    CourierFile.hand(file, open(file), by, "carried", key, clock.instant());
    terminal.line("%s: hop of %s appended".formatted(file, by));
    return 0;
  }

  int take(Path file, Optional<Path> sheet, Optional<Path> connectors)
      throws IOException, CourierRefusedException, InvalidDocumentException {
    CourierContent content = open(file, "plant");
    Map<String, String> texts = sheet(sheet).apply(content.documents());
    Optional<Path> aside =
        texts.isEmpty() ? Optional.empty() : plant.activate(texts, clock.instant());
    aside.ifPresent(folder -> terminal.line("documents that lay here are kept in " + folder));
    int models = PlantBundle.copy(content, "models/", plant.models(), clock.instant());
    int labels = PlantBundle.copy(content, "labels/", plant.labels(), clock.instant());
    int routes = 0;
    if (connectors.isPresent()) {
      routes = PlantBundle.copy(content, "connectors/", connectors.get(), clock.instant());
    }
    Path history = plant.received("history-" + content.last());
    PlantBundle.copy(content, "history/", history, clock.instant());
    terminal.line(
        "replay --history %s --with in-force tells whether it is decided here as there"
            .formatted(history));
    done(content, "imported");
    terminal.line(
        "%d documents in force; %d files of models, %d of labels, %d of connectors written"
            .formatted(texts.size(), models, labels, routes));
    return 0;
  }

  int compare(Path file, Optional<Path> sheet, Optional<Path> connectors)
      throws IOException, CourierRefusedException, InvalidDocumentException {
    CourierContent content = open(file, "plant");
    List<String> lines =
        plant.differences(content, sheet(sheet).apply(content.documents()), connectors);
    lines.forEach(terminal::line);
    terminal.line(lines.isEmpty() ? "nothing differs" : lines.size() + " differences");
    return lines.isEmpty() ? 0 : 1;
  }

  int apply(Path file) throws IOException, CourierRefusedException, InvalidDocumentException {
    CourierContent content = open(file, "update");
    Map<String, String> texts = content.documents();
    if (!texts.isEmpty()) {
      plant.activate(texts, clock.instant());
      terminal.line("%d documents in force".formatted(texts.size()));
    }
    Path packages = plant.received("packages");
    int written = PlantBundle.copy(content, "packages/", packages, clock.instant());
    if (content.hashes().keySet().stream().anyMatch(path -> path.startsWith("packages/"))) {
      terminal.line(
          "%d new packages in %s; install them there with the gateway's web console or REST"
              .formatted(written, packages));
    }
    done(content, "applied");
    return 0;
  }

  /** A line in the journal, and a hop in the file, which goes back as the receipt. */
  private void done(CourierContent content, String action) throws IOException {
    Facts facts =
        Facts.with("file", content.file().getFileName().toString())
            .put("kind", content.kind())
            .put("signedBy", content.manifest().requireText("key"))
            .put("hops", content.custody().size())
            .put("hash", content.last())
            .build();
    store.commit(
        unit -> {
          unit.append(clock.instant(), "courier." + action, "courier", facts);
          return null;
        });
    if (Files.isWritable(content.file())) {
      String self = CourierKey.fingerprint(key.text());
      CourierFile.hand(content.file(), content, self, action, key, clock.instant());
    } else {
      terminal.error(content.file() + " cannot be written; it bears no receipt");
    }
  }

  int fleet(Path folder) throws IOException {
    return new ReportFolder(trust.with(key), terminal).tell(folder);
  }

  private CourierContent open(Path file) throws IOException, CourierRefusedException {
    return CourierContent.open(file, trust.with(key));
  }

  private CourierContent open(Path file, String kind) throws IOException, CourierRefusedException {
    CourierContent content = open(file);
    if (!content.kind().equals(kind)) {
      throw new CourierRefusedException(
          "%s: given a file of kind %s; allowed here: %s".formatted(file, content.kind(), kind));
    }
    return content;
  }

  private static ParameterSheet sheet(Optional<Path> file)
      throws IOException, InvalidDocumentException {
    return file.isPresent() ? ParameterSheet.read(file.get()) : ParameterSheet.none();
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path each : entries.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(folder);
  }
}
