package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EarlierRunsTest {

  @TempDir Path parent;

  @Test
  void theNewestStayAndWhatIsNoneOfOursIsNotTouched() throws Exception {
    for (int day = 10; day < 18; day++) {
      Path folder = Files.createDirectory(parent.resolve("202603" + day + "-060000-77"));
      Files.createDirectory(folder.resolve("log"));
      Files.createFile(folder.resolve(DataDirectory.LOCK));
    }
    Files.createDirectory(parent.resolve("mine"));
    Files.createDirectory(parent.resolve("20260301-060000-5")); // without a lock: being made
    EarlierRuns.tidy(parent.resolve("20260317-060000-77"), 3);
    assertThat(names())
        .containsExactly(
            "20260301-060000-5",
            "20260315-060000-77",
            "20260316-060000-77",
            "20260317-060000-77",
            "mine");
  }

  @Test
  @Timeout(60)
  void whatAnotherProcessUsesStays() throws Exception {
    Path used = Files.createDirectory(parent.resolve("20260301-060000-1"));
    Files.createFile(used.resolve(DataDirectory.LOCK));
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                used.resolve(DataDirectory.LOCK).toString())
            .start();
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('!');
      EarlierRuns.tidy(parent.resolve("20260317-060000-77"), 1);
      assertThat(used).exists();
    } finally {
      holder.destroyForcibly();
      assertThat(holder.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    EarlierRuns.tidy(parent.resolve("20260317-060000-77"), 1);
    assertThat(used).doesNotExist();
  }

  private List<String> names() throws Exception {
    try (Stream<Path> all = Files.list(parent)) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  /** Locks a file, says so and waits for its end. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        System.out.print(lock.isValid() ? "!" : "?");
        System.out.flush();
        System.in.read();
      }
    }
  }
}
