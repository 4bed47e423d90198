package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bellcrank.journal.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryLockTest {

  @TempDir Path folder;

  @Test
  void aNewDirectoryBelongsToItsOwnerAlone() throws IOException {
    Path data = folder.resolve("a/data");
    Stores.open(data).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
  }

  @Test
  void theSameProcessIsRefusedAndTheFirstKeepsItsLock() {
    Path data = folder.resolve("data");
    try (JdbcStore store = Stores.open(data)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> Stores.open(data))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("in use by process " + ProcessHandle.current().pid())
            .hasMessageContaining(data.toString());
      }
      store.commit(unit -> null);
    }
    assertThatCode(() -> Stores.open(data).close()).doesNotThrowAnyException();
  }

  @Test
  void aSecondProcessIsRefusedInOneLineThatNamesTheHolder()
      throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    try (ChildJvm holder = ChildJvm.start(ChildWriter.class, data.toString(), "hold")) {
      assertThat(holder.line()).isEqualTo("open");
      assertThatThrownBy(() -> Stores.open(data))
          .isInstanceOf(StoreException.class)
          .hasMessage(
              "data directory %s is in use by process %d; allowed: one process at a time;"
                      .formatted(data, holder.pid())
                  + " end that process or name another data.directory");
      try (ChildJvm second = ChildJvm.start(ChildWriter.class, data.toString(), "hold")) {
        assertThat(second.line()).contains("in use by process " + holder.pid());
        assertThat(second.exit()).isEqualTo(1);
      }
    }
    // A killed holder leaves nothing that must be cleaned up.
    assertThatCode(() -> Stores.open(data).close()).doesNotThrowAnyException();
  }

  @Test
  void aPlaceThatCannotHoldADirectoryIsRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> Stores.open(file.resolve("data")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be created")
        .hasMessageContaining(file.toString());
    // Nobody, not even root, may make folders here.
    assertThatThrownBy(() -> Stores.open(Path.of("/proc/bellcrank")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("/proc/bellcrank cannot be created");
  }
}
