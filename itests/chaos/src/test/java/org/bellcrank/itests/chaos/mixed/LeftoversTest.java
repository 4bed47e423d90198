package org.bellcrank.itests.chaos.mixed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed run left is undone by the next one, and nothing else is touched. */
class LeftoversTest {

  private static final long NOBODY = 4_194_305; // beyond the greatest process id of Linux

  @TempDir private Path folder;

  @Test
  void whatARunThatIsNoMoreLeftIsUndone() throws Exception {
    Path left = Files.createDirectories(folder.resolve("left/within"));
    Files.writeString(left.resolve("file"), "x");
    Path markers = Files.createDirectories(folder.resolve("markers"));
    Path marker = markers.resolve(NOBODY + "-0.left");
    Files.write(
        marker,
        List.of("folder " + left.getParent(), "mount " + left, "network bellcrank-" + NOBODY));
    try (Leftovers mine = Leftovers.begin(markers)) {
      assertThat(left.getParent()).doesNotExist();
      assertThat(marker).doesNotExist();
      assertThat(markers).isNotEmptyDirectory();
    }
    assertThat(markers).isEmptyDirectory();
  }

  @Test
  void whatARunThatStillLivesMadeStays() throws Exception {
    Path own = Files.createDirectories(folder.resolve("own"));
    Path markers = folder.resolve("markers");
    try (Leftovers running = Leftovers.begin(markers)) {
      running.folder(own);
      Leftovers.begin(markers);
      assertThat(own).exists();
    }
    assertThat(own).doesNotExist();
  }
}
