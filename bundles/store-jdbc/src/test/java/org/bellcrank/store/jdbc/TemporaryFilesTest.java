package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.UnitOfWork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writing needs no room but that of the data directory. */
@Timeout(60)
class TemporaryFilesTest {

  /** More pages than SQLite keeps of a savepoint before it opens a file for them. */
  private static final int ENTRIES = 2_000;

  @TempDir Path folder;

  @Test
  void unitsOfAGroupCanBeTakenBackWithoutFilesInTheSystemsTemporaryFolder() {
    Path open = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(open), "open files can be listed");
    CompletableFuture<Void> go = new CompletableFuture<>();
    try (JdbcStore store = JdbcStore.open(folder)) {
      store.submit(unit -> go.join());
      store.submit(unit -> append(unit, "first of the group"));
      CompletableFuture<List<String>> files =
          store.submit(
              unit -> {
                append(unit, "second");
                return temporary(open);
              });
      go.complete(null);
      assertThat(files.join()).isEmpty();
    }
  }

  private static Void append(UnitOfWork unit, String subject) {
    for (int n = 0; n < ENTRIES; n++) {
      // Subjects in no order, so that each entry changes another page of their index.
      unit.append(
          Samples.NOON,
          "test",
          Integer.toHexString(n * 0x9E3779B1) + subject,
          Facts.with("n", n).build());
    }
    return null;
  }

  private static List<String> temporary(Path open) {
    try (Stream<Path> all = Files.list(open)) {
      return all.map(TemporaryFilesTest::target).filter(name -> name.contains("etilqs_")).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }
}
