package org.bellcrank.itests.chaos.starts;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.itests.chaos.ChaosSite;
import org.bellcrank.itests.chaos.halts.Plant;
import org.bellcrank.itests.chaos.halts.Story;
import org.bellcrank.itests.chaos.halts.Telling;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.site.DocumentVersions;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteReader;
import org.bellcrank.store.jdbc.JdbcStore;

/**
 * The recorded set of observations and the data directory that every start begins with: older
 * documents in force in the store, newer ones in the folder, and observations that wait.
 */
final class Recorded {

  private static final long STORY = 20_261;
  private static final int ALL = 80;
  private static final int WAITING = 60;
  private static final int SPOTS = 14;
  private static final String BEFORE = "0.97";
  private static final String NOW = "0.75";

  private final Path home;
  private final Path template;
  private final List<Telling> tellings = new Story(STORY, ALL, SPOTS).tellings();

  /**
   * Makes the directory.
   *
   * @param folder of this run
   */
  Recorded(Path home, Path folder) throws IOException {
    this.home = home;
    template = folder.resolve("template");
    Files.createDirectories(template);
    documents(
        template,
        Map.of(
            Plant.NATIVE,
            URI.create("http://127.0.0.1:9/maximo"),
            "custom-rest",
            URI.create("http://127.0.0.1:9")),
        BEFORE);
    try (JdbcStore store = JdbcStore.open(template)) {
      Clock clock = Clock.systemUTC();
      Map<String, String> texts = texts(template.resolve("documents"));
      Site before = read(texts);
      store.commit(
          unit -> {
            unit.port(DocumentVersions.class)
                .activate(new DocumentVersions.Version(before.version(), clock.instant(), texts));
            return null;
          });
      FileEvidenceStore evidence = new FileEvidenceStore(store.directory(), store, clock);
      DurableIntake intake = new DurableIntake(store, clock);
      tellings.subList(0, WAITING).forEach(each -> intake.accept(each.observation(evidence)));
      evidence.close();
    }
  }

  /** How many observations there are. */
  int size() {
    return tellings.size();
  }

  /** All of them, in their order. */
  List<Telling> tellings() {
    return tellings;
  }

  /** Those that come while the gateway starts, in their order; without pictures. */
  List<Telling> arriving() {
    return tellings.subList(WAITING, tellings.size());
  }

  /** A copy to start with, whose documents lead to these maintenance systems. */
  void copy(Path folder, Map<String, URI> addresses) throws IOException {
    Path data = folder.resolve("data");
    try (Stream<Path> files = Files.walk(template)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = data.resolve(template.relativize(file).toString());
        Files.createDirectories(to.getParent());
        if (!to.getFileName().toString().startsWith("lock")) {
          Files.copy(file, to);
        }
      }
    }
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    documents(data, addresses, NOW);
    Plant.copyConnectors(home, folder.resolve("routes"));
  }

  /** The documents that lie ready in such a copy. */
  static Site site(Path data) throws IOException {
    return read(texts(data.resolve("documents")));
  }

  private static Site read(Map<String, String> texts) {
    try {
      return new SiteReader(new ExpressionLanguage()).read(texts);
    } catch (InvalidDocumentException e) {
      throw new IllegalStateException("the documents of the starts are wrong: " + e.problems(), e);
    }
  }

  private static void documents(Path data, Map<String, URI> addresses, String level)
      throws IOException {
    URI maximo = addresses.get(Plant.NATIVE);
    ChaosSite.write(
        data,
        URI.create(maximo.toString().replaceFirst("/maximo$", "")),
        addresses.get("custom-rest"));
    Path documents = data.resolve("documents");
    Files.writeString(
        documents.resolve("rules.yaml"), resource("rules.yaml").replace("LEVEL", level));
    Files.writeString(documents.resolve("calendars.yaml"), resource("calendars.yaml"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Recorded.class.getResourceAsStream("/starts/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  /** How long a start may take until everything is decided and delivered. */
  static Duration patience() {
    return Duration.ofSeconds(120);
  }
}
