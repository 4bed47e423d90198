package org.bellcrank.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTextTest {

  private static InputStream sent(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anAnswerOfAllBytesThatAreAllowedIsTakenWhole() throws Exception {
    assertThat(AnswerText.of(sent("Öl,12"), 6)).isEqualTo("Öl,12");
  }

  @Test
  void anAnswerWithOneByteMoreIsRefusedThoughItHasFewerCharacters() {
    assertThatThrownBy(() -> AnswerText.of(sent("Öl,123"), 6))
        .isInstanceOf(HistorianException.class)
        .hasMessageContaining("more than 6 bytes");
  }
}
