package org.bellcrank.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.testing.MemoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfferedDocumentsTest {

  private static final ExpressionLanguage LANGUAGE = new ExpressionLanguage();

  @TempDir Path root;
  private final MemoryStore store =
      new MemoryStore().with(DocumentVersions.class, new MemoryVersions());
  private SiteDocuments documents;
  private DocumentDesk desk;

  @BeforeEach
  void start() {
    documents = new SiteDocuments(store, new DataDirectory(root), LANGUAGE, Clock.systemUTC());
    desk = new OfferedDocuments(documents, store, new DataDirectory(root), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    documents.stop();
  }

  @Test
  void theSameDocumentsHaveOneVersionWhicheverWayTheyCome() throws Exception {
    SortedMap<String, String> texts = DemoDocuments.texts();
    String fromFiles = new SiteReader(LANGUAGE).read(texts).version();
    SortedMap<String, String> typed = new TreeMap<>();
    texts.forEach((name, text) -> typed.put(name, text.strip().replace("\n", "\r\n")));
    assertThat(desk.check(typed)).isEqualTo(fromFiles);
    assertThat(desk.check(DocumentArchive.unpack(DocumentArchive.pack(texts))))
        .isEqualTo(fromFiles);
    assertThat(desk.check(DemoDocuments.with("templates.yaml", "P14D", "P7D")))
        .isNotEqualTo(fromFiles);
  }

  @Test
  void whatIsActivatedLiesInTheDocumentsFolderAndNamesWhereItCameFrom() throws Exception {
    String version = desk.activate(DemoDocuments.texts(), "text areas");
    assertThat(documents.site().orElseThrow().version()).isEqualTo(version);
    assertThat(SiteFolder.read(root.resolve("documents"))).isEqualTo(DemoDocuments.texts());
    Entry offered = store.newest("documents.offered", 1).get(0);
    assertThat(offered.subject()).isEqualTo(version);
    assertThat(offered.facts().text("from")).contains("text areas");
    assertThat(desk.lastFrom("text areas")).contains(version);
    assertThat(desk.lastFrom("cloud")).isEmpty();
  }

  @Test
  void aRefusalChangesNothingAndCanBeRead() throws Exception {
    String version = desk.activate(DemoDocuments.texts(), "files");
    Map<String, String> broken =
        DemoDocuments.with("rules.yaml", "template: overheating", "template: overheat");
    assertThatThrownBy(() -> desk.activate(broken, "cloud"))
        .isInstanceOf(InvalidDocumentException.class);
    assertThat(documents.site().orElseThrow().version()).isEqualTo(version);
    assertThat(SiteFolder.read(root.resolve("documents"))).isEqualTo(DemoDocuments.texts());
    assertThat(documents.refusals()).singleElement().asString().startsWith("rules.yaml:45:");
    assertThat(store.newest("documents.refused", 1).get(0).facts().text("where")).contains("cloud");
  }

  @Test
  void aCheckLeavesNoTrace() throws Exception {
    assertThatThrownBy(() -> desk.check(Map.of("a.yaml", "asets: []")))
        .isInstanceOf(InvalidDocumentException.class);
    assertThatThrownBy(() -> desk.check(Map.of("../a.yaml", "assets: []")))
        .hasMessageContaining("'../a.yaml'")
        .hasMessageContaining(SiteFolder.NAMES);
    assertThatThrownBy(() -> desk.check(Map.of())).hasMessageContaining("at least one document");
    desk.check(DemoDocuments.texts());
    assertThat(store.entries()).isEmpty();
    assertThat(documents.refusals()).isEmpty();
    assertThat(documents.site()).isEmpty();
  }

  @Test
  void theWayBackLeadsToTheVersionBeforeAndForthAgain() throws Exception {
    assertThatThrownBy(() -> desk.rollBack("cloud")).isInstanceOf(UnknownVersionException.class);
    String first = desk.activate(DemoDocuments.texts(), "files");
    String second =
        desk.activate(DemoDocuments.with("templates.yaml", "P14D", "P7D"), "text areas");
    assertThat(desk.rollBack("cloud")).isEqualTo(first);
    assertThat(documents.site().orElseThrow().version()).isEqualTo(first);
    assertThat(desk.rollBack("cloud")).isEqualTo(second);
    assertThat(desk.returnTo(first, "cloud")).isEqualTo(first);
    assertThatThrownBy(() -> desk.returnTo("0123", "cloud"))
        .isInstanceOf(UnknownVersionException.class)
        .hasMessageContaining("'0123'")
        .hasMessageContaining(first);
  }

  @Test
  void whatIsKeptWaitsForItsActivation() throws Exception {
    String first = desk.activate(DemoDocuments.texts(), "files");
    String next = desk.keep(DemoDocuments.with("templates.yaml", "P14D", "P7D"));
    assertThat(desk.keep(DemoDocuments.with("templates.yaml", "P14D", "P7D"))).isEqualTo(next);
    assertThat(desk.kept()).containsOnlyKeys(next);
    assertThat(documents.site().orElseThrow().version()).isEqualTo(first);
    assertThat(desk.returnTo(next, "cloud")).isEqualTo(next);
    assertThat(documents.site().orElseThrow().version()).isEqualTo(next);
    int entries = store.entries().size();
    assertThat(desk.returnTo(next, "cloud")).isEqualTo(next);
    assertThat(store.entries()).as("told twice, done once").hasSize(entries);
    assertThatThrownBy(() -> desk.keep(Map.of("a.yaml", "asets: []")))
        .isInstanceOf(InvalidDocumentException.class);
    for (int i = 0; i < 25; i++) {
      desk.keep(DemoDocuments.with("templates.yaml", "P14D", "P" + (20 + i) + "D"));
    }
    assertThat(desk.kept()).hasSize(20);
  }

  @Test
  void anArchiveIsReadAsTheFolderItHolds() throws Exception {
    byte[] inside =
        DocumentArchive.pack(
            Map.of("demo/a.yaml", "a: 1\n", "demo/old/b.yaml", "b: 1\n", "demo/note.txt", "n"));
    assertThat(DocumentArchive.unpack(inside)).isEqualTo(Map.of("a.yaml", "a: 1\n"));
    assertThat(DocumentArchive.pack(DemoDocuments.texts()))
        .isEqualTo(DocumentArchive.pack(DemoDocuments.texts()));
    for (byte[] wrong :
        List.of(
            "no zip".getBytes(StandardCharsets.UTF_8),
            new byte[0],
            DocumentArchive.pack(Map.of("note.txt", "n")),
            DocumentArchive.pack(Map.of("a.yaml", "x".repeat(DocumentArchive.MOST_BYTES + 1))))) {
      assertThatThrownBy(() -> DocumentArchive.unpack(wrong))
          .isInstanceOf(InvalidDocumentException.class);
    }
  }
}
