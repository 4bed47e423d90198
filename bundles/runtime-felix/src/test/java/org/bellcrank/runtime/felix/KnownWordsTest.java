package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownWordsTest {

  private static final Map<String, Word> WORDS =
      new TreeMap<>(
          Map.of(
              "demo",
                  new Word("demo", "shows = all: é", "demo [options]\n  --orders N  how many\n"),
              "check", new Word("check", "looks", "check FILE")));

  @TempDir private Path folder;
  private Path file;
  private Path dp;

  @BeforeEach
  void aPackage() throws Exception {
    file = folder.resolve("target/words/tools.properties");
    dp = Files.writeString(folder.resolve("bellcrank-core.dp"), "content");
  }

  @Test
  void whatWasKeptIsReadAgainWordForWord() {
    known().write(WORDS);
    assertThat(known().read()).hasValueSatisfying(read -> assertThat(read).isEqualTo(WORDS));
  }

  @Test
  void nothingIsKnownBeforeTheFirstTime() {
    assertThat(known().read()).isEmpty();
  }

  @Test
  void wordsOfPackagesThatChangedAreAskedAgain() throws Exception {
    known().write(WORDS);
    Files.writeString(dp, "other content");
    assertThat(known().read()).isEmpty();
    known().write(WORDS);
    Path second = Files.writeString(folder.resolve("bellcrank-console.dp"), "x");
    assertThat(new KnownWords(file, List.of(dp, second)).read()).isEmpty();
  }

  @Test
  void aFileThatIsNoneOfOursIsNotBelieved() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "demo.summary=\\u00zz");
    assertThat(known().read()).isEmpty();
    Files.writeString(file, "demo.summary=shows");
    assertThat(known().read()).isEmpty();
  }

  @Test
  void wherePlaceIsNoneTheCallGoesOn() throws Exception {
    Files.writeString(folder.resolve("target"), "a file where the folder would be");
    known().write(WORDS);
    assertThat(known().read()).isEmpty();
  }

  private KnownWords known() {
    return new KnownWords(file, List.of(dp));
  }
}
