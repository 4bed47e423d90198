package org.bellcrank.delivery.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bellcrank.verb.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorVerbTest {

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();
  private final List<String> complained = new ArrayList<>();
  private final ConnectorVerb verb = new ConnectorVerb();

  private int run(String... words) {
    return verb.run(
        List.of(words),
        new Terminal() {
          @Override
          public void line(String text) {
            said.add(text);
          }

          @Override
          public void progress(String text) {
            throw new AssertionError(text);
          }

          @Override
          public void error(String text) {
            complained.add(text);
          }
        });
  }

  @Test
  void aFolderIsMadeAndWhatComesNextIsSaid() {
    assertThat(run("new", "my-system", "--family", "rest", "--into", folder.toString())).isZero();
    assertThat(folder.resolve("my-system/connector.yaml")).isRegularFile();
    assertThat(said.get(0)).contains("my-system", "family rest", "nothing verified");
    assertThat(said).anyMatch(line -> line.contains("./bellcrank check "));
    assertThat(said).anyMatch(line -> line.contains("./bellcrank connector test "));
    assertThat(complained).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "new My_System --family rest, 'My_System' is no name",
    "new my-system --family soup, family soup; there are [rest",
    "new my-system, family not said",
    "new my-system --family, '--family' is no option or wants",
    "new my-system --fam rest, '--fam' is no option",
    "new, 'new' wants more",
    "make my-system --family rest, 'make' wants more",
  })
  void whatDoesNotFitIsToldWithWhatIsAllowed(String words, String told) throws Exception {
    String[] given = words.split(" ");
    assertThat(verb.complaint(List.of(given)))
        .hasValueSatisfying(
            text ->
                assertThat(text.replace(", or", " or"))
                    .contains(told, "given " + List.of(given), "connector new NAME --family F"));
    assertThat(run(given)).isEqualTo(2);
    assertThat(complained).hasSize(1);
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aNameThatIsTakenIsRefusedAndNothingIsWritten() throws Exception {
    Path there = Files.createDirectory(folder.resolve("my-system"));
    assertThat(run("new", "my-system", "--family", "sql", "--into", folder.toString()))
        .isEqualTo(2);
    assertThat(complained.get(0)).contains("my-system is there already");
    assertThat(there).isEmptyDirectory();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsTold() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no directory");
    assertThat(run("new", "my-system", "--family", "sql", "--into", file.toString())).isEqualTo(1);
    assertThat(complained.get(0)).contains("cannot be written");
  }
}
