package org.bellcrank.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.LayerBook;
import org.bellcrank.journal.LayerPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteDocumentsTest {

  private static final ExpressionLanguage LANGUAGE = new ExpressionLanguage();

  @TempDir Path root;
  private final MemoryVersions store = new MemoryVersions();
  private SiteDocuments documents;

  @AfterEach
  void stop() {
    if (documents != null) {
      documents.stop();
    }
  }

  @Test
  void documentsComeIntoForceWithTheirCamerasAndConnectors() throws Exception {
    write(DemoDocuments.texts());
    start();
    await("in force", () -> documents.site().isPresent());
    assertThat(documents.view("cam-lyon").orElseThrow().zones()).hasSize(3);
    assertThat(documents.view("cam-oslo")).isEmpty();
    assertThat(documents.instances()).hasSize(2);
    assertThat(documents.refusals()).isEmpty();
    assertThat(store.kinds).containsExactly("documents.activated");
    assertThat(store.versions.get(0).id()).isEqualTo(documents.site().orElseThrow().version());
  }

  @Test
  void aBrokenChangeIsRefusedOnceAndTheRunningVersionStays() throws Exception {
    write(DemoDocuments.texts());
    start();
    await("in force", () -> documents.site().isPresent());
    String version = documents.site().orElseThrow().version();

    write(DemoDocuments.with("rules.yaml", "template: overheating", "template: overheat"));
    await("refused", () -> !documents.refusals().isEmpty());
    assertThat(documents.refusals()).singleElement().asString().startsWith("rules.yaml:45:");
    Path later = data().documents().resolve("note.yaml");
    Files.writeString(later, "severitys: []\n");
    await("refused again", () -> documents.refusals().get(0).startsWith("note.yaml:1:"));
    await("kept in the journal", () -> store.kinds.size() == 3);
    assertThat(documents.site().orElseThrow().version()).isEqualTo(version);
    assertThat(store.kinds)
        .containsExactly("documents.activated", "documents.refused", "documents.refused");
    assertThat(store.facts.get(1).list("problems")).hasSize(1);

    Files.delete(later);
    write(DemoDocuments.texts());
    await("well again", () -> documents.refusals().isEmpty());
    assertThat(documents.site().orElseThrow().version()).isEqualTo(version);
    assertThat(store.versions).as("the same version is not kept twice").hasSize(1);
  }

  @Test
  void theVersionOfBeforeComesBackAtStartEvenWhenTheFolderIsBroken() throws Exception {
    write(DemoDocuments.texts());
    start();
    await("in force", () -> documents.site().isPresent());
    String version = documents.site().orElseThrow().version();
    documents.stop();

    Files.writeString(data().documents().resolve("assets.yaml"), "assets: [");
    start();
    await("restored and refused", () -> !documents.refusals().isEmpty());
    assertThat(documents.site().orElseThrow().version()).isEqualTo(version);
    assertThat(documents.view("cam-bedford")).isPresent();
    assertThat(store.kinds).containsExactly("documents.activated", "documents.refused");
  }

  @Test
  void aChangeTakesEffectWithinASecond() throws Exception {
    write(DemoDocuments.texts());
    start();
    await("in force", () -> documents.site().isPresent());
    String version = documents.site().orElseThrow().version();
    write(DemoDocuments.with("templates.yaml", "dueWithin: P14D", "dueWithin: P7D"));
    long begun = System.nanoTime();
    await("changed", () -> !documents.site().orElseThrow().version().equals(version));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aSetThatArrivesFileByFileIsNeverRefused() throws Exception {
    Files.createDirectories(data().documents());
    Path beside = Files.createDirectory(root.resolve("beside"));
    start();
    for (Map.Entry<String, String> text : DemoDocuments.texts().entrySet()) {
      Path file = Files.writeString(beside.resolve(text.getKey()), text.getValue());
      Files.move(file, data().documents().resolve(text.getKey()), StandardCopyOption.ATOMIC_MOVE);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    await("in force", () -> documents.site().isPresent());
    assertThat(store.kinds).containsExactly("documents.activated");
  }

  @Test
  void aFullDiskDelaysARefusalAndDoesNotEndTheWatch() throws Exception {
    write(DemoDocuments.texts());
    start();
    await("in force", () -> documents.site().isPresent());
    store.full = true;
    write(DemoDocuments.with("rules.yaml", "template: overheating", "template: overheat"));
    await("refused", () -> !documents.refusals().isEmpty());
    assertThat(store.kinds).containsExactly("documents.activated");
    store.full = false;
    await("journalled", () -> store.kinds.size() == 2);
    assertThat(store.kinds.get(1)).isEqualTo("documents.refused");
    write(DemoDocuments.texts());
    await("well again", () -> documents.refusals().isEmpty());
  }

  @Test
  void aFileThatIsNoTextIsNamedAndTheRunningVersionStays() throws Exception {
    write(DemoDocuments.texts());
    start();
    await("in force", () -> documents.site().isPresent());
    Path broken = data().documents().resolve("more.yaml");
    Files.write(broken, new byte[] {(byte) 0xff, 0x00});
    await("named", () -> !documents.refusals().isEmpty());
    assertThat(documents.refusals()).singleElement().asString().contains("more.yaml", "UTF-8");
    assertThat(documents.site()).isPresent();
    Files.delete(broken);
    await("well again", () -> documents.refusals().isEmpty());
  }

  @Test
  void documentsCanBeBroughtIntoForceByHand() throws Exception {
    start();
    Site site = documents.bringIntoForce(DemoDocuments.texts());
    assertThat(documents.site()).contains(site);
    assertThatThrownBy(() -> documents.bringIntoForce(Map.of("a.yaml", "asets: []")))
        .isInstanceOf(InvalidDocumentException.class);
    assertThat(documents.site()).contains(site);
  }

  /** As after an update that reads them otherwise. */
  @Test
  void whileKeptDocumentsCannotBeReadNobodyKnowsByWhichLayersEventsLeave() throws Exception {
    Map<String, String> texts =
        DemoDocuments.with("rules.yaml", "template: overheating", "template: overheat");
    store.versions.add(new DocumentVersions.Version("v-1", Instant.EPOCH, texts));
    write(texts);
    start();
    LayerBook layers = new OfferedLayers(documents);
    await("judged", () -> documents.settled() && !documents.refusals().isEmpty());
    assertThat(layers.plan()).isEmpty();
    write(DemoDocuments.texts());
    await("in force", () -> documents.site().isPresent());
    assertThat(layers.plan()).contains(documents.site().orElseThrow().layers());
  }

  @Test
  void whileTheFolderCannotBeReadNobodyKnowsByWhichLayersEventsLeave() throws Exception {
    Path broken = Files.createDirectories(data().documents()).resolve("more.yaml");
    Files.write(broken, new byte[] {(byte) 0xff, 0x00});
    start();
    LayerBook layers = new OfferedLayers(documents);
    await("judged", () -> documents.settled() && !documents.refusals().isEmpty());
    assertThat(layers.plan()).isEmpty();
    Files.delete(broken);
    await("known", () -> layers.plan().isPresent());
    assertThat(layers.plan()).contains(LayerPlan.DEFAULT);
  }

  @Test
  void firstDocumentsThatAreRefusedOpenNoLayer() throws Exception {
    write(DemoDocuments.with("rules.yaml", "template: overheating", "template: overheat"));
    start();
    await("judged", () -> documents.settled() && !documents.refusals().isEmpty());
    assertThat(new OfferedLayers(documents).plan()).isEmpty();
  }

  private DataDirectory data() {
    return new DataDirectory(root);
  }

  private void start() {
    documents = new SiteDocuments(store, data(), LANGUAGE, Clock.systemUTC());
  }

  private void write(Map<String, String> texts) throws IOException {
    Files.createDirectories(data().documents());
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Files.writeString(data().documents().resolve(text.getKey()), text.getValue());
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 20 s for: " + what).isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
