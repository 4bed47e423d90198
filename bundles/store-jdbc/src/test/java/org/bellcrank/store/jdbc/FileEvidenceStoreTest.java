package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bellcrank.evidence.EvidenceBook;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.evidence.FileEvidenceStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Evidence files on the real store: the file and its row belong together. */
@Timeout(60)
class FileEvidenceStoreTest {

  @TempDir Path folder;
  private JdbcStore store;
  private FileEvidenceStore evidence;

  @BeforeEach
  void open() {
    store = Stores.open(folder.resolve("data"));
    evidence = new FileEvidenceStore(store.directory(), store, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static byte[] image(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(store.directory().evidence())) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void whatIsKeptIsFoundUnderItsHash() {
    EvidenceReference reference = evidence.keep(image("abc"), "image/jpeg");
    // The SHA-256 of "abc" from FIPS 180-2, appendix B.1.
    assertThat(reference)
        .isEqualTo(
            new EvidenceReference(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "image/jpeg",
                3));
    assertThat(evidence.read(reference.sha256())).contains(image("abc"));
    assertThat(evidence.file(reference.sha256()))
        .contains(store.directory().evidence().resolve("ba/" + reference.sha256()));
    assertThat(evidence.read("ab".repeat(32))).isEmpty();
    assertThat(evidence.file("../../bellcrank.db")).isEmpty();
  }

  @Test
  void theSameContentFromManyThreadsIsKeptOnce() throws IOException {
    List<EvidenceReference> all =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(n -> evidence.keep(image("content " + n % 4), "image/jpeg"))
            .toList();
    assertThat(all.stream().distinct()).hasSize(4);
    assertThat(files()).hasSize(4);
    assertThat(store.<Long>read(unit -> unit.port(EvidenceBook.class).totalBytes())).isEqualTo(36);
  }

  @Test
  void whatBelongsTogetherIsKeptInItsOrderAndEachContentOnce() throws IOException {
    EvidenceReference known = evidence.keep(image("known"), "image/jpeg");
    List<EvidenceReference> all =
        evidence.keepAll(
            Stream.of("first", "known", "twice", "twice")
                .map(text -> new EvidenceStore.Content(image(text), "image/jpeg"))
                .toList());
    assertThat(all.get(1)).isEqualTo(known);
    assertThat(all.get(2)).isEqualTo(all.get(3));
    assertThat(evidence.read(all.get(0).sha256())).contains(image("first"));
    assertThat(evidence.read(all.get(2).sha256())).contains(image("twice"));
    assertThat(files()).hasSize(3);
    assertThat(store.<Long>read(unit -> unit.port(EvidenceBook.class).totalBytes())).isEqualTo(15);
  }

  @Test
  void whenOneOfThoseTogetherCannotBeWrittenNoneIsNamed() throws IOException {
    // The SHA-256 of "1" begins with 6b.
    Files.writeString(store.directory().evidence().resolve("6b"), "a file where a folder must be");
    List<EvidenceStore.Content> both =
        Stream.of("0", "1").map(text -> new EvidenceStore.Content(image(text), "a/b")).toList();
    assertThatThrownBy(() -> evidence.keepAll(both))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("nothing was kept");
    assertThat(store.<Long>read(unit -> unit.port(EvidenceBook.class).totalBytes())).isZero();
  }

  @Test
  void anAlteredFileIsNotHandedOut() throws IOException {
    String sha256 = evidence.keep(image("original"), "image/jpeg").sha256();
    Path file = evidence.file(sha256).orElseThrow();
    Files.writeString(file, "0riginal");
    assertThatThrownBy(() -> evidence.read(sha256))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("altered");
  }

  @Test
  void aLostFileIsWrittenAgain() throws IOException {
    String sha256 = evidence.keep(image("lost"), "image/jpeg").sha256();
    Files.delete(evidence.file(sha256).orElseThrow());
    assertThat(evidence.read(sha256)).isEmpty();
    evidence.keep(image("lost"), "image/jpeg");
    assertThat(evidence.read(sha256)).contains(image("lost"));
  }

  @Test
  void nothingAndNamelessContentIsRefused() {
    assertThatThrownBy(() -> evidence.keep(new byte[0], "image/jpeg"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> evidence.keep(image("x"), " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsWrittenPieceByPieceIsTheSameAsTheWholeAndIsKeptOnce() throws IOException {
    EvidenceReference pieces = evidence.keep(out -> pieces(out, 3), "text/csv");
    assertThat(evidence.keep(image("piece piece piece "), "text/csv")).isEqualTo(pieces);
    assertThat(evidence.keep(out -> pieces(out, 3), "text/csv")).isEqualTo(pieces);
    assertThat(evidence.read(pieces.sha256())).contains(image("piece piece piece "));
    assertThat(files()).hasSize(1);
    Files.delete(evidence.file(pieces.sha256()).orElseThrow());
    evidence.keep(out -> pieces(out, 3), "text/csv");
    assertThat(evidence.read(pieces.sha256())).as("lost and written again").isPresent();
  }

  private static void pieces(OutputStream out, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      out.write(image("piece "));
    }
  }

  @Test
  void ofWhatBreaksInTheMiddleOrIsNothingNothingIsLeft() throws IOException {
    assertThatThrownBy(
            () ->
                evidence.keep(
                    out -> {
                      pieces(out, 100_000);
                      throw new IllegalStateException("who writes");
                    },
                    "text/csv"))
        .hasMessage("who writes");
    assertThatThrownBy(
            () ->
                evidence.keep(
                    out -> {
                      throw new IOException("the disk");
                    },
                    "text/csv"))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("the disk; nothing was kept");
    assertThatThrownBy(() -> evidence.keep(out -> {}, "text/csv"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(files()).isEmpty();
  }

  /** As much as the largest stretch; what this thread allocates at all bounds what it holds. */
  @Test
  void whatIsWrittenPieceByPieceIsNeverInMemoryAsAWhole() {
    com.sun.management.ThreadMXBean meter =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] piece = new byte[4_096];
    long before = meter.getCurrentThreadAllocatedBytes();
    EvidenceReference kept =
        evidence.keep(
            out -> {
              for (int i = 0; i < 11_000; i++) {
                out.write(piece);
              }
            },
            "text/csv");
    assertThat(kept.bytes()).isEqualTo(45_056_000);
    assertThat(meter.getCurrentThreadAllocatedBytes() - before).isLessThan(4_000_000);
  }

  @Test
  void filesWithoutARowAreSweptAtTheNextStartButNotYoungOnes()
      throws IOException, InterruptedException {
    Path root = store.directory().evidence();
    Path kept = evidence.file(evidence.keep(image("kept"), "image/jpeg").sha256()).orElseThrow();
    Path orphan = Files.createDirectories(root.resolve("aa")).resolve("aa".repeat(32));
    Path young = root.resolve("aa").resolve("ab".repeat(32));
    Path unfinished = root.resolve("unfinished/left-by-a-crash");
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
    for (Path file : List.of(orphan, young, unfinished)) {
      Files.writeString(file, "x");
    }
    for (Path file : List.of(kept, orphan, unfinished)) {
      Files.setLastModifiedTime(file, old);
    }
    new FileEvidenceStore(store.directory(), store, Clock.systemUTC());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    // Asked one by one: a walk of the folder fails where a file goes in the midst of it.
    while ((Files.exists(orphan) || Files.exists(unfinished)) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(files()).containsExactlyInAnyOrder(kept, young);
  }

  @Test
  void aFolderThatCannotBeWrittenIsOneClearLineAndTheStoreWorksOn() throws IOException {
    Path root = store.directory().evidence();
    String sha256 = evidence.keep(image("before"), "image/jpeg").sha256();
    // A plain file in the place of the folder stops even root, unlike missing rights.
    Path aside = Files.move(root.resolve("unfinished"), folder.resolve("aside"));
    Files.writeString(root.resolve("unfinished"), "");
    assertThatThrownBy(() -> evidence.keep(image("after"), "image/jpeg"))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("evidence of 5 bytes cannot be written to " + root)
        .hasMessageContaining("nothing was kept");
    assertThat(evidence.read(sha256)).contains(image("before"));
    Files.delete(root.resolve("unfinished"));
    Files.move(aside, root.resolve("unfinished"));
    evidence.keep(image("after"), "image/jpeg");
  }

  /** The kernel's own full disk, where it can be had: every write to it fails with ENOSPC. */
  @Test
  void aFullDiskIsOneClearLineAndLeavesNothing() throws IOException {
    Path root = store.directory().evidence();
    FullDisk disk = FullDisk.over(root.resolve("unfinished"));
    if (disk == null) {
      System.err.println("SKIPPED full disk of evidence: no right to mount a small file system");
      org.junit.jupiter.api.Assumptions.abort("no right to mount");
    }
    try (disk) {
      assertThatThrownBy(() -> evidence.keep(new byte[2 * FullDisk.BYTES], "image/jpeg"))
          .isInstanceOf(EvidenceException.class)
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("nothing was kept");
      assertThat(files()).isEmpty();
    }
    EvidenceReference reference = evidence.keep(new byte[2 * FullDisk.BYTES], "image/jpeg");
    assertThat(evidence.read(reference.sha256())).isPresent();
  }
}
