package org.bellcrank.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionOrderTest {

  @Test
  void numbersCountAsNumbersAndLaterCommitsAreHigher() {
    List<String> versions =
        new ArrayList<>(
            List.of(
                "0.10.0.202601010000-aaaaaaaa",
                "0.9.0.202701010000-aaaaaaaa",
                "0.9.0.202601010000-ffffffff",
                "0.9.0"));

    versions.sort(VersionOrder.ASCENDING);

    assertThat(versions)
        .containsExactly(
            "0.9.0",
            "0.9.0.202601010000-ffffffff",
            "0.9.0.202701010000-aaaaaaaa",
            "0.10.0.202601010000-aaaaaaaa");
  }

  /** A folder outside any repository, or one where nothing was committed yet. */
  @Test
  void withoutACommitTheTimeIsZero(@TempDir Path folder) throws Exception {
    assertThat(CommitTime.of(Files.createDirectories(folder.resolve("x")), List.of()))
        .isEqualTo("000000000000");
  }
}
