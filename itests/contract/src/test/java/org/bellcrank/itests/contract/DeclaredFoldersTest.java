package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.document.InvalidDocumentException;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Folders that declare their double and have no contract of their own in Java: they keep every
 * promise as well. The system property {@code connectors.more} names a further directory of such
 * folders, or one of them; then these alone are tried.
 */
class DeclaredFoldersTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path OURS = Path.of("src/test/connectors");

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicContainer> everyFolderKeepsAllPromises() throws IOException {
    List<Path> folders = folders();
    assertThat(folders).as("folders with a double.yaml").isNotEmpty();
    return folders.stream()
        .map(
            folder ->
                DynamicContainer.dynamicContainer(
                    folder.getFileName().toString(),
                    Stream.concat(Stream.of(sound(folder)), promises(folder))));
  }

  /** The folder itself is well: what it says is told with its place. */
  private static DynamicTest sound(Path folder) {
    return DynamicTest.dynamicTest("check finds nothing", () -> checked(folder));
  }

  /** Without words for how people end orders, no promise of reading would be tried. */
  static void checked(Path folder) throws IOException, InvalidDocumentException {
    boolean reads = ConnectorFolder.read(folder).reading().isPresent();
    assertThat(!reads || DeclaredFolder.read(folder).ending().isPresent())
        .as(
            "%s/double.yaml: given no plant.working; allowed: one, since reading.yaml says that the"
                + " end of orders is read",
            folder.getFileName())
        .isTrue();
  }

  private static Stream<DynamicTest> promises(Path folder) {
    String who = folder.getFileName().toString();
    return DeclaredFolder.read(folder).declaration().isDatabase()
        ? Promises.of(who, SqlFolderContract.class, () -> new SqlFolderContract(test -> folder) {})
        : Promises.of(who, FolderContract.class, () -> new FolderContract(test -> folder) {});
  }

  /** What is tried here. */
  static List<Path> folders() throws IOException {
    Optional<Path> more = Optional.ofNullable(System.getProperty("connectors.more")).map(Path::of);
    if (more.isPresent()) {
      Path given = ROOT.resolve(more.get()).normalize();
      return DeclaredFolder.isOne(given) ? List.of(given) : under(given);
    }
    List<Path> all = new ArrayList<>(under(OURS.toAbsolutePath()));
    under(ROOT.resolve("camel-routes")).stream()
        .filter(folder -> !EveryFolderTest.hasContract(folder.getFileName().toString()))
        .forEach(all::add);
    return all;
  }

  private static List<Path> under(Path directory) throws IOException {
    try (Stream<Path> folders = Files.list(directory)) {
      return folders.filter(DeclaredFolder::isOne).sorted().toList();
    }
  }
}
