package org.bellcrank.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real files, rows in memory: what holds of evidence whatever the store. */
@Timeout(60)
class EvidenceFilesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore();
  private FileEvidenceStore evidence;

  @BeforeEach
  void open() {
    evidence = opened();
  }

  @AfterEach
  void close() {
    evidence.close();
  }

  private FileEvidenceStore opened() {
    return new FileEvidenceStore(
        new DataDirectory(folder), store, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder.resolve("evidence"))) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void theFileIsWholeBeforeItsRowIsThere() throws IOException {
    EvidenceReference reference = evidence.keep(bytes("abc"), "image/jpeg");
    Path file = evidence.file(reference.sha256()).orElseThrow();
    assertThat(files()).containsExactly(file);
    assertThat(file).hasFileName(reference.sha256());
    assertThat(file).hasBinaryContent(bytes("abc"));
    assertThat(store.rows).containsEntry(reference.sha256(), reference);
    assertThat(reference.bytes()).isEqualTo(3);
  }

  /** A crash between file and row: the file alone is nothing, and nobody is shown it. */
  @Test
  void aFileWithoutARowIsNotHandedOutAndKeepingItAgainMendsIt() throws IOException {
    store.refusal = Optional.of(new StoreException("the disk is full", null));
    assertThatThrownBy(() -> evidence.keep(bytes("abc"), "image/jpeg"))
        .isInstanceOf(StoreException.class);
    assertThat(files()).hasSize(1);
    String sha256 = files().get(0).getFileName().toString();
    assertThat(evidence.file(sha256)).isEmpty();
    assertThat(evidence.read(sha256)).isEmpty();

    store.refusal = Optional.empty();
    assertThat(evidence.keep(bytes("abc"), "image/jpeg").sha256()).isEqualTo(sha256);
    assertThat(evidence.read(sha256)).contains(bytes("abc"));
    assertThat(files()).hasSize(1);
  }

  @Test
  void theSameContentIsWrittenOnceAndKeepsItsFirstMediaType() throws IOException {
    EvidenceReference first = evidence.keep(bytes("abc"), "image/jpeg");
    FileTime old = FileTime.from(NOW.minusSeconds(60));
    Files.setLastModifiedTime(files().get(0), old);
    int commits = store.commits;
    assertThat(evidence.keep(bytes("abc"), "image/png")).isEqualTo(first);
    assertThat(store.commits).as("nothing to note").isEqualTo(commits);
    assertThat(Files.getLastModifiedTime(files().get(0))).isEqualTo(old);
  }

  /** Half a file, as a full disk or a torn copy leaves it, is written anew. */
  @Test
  void aFileThatBecameShorterIsWrittenAgain() throws IOException {
    String sha256 = evidence.keep(bytes("abcdef"), "image/jpeg").sha256();
    Files.writeString(files().get(0), "abc");
    assertThatThrownBy(() -> evidence.read(sha256))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("altered");
    evidence.keep(bytes("abcdef"), "image/jpeg");
    assertThat(evidence.read(sha256)).contains(bytes("abcdef"));
  }

  @Test
  void whatIsNoHashLeadsNowhere() throws IOException {
    Files.writeString(folder.resolve("secret"), "x");
    evidence.keep(bytes("abc"), "image/jpeg");
    for (String wrong : List.of("", "secret", "../secret", "ba/78", "BA".repeat(32), "zz")) {
      assertThat(evidence.file(wrong)).as(wrong).isEmpty();
      assertThat(evidence.read(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  void aLinkInPlaceOfAFileIsNotFollowed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "abc");
    String sha256 = evidence.keep(bytes("abc"), "image/jpeg").sha256();
    Path file = files().get(0);
    Files.delete(file);
    Files.createSymbolicLink(file, secret);
    assertThat(evidence.file(sha256)).isEmpty();
  }

  @Test
  void manyThreadsKeepTheSameAndDifferentContent() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<EvidenceReference>> calls =
        IntStream.range(0, 200)
            .<Callable<EvidenceReference>>mapToObj(
                n -> () -> evidence.keep(bytes("content " + n % 10), "text/plain"))
            .toList();
    for (Future<EvidenceReference> each : threads.invokeAll(calls)) {
      assertThat(evidence.read(each.get().sha256())).isPresent();
    }
    threads.shutdown();
    assertThat(files()).hasSize(10);
    assertThat(store.rows).hasSize(10);
    assertThat(folder.resolve("evidence/unfinished")).isEmptyDirectory();
  }

  /** The sweep takes what a crash left an hour ago and nothing that has a row or is young. */
  @Test
  void theNextStartSweepsWhatACrashLeft() throws IOException {
    evidence.keep(bytes("kept"), "text/plain");
    Path kept = files().get(0);
    store.refusal = Optional.of(new StoreException("gone", null));
    for (String orphan : List.of("old orphan", "young orphan")) {
      assertThatThrownBy(() -> evidence.keep(bytes(orphan), "text/plain"))
          .isInstanceOf(StoreException.class);
    }
    store.refusal = Optional.empty();
    Path half = Files.writeString(folder.resolve("evidence/unfinished/half"), "ha");
    Path stranger = Files.writeString(folder.resolve("evidence/README"), "not ours");
    for (Path file : files()) {
      boolean young = file.endsWith(EvidenceFiles.sha256(bytes("young orphan")));
      Files.setLastModifiedTime(
          file, FileTime.from(young ? NOW : NOW.minus(FileEvidenceStore.GRACE).minusSeconds(1)));
    }
    Path oldOrphan = path("old orphan");
    evidence.close();
    evidence = opened();
    long deadline = System.nanoTime() + 20_000_000_000L;
    while ((Files.exists(half) || Files.exists(oldOrphan)) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    evidence.close();
    assertThat(files()).containsExactlyInAnyOrder(kept, path("young orphan"), stranger);
  }

  /** Where content lies, row or none. */
  private Path path(String content) throws IOException {
    String sha256 = EvidenceFiles.sha256(bytes(content));
    return files().stream().filter(file -> file.endsWith(sha256)).findFirst().orElseThrow();
  }

  @Test
  void aFolderThatCannotBeMadeIsSaidAtOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("plain"), "x");
    assertThatThrownBy(
            () -> new FileEvidenceStore(new DataDirectory(file), store, Clock.systemUTC()))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("evidence folder " + file.resolve("evidence"))
        .hasMessageContaining("nothing is kept until it can be");
  }
}
