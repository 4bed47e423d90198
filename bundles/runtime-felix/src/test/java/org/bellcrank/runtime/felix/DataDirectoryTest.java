package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir private Path folder;

  @Test
  void itIsMadeForItsOwnerAlone() throws Exception {
    try (DataDirectory data = DataDirectory.open(folder.resolve("deep/data"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void theFrameworksFilesGoAndTheOthersStay() throws Exception {
    Path data = folder.resolve("data");
    try (DataDirectory first = DataDirectory.open(data)) {
      Files.createDirectories(first.frameworkStorage());
      Files.writeString(first.frameworkStorage().resolve("bundle"), "old");
      Files.writeString(first.temporary().resolve("native.so"), "old");
      Files.writeString(data.resolve("store.db"), "kept");
    }
    try (DataDirectory second = DataDirectory.open(data)) {
      assertThat(second.frameworkStorage()).doesNotExist();
      assertThat(second.temporary()).isEmptyDirectory();
      assertThat(data.resolve("store.db")).hasContent("kept");
    }
  }

  @Test
  void aFileInItsPlaceIsToldByPath() throws Exception {
    Path file = Files.writeString(folder.resolve("data"), "a file");

    assertThatThrownBy(() -> DataDirectory.open(file))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(file.toString());
  }
}
