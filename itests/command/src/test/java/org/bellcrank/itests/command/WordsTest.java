package org.bellcrank.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told who asks, mistypes or gives what is not there. */
@Timeout(90)
class WordsTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> WORDS =
      List.of(
          "bench",
          "chaos",
          "check",
          "connector",
          "demo",
          "evaluate",
          "export",
          "facts",
          "replay",
          "run",
          "site",
          "verify",
          "workbench");

  @TempDir private Path folder;

  @Test
  void helpListsEveryWord() throws Exception {
    try (Command help = Command.start(folder, "--help")) {
      assertThat(help.status(LIMIT)).as(help.all()).isZero();
      for (String word : WORDS) {
        assertThat(help.said()).anyMatch(line -> line.startsWith("  " + word + " "));
      }
      assertThat(help.complained()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "evaluate"})
  void aWordTellsItsOptions(String word) throws Exception {
    try (Command help = Command.start(folder, word, "--help")) {
      assertThat(help.status(LIMIT)).as(help.all()).isZero();
      assertThat(help.said().get(0)).startsWith(word + " ");
      assertThat(help.complained()).isEmpty();
    }
  }

  @Test
  void aTypoIsAnsweredWithOneLineThatNamesTheNearestWord() throws Exception {
    oneLine("'rum', perhaps run", "rum");
  }

  @Test
  void wrongArgumentsAreAnsweredWithOneLineBeforeAnythingStarts() throws Exception {
    oneLine("--orders: given 'x'; allowed 1 to 999999", "demo", "--orders", "x");
    oneLine("given [foo]; allowed: one of", "bench", "foo");
  }

  @Test
  void aSourceThatIsNotThereIsAnsweredWithOneLine() throws Exception {
    oneLine("is not there; allowed: a video file", "demo", "--source", "/no/such/film.mp4");
  }

  private void oneLine(String words, String... arguments) throws IOException, InterruptedException {
    try (Command command = Command.start(folder, arguments)) {
      assertThat(command.status(LIMIT)).as(command.all()).isEqualTo(2);
      assertThat(command.complained()).hasSize(1);
      assertThat(command.complained().get(0)).contains(words);
      assertThat(command.said()).isEmpty();
    }
  }
}
