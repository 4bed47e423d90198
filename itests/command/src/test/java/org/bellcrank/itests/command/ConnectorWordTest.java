package org.bellcrank.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new connector's folder, by the shipped packages alone. */
@Timeout(120)
class ConnectorWordTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"rest", "soap"})
  void aNewFolderIsMadeAndCheckFindsNothing(String family) throws Exception {
    Path into = folder.resolve("made");
    String[] words = {"connector", "new", "my-system", "--family", family, "--into", "" + into};
    try (Command made = Command.start(folder, words)) {
      assertThat(made.status(LIMIT)).as(made.all()).isZero();
      assertThat(made.said().get(0)).contains("my-system: made, family " + family);
    }
    try (Command check = Command.start(folder, "check", "" + into.resolve("my-system"))) {
      assertThat(check.status(LIMIT)).as(check.all()).isZero();
      assertThat(check.said()).anyMatch(line -> line.contains("ok, connector my-system"));
    }
    try (Command again = Command.start(folder, words)) {
      assertThat(again.status(LIMIT)).as(again.all()).isEqualTo(2);
      assertThat(again.complained()).anyMatch(line -> line.contains("is there already"));
    }
  }

  /** The name of a shipped one is taken wherever the new folder is to lie. */
  @Test
  void theNameOfAShippedConnectorIsTaken() throws Exception {
    try (Command taken =
        Command.start(
            folder, "connector", "new", "maximo", "--family", "rest", "--into", "" + folder)) {
      assertThat(taken.status(LIMIT)).as(taken.all()).isEqualTo(2);
      assertThat(taken.complained().get(0)).contains("maximo is there already");
      assertThat(folder.resolve("maximo")).doesNotExist();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/no/such/folder"})
  void whatCannotBeTestedIsToldBeforeAnythingIsBuilt(String given) throws Exception {
    File said = folder.resolve("said.txt").toFile();
    Process script =
        new ProcessBuilder(
                List.of(
                    "sh", Command.HOME.resolve("bellcrank").toString(), "connector", "test", given))
            .redirectErrorStream(true)
            .redirectOutput(said)
            .start();
    assertThat(script.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(script.exitValue()).isEqualTo(2);
    assertThat(Files.readAllLines(said.toPath()))
        .singleElement()
        .asString()
        .contains("given '" + given + "'; allowed: one folder with connector.yaml");
  }
}
