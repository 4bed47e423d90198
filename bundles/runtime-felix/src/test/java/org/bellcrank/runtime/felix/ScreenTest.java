package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final ByteArrayOutputStream results = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

  private Screen screen(boolean person) {
    return new Screen(new PrintStream(results), new PrintStream(complaints), person);
  }

  @Test
  void whereNobodyLooksThereIsNoProgress() {
    Screen screen = screen(false);
    screen.progress("12 %");
    screen.line("order 1");
    screen.error("camera gone");

    assertThat(results).hasToString("order 1\n");
    assertThat(complaints).hasToString("camera gone\n");
  }

  @Test
  void aProgressLineIsWipedBeforeAnythingElse() {
    Screen screen = screen(true);
    screen.progress("12 %");
    screen.line("order 1");
    screen.line("order 2");

    assertThat(results).hasToString("\r\u001b[K12 %\r\u001b[Korder 1\norder 2\n");
  }
}
