package org.bellcrank.site.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.site.DocumentArchive;
import org.bellcrank.site.DocumentDesk;
import org.bellcrank.site.OfferedDocuments;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteDocuments;
import org.bellcrank.site.SiteFolder;
import org.bellcrank.store.jdbc.JdbcStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTextsTest {

  private static final Path DEMO =
      Path.of(System.getProperty("project.root")).resolve("kura-config/sites/demo");

  @TempDir Path root;
  private JdbcStore store;
  private SiteDocuments documents;
  private DocumentDesk desk;
  private SiteTexts texts;

  @BeforeEach
  void open() {
    store = JdbcStore.open(root.resolve("data"));
    documents =
        new SiteDocuments(store, store.directory(), new ExpressionLanguage(), Clock.systemUTC());
    desk = new OfferedDocuments(documents, store, store.directory(), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    if (texts != null) {
      texts.stop();
    }
    documents.stop();
    store.close();
  }

  @Test
  void filesTextAreasAndAnArchiveGiveTheSameVersion() throws Exception {
    Map<String, String> demo = SiteFolder.read(DEMO);
    texts = new SiteTexts(desk, documents, typed(demo));
    await("in force", () -> documents.site().isPresent());
    String fromTexts = version();
    String fromArchive = desk.check(DocumentArchive.unpack(DocumentArchive.pack(demo)));

    Path other = root.resolve("other");
    Files.createDirectories(other.resolve("documents"));
    for (Map.Entry<String, String> file : demo.entrySet()) {
      Files.writeString(other.resolve("documents").resolve(file.getKey()), file.getValue());
    }
    JdbcStore otherStore = JdbcStore.open(other);
    SiteDocuments watching =
        new SiteDocuments(
            otherStore, otherStore.directory(), new ExpressionLanguage(), Clock.systemUTC());
    try {
      await("files in force", () -> watching.site().isPresent());
      assertThat(watching.site().map(Site::version)).contains(fromTexts);
    } finally {
      watching.stop();
      otherStore.close();
    }
    assertThat(fromArchive).isEqualTo(fromTexts);
    assertThat(desk.lastFrom(SiteTexts.FROM)).contains(fromTexts);
  }

  @Test
  void aMistakeInOneTextRefusesAllAndIsShown() throws Exception {
    Map<String, String> demo = SiteFolder.read(DEMO);
    texts = new SiteTexts(desk, documents, typed(demo));
    await("in force", () -> documents.site().isPresent());
    String before = version();

    Map<String, Object> changed = typed(demo);
    changed.put("templates", demo.get("templates.yaml").replace("P14D", "P7D"));
    changed.put("limits", "limits:\n  - pint: nowhere\n");
    texts.changed(changed);
    await("refused", () -> !documents.refusals().isEmpty());
    assertThat(documents.refusals()).anySatisfy(line -> assertThat(line).contains("limits.yaml:2"));
    assertThat(version()).isEqualTo(before);
    await("journalled", () -> !newest("documents.refused").isEmpty());
    Entry refused = newest("documents.refused").get(0);
    assertThat(refused.facts().text("where")).contains(SiteTexts.FROM);

    changed.remove("limits");
    texts.changed(changed);
    await("mended", () -> !version().equals(before));
    assertThat(documents.refusals()).isEmpty();
  }

  @Test
  void textsSpeakWhenTheyWereChangedAndNotAtEveryStart() throws Exception {
    Map<String, String> demo = SiteFolder.read(DEMO);
    texts = new SiteTexts(desk, documents, typed(demo));
    await("in force", () -> documents.site().isPresent());
    String fromTexts = version();
    Map<String, String> later = new HashMap<>(demo);
    later.put("templates.yaml", demo.get("templates.yaml").replace("P14D", "P7D"));
    String fromCloud = desk.activate(later, "cloud");

    texts.stop();
    texts = new SiteTexts(desk, documents, typed(demo));
    texts.worker.submit(() -> {}).get(30, TimeUnit.SECONDS);
    assertThat(version()).isEqualTo(fromCloud);
    Map<String, Object> changed = typed(demo);
    changed.put("orders", "# another text\n" + demo.get("orders.yaml"));
    texts.changed(changed);
    await("changed", () -> !version().equals(fromCloud));
    assertThat(version()).isNotEqualTo(fromTexts);
    assertThat(newest("documents.offered"))
        .extracting(entry -> entry.facts().requireText("from"))
        .containsExactly(SiteTexts.FROM, "cloud", SiteTexts.FROM);
  }

  @Test
  void emptyTextsAreNoDocuments() {
    Map<String, Object> empty = new HashMap<>();
    empty.put("assets", " \n");
    empty.put("documents", new String[] {null, ""});
    empty.put("rules", null);
    empty.put("kura.service.pid", SiteTexts.PID);
    assertThat(TextAreas.of(empty)).isEmpty();
    assertThat(TextAreas.of(Map.of("documents", new String[0]))).isEmpty();
  }

  @Test
  void furtherDocumentsAreNamedByTheirFirstLine() {
    Map<String, String> files =
        TextAreas.of(
            Map.of(
                "assets",
                "assets: []\n",
                "documents",
                new String[] {"# document: line-2.yaml\r\npoints: []\r\n", "points: []"}));
    assertThat(files)
        .containsEntry("assets.yaml", "assets: []\n")
        .containsEntry("line-2.yaml", "points: []\r\n")
        .hasSize(3);
    assertThat(files.keySet()).anyMatch(name -> name.contains("documents[1]"));
    assertThat(
            TextAreas.of(
                    Map.of(
                        "assets", "a: 1", "documents", new String[] {"# document: assets.yaml\na"}))
                .keySet())
        .contains("assets.yaml, given twice");
  }

  @Test
  void aDocumentWithoutANameIsRefusedWithTheOthers() {
    Map<String, Object> given = new HashMap<>();
    given.put("documents", new String[] {"points: []"});
    texts = new SiteTexts(desk, documents, given);
    await("refused", () -> !documents.refusals().isEmpty());
    assertThat(documents.refusals())
        .singleElement()
        .asString()
        .contains("documents[0]", "# document: NAME.yaml");
    assertThat(documents.site()).isEmpty();
  }

  private static Map<String, Object> typed(Map<String, String> files) {
    Map<String, Object> properties = new HashMap<>();
    List<String> others = new ArrayList<>();
    files.forEach(
        (name, text) -> {
          String section = name.replaceFirst("\\.yaml$", "");
          if (TextAreas.SECTIONS.contains(section)) {
            properties.put(section, text.stripTrailing().replace("\n", "\r\n"));
          } else {
            others.add("# document: " + name + "\n" + text);
          }
        });
    properties.put("documents", others.toArray(String[]::new));
    return properties;
  }

  private String version() {
    return documents.site().map(Site::version).orElse("");
  }

  private List<Entry> newest(String kind) {
    return store.read(unit -> unit.port(Journal.class).newest(kind, 10));
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 30 s for: " + what).isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
