package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownWordTest {

  private static final List<String> KNOWN =
      List.of("bench", "chaos", "check", "demo", "evaluate", "export", "run", "verify");

  @Test
  void aTypoNamesTheWordsThatAreNear() {
    assertThat(UnknownWord.nearest("rum", KNOWN)).containsExactly("run");
    assertThat(UnknownWord.nearest("chek", KNOWN)).containsExactly("check");
    assertThat(UnknownWord.nearest("verfiy", KNOWN)).containsExactly("verify");
    assertThat(UnknownWord.nearest("eval", KNOWN)).containsExactly("evaluate");
    assertThat(UnknownWord.nearest("install", KNOWN)).isEmpty();
  }

  @Test
  void oneLineSaysWhatWasGivenWhatIsNearAndWhatIsKnown() {
    assertThat(UnknownWord.line("rum", KNOWN))
        .isEqualTo(
            "bellcrank: no word 'rum', perhaps run; known are bench, chaos, check, demo, evaluate,"
                + " export, run, verify; ./bellcrank --help tells what each does");
  }
}
