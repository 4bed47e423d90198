package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Mistakes that {@code check} cannot see: what the paper says and the folder does otherwise. The
 * double that the folder declares finds them, and the promise that is broken says its name.
 */
class SownMistakesTest {

  private static final Path SOUND = Path.of("src/test/connectors/fjellwerk").toAbsolutePath();

  @TempDir Path folder;

  @ParameterizedTest(name = "{1} becomes {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mapping.yaml | `\"2\": HIGH` | `\"2\": HIHG` | anOrderIsCreatedReadBackAndAttached",
        "recipe.yaml | `mapping: create, json: { ticket:` | `mapping: create, json: { order:` | anOrderIsCreatedReadBackAndAttached",
        "recipe.yaml | /files/${attachment.name} | /file/${attachment.name} | anOrderIsCreatedReadBackAndAttached",
        "reading.yaml | /outcome/note | /outcome/notes | anEndIsReadWithAllThatItTells",
        "reading.yaml | read.minutes / 60.0 | read.minutes | anEndIsReadWithAllThatItTells",
        "reading.yaml | == 'NONE' | == 'NOFAULT' | anEndWhereNothingWasWrongIsAFalseAlarm",
      })
  void aMistakeBreaksAPromiseThatSaysItsName(String file, String from, String to, String promise)
      throws Exception {
    Path sown = sown(file, from, to);
    ConnectorFolder.read(sown);
    assertThatThrownBy(() -> promise(sown, promise).getExecutable().execute())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("fjellwerk: " + promise + ": ");
  }

  @Test
  void withoutAMistakeThePromisesHold() throws Throwable {
    promise(SOUND, "anOrderIsCreatedReadBackAndAttached").getExecutable().execute();
    promise(SOUND, "anEndIsReadWithAllThatItTells").getExecutable().execute();
    promise(SOUND, "anEndWhereNothingWasWrongIsAFalseAlarm").getExecutable().execute();
  }

  @Test
  void aFolderThatReadsEndsSaysHowPeopleEndOrders() throws Exception {
    Path silent = sown("double.yaml", "working:", "# working:");
    assertThatThrownBy(() -> DeclaredFoldersTest.checked(silent))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("plant.working");
  }

  /** Every promise of the contract is there, those about kinds of faults once for each. */
  @Test
  void noPromiseIsForgotten() {
    assertThat(promises(SOUND).map(DynamicTest::getDisplayName))
        .contains(
            "aHintMakesTheOrderReadAtOnce",
            "aFaultOnTheCreateMakesNoSecondOrder SILENT_204",
            "aFaultOnTheCreateMakesNoSecondOrder UNAVAILABLE",
            "ordersFlowManyAtATimeWithoutADouble")
        .doesNotHaveDuplicates()
        .hasSizeGreaterThan(40);
  }

  private static DynamicTest promise(Path connector, String name) {
    return promises(connector)
        .filter(test -> test.getDisplayName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<DynamicTest> promises(Path connector) {
    return Promises.of(
        connector.getFileName().toString(),
        FolderContract.class,
        () -> new FolderContract(test -> connector) {});
  }

  private Path sown(String name, String from, String to) throws IOException {
    Path copy = folder.resolve(SOUND.getFileName());
    try (Stream<Path> files = Files.walk(SOUND)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(SOUND.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    String text = Files.readString(copy.resolve(name));
    assertThat(text).contains(from);
    Files.writeString(copy.resolve(name), text.replace(from, to));
    return copy;
  }
}
