package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bellcrank.store.jdbc.PipelineRig.await;
import static org.bellcrank.store.jdbc.PipelineRig.look;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.journal.Keeping;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Disposition;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's storage is full, by its quota or by the disk; then there is room again. */
@Timeout(120)
class RoomTest {

  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void atItsQuotaNothingNewIsTakenAndWhatWasAcceptedIsDecided() {
    try (PipelineRig rig = new PipelineRig(folder.resolve("data"))) {
      FileEvidenceStore evidence =
          new FileEvidenceStore(rig.store.directory(), rig.store, rig.clock());
      rig.intake.accept(look("before", 1, "left", 0.9, 50));
      evidence.keep(new byte[20_000], "image/jpeg");
      limit(rig, 10_000);
      await("full", () -> rig.store.room().full());
      assertThatThrownBy(() -> rig.intake.accept(look("during", 2, "left", 0.9, 50)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("storage is full");
      assertThatThrownBy(() -> rig.intake.submit(look("during", 2, "left", 0.9, 50)).join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(StoreException.class);
      assertThatThrownBy(() -> evidence.keep(new byte[100], "image/jpeg"))
          .isInstanceOf(EvidenceException.class)
          .hasMessageContaining("storage is full");
      assertThat(rig.intake.accept(look("before", 1, "left", 0.9, 50)).repeated())
          .as("what is there already is answered as ever")
          .isTrue();
      rig.documents(PipelineRig.RAISE_ALL);
      rig.settle();
      assertThat(rig.in(Disposition.RAISED)).as("what was accepted is decided").isEqualTo(1);
      limit(rig, 1024 * MIB - 1);
      await("room again", () -> !rig.store.room().full());
      assertThat(rig.intake.accept(look("during", 2, "left", 0.9, 50)).repeated()).isFalse();
      evidence.keep(new byte[100], "image/jpeg");
      rig.settle();
      evidence.close();
    }
  }

  private static void limit(PipelineRig rig, int bytes) {
    rig.store.limit(
        new Quota(new Quota.Size(bytes, false), Quota.DEFAULT.reserve(), Keeping.DEFAULT));
  }

  /** A real small disk that something else fills. */
  @Test
  void onAFullDiskTheReserveLetsDecidingGoOnAndRoomIsFoundAgain() throws IOException {
    // The driver's native part stays loaded from where it was unpacked first: not from the disk.
    JdbcStore.open(folder.resolve("first")).close();
    Path mount = Files.createDirectory(folder.resolve("disk"));
    try (FullDisk disk = FullDisk.over(mount, 64 * MIB)) {
      if (disk == null) {
        System.err.println("SKIPPED full disk by its reserve: mounting is not allowed here");
        Assumptions.abort("mounting is not allowed here");
      }
      try (PipelineRig rig = new PipelineRig(mount.resolve("data"))) {
        rig.intake.accept(look("before", 1, "left", 0.9, 50));
        Path others = mount.resolve("others");
        long free = Files.getFileStore(mount).getUsableSpace();
        Files.write(others, new byte[(int) free - 2 * MIB]);
        await("full", () -> rig.store.room().full());
        assertThatThrownBy(() -> rig.intake.accept(look("during", 2, "left", 0.9, 50)))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("storage is full");
        rig.documents(PipelineRig.RAISE_ALL);
        rig.settle();
        assertThat(rig.in(Disposition.RAISED)).isEqualTo(1);
        Files.delete(others);
        await("room again", () -> !rig.store.room().full());
        rig.intake.accept(look("during", 2, "left", 0.9, 50));
        rig.settle();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "80 %,80000",
    "1 MiB,1048576",
    "2gib,2147483648",
    "100%,100000",
    "3 TB,3298534883328"
  })
  void aSizeIsBytesOrAShare(String given, long bytes) {
    assertThat(Quota.Size.of(given).bytes(100_000)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "0 %", "101 %", "-1 GiB", "1.5 GiB", "12 bytes"})
  void anythingElseIsRefusedInWords(String given) {
    assertThatThrownBy(() -> Quota.Size.of(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given '" + given + "'; allowed: a whole number with MiB");
  }

  @Test
  void theDiskLimitsWhereItHasLessThanTheQuota() {
    long gib = 1L << 30;
    assertThat(Quota.DEFAULT.limit(10 * gib, 100 * gib, 60 * gib))
        .as("70 GiB less the reserve")
        .isEqualTo(70 * gib - 256 * MIB);
    assertThat(Quota.DEFAULT.limit(10 * gib, 100 * gib, 85 * gib)).isEqualTo(80 * gib);
    assertThat(Quota.DEFAULT.limit(0, 100, 100)).as("a tiny disk").isEqualTo(80);
  }
}
