package org.bellcrank.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.verb.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteVerbTest {

  @TempDir Path root;
  private final MemoryVersions store = new MemoryVersions();
  private final List<String> lines = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private DataDirectory data;
  private SiteDocuments documents;
  private String first;
  private String second;

  @BeforeEach
  void twoVersions() throws Exception {
    data = new DataDirectory(root);
    Files.createDirectories(data.documents());
    open();
    first = documents.bringIntoForce(DemoDocuments.texts()).version();
    Map<String, String> changed =
        DemoDocuments.with("templates.yaml", "dueWithin: P14D", "dueWithin: P7D");
    SiteFolder.replace(data.documents(), changed, Clock.systemUTC().instant());
    second = documents.bringIntoForce(changed).version();
  }

  private void open() {
    documents = new SiteDocuments(store, data, new ExpressionLanguage(), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    documents.stop();
  }

  @Test
  void versionsAreListedNewestFirst() {
    assertThat(run("versions")).isZero();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith(second).endsWith("in force");
    assertThat(lines.get(1)).startsWith(first).doesNotContain("in force");
  }

  @Test
  void theDifferenceIsToldLineByLine() {
    assertThat(run("diff", first, second)).isZero();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("templates.yaml:");
    assertThat(lines.get(1)).startsWith("- ").contains("P14D");
    assertThat(lines.get(2)).startsWith("+ ").contains("P7D");
    lines.clear();
    assertThat(run("diff", second)).isZero();
    assertThat(lines).containsExactly(second + " and " + second + " are the same");
  }

  @Test
  void theWayBackHoldsAfterARestartAndKeepsWhatLayInTheFolder() throws Exception {
    Path draft = data.documents().resolve("draft.yaml");
    Files.writeString(draft, "rules: [ not yet\n");
    assertThat(run("activate", first.substring(0, 6))).isZero();
    assertThat(lines.get(0)).contains(first, data.documents().toString());
    assertThat(SiteFolder.read(data.documents())).isEqualTo(DemoDocuments.texts());
    Path aside = Path.of(lines.get(1).substring(lines.get(1).indexOf(root.toString())));
    try (Stream<Path> kept = Files.list(aside)) {
      assertThat(kept.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("draft.yaml", "templates.yaml");
    }
    documents.stop();

    int versions = store.versions.size();
    open();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (documents.site().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
    LockSupport.parkNanos(Duration.ofMillis(700).toNanos()); // two looks at the folder and more
    assertThat(documents.site().orElseThrow().version()).isEqualTo(first);
    assertThat(store.versions).hasSize(versions);
  }

  @Test
  void whatThisGatewayCannotReadChangesNothing() throws Exception {
    store.activate(
        new DocumentVersions.Version(
            "0123456789ab", Clock.systemUTC().instant(), Map.of("a.yaml", "asets: []\n")));
    assertThat(run("activate", "0123456789ab")).isEqualTo(1);
    assertThat(errors.get(0)).startsWith("a.yaml:1:");
    assertThat(documents.site().orElseThrow().version()).isEqualTo(second);
    assertThat(SiteFolder.read(data.documents())).doesNotContainKey("a.yaml").isNotEmpty();
  }

  @Test
  void wrongWordsAreAnsweredWithTheRightOnes() {
    for (List<String> wrong :
        List.of(List.<String>of(), List.of("back"), List.of("activate"), List.of("diff"))) {
      errors.clear();
      assertThat(run(wrong.toArray(String[]::new))).as("%s", wrong).isEqualTo(2);
      assertThat(errors).singleElement().asString().contains("site versions", "site activate");
    }
    errors.clear();
    assertThat(run("activate", "zzz")).isEqualTo(2);
    assertThat(errors).singleElement().asString().contains("given version zzz", "site versions");
  }

  private int run(String... words) {
    return new SiteVerb(store, documents, data)
        .run(
            List.of(words),
            new Terminal() {
              @Override
              public void line(String text) {
                lines.add(text);
              }

              @Override
              public void progress(String text) {}

              @Override
              public void error(String text) {
                errors.add(text);
              }
            });
  }
}
