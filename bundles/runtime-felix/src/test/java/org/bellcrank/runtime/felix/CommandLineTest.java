package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

  private static CommandLine line(String text) throws StartException {
    return CommandLine.of(text.isEmpty() ? List.of() : List.of(text.split(" ")));
  }

  @Test
  void whatTheLauncherDoesNotTakeIsTheVerbs() throws Exception {
    CommandLine line = line("demo --orders 5 --port 8100 --report out.json --data=/d --set a=b=c");

    assertThat(line.word()).isEqualTo("demo");
    assertThat(line.take("port")).contains("8100");
    assertThat(line.take("data")).contains("/d");
    assertThat(line.take("profile")).isEmpty();
    assertThat(line.settings()).containsEntry("a", "b=c");
    assertThat(line.verbArguments()).containsExactly("--orders", "5", "--report", "out.json");
  }

  @Test
  void anOptionWithoutItsValueIsToldByName() throws Exception {
    CommandLine line = line("run --port");

    assertThatThrownBy(() -> line.take("port"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("--port needs a value");
  }

  @Test
  void aSettingWithoutNameOrValueIsRefused() {
    assertThatThrownBy(() -> line("run --set a")).hasMessageContaining("name=value");
    assertThatThrownBy(() -> line("run --set =a")).hasMessageContaining("name=value");
  }

  @Test
  void nothingAtAllAsksForHelp() throws Exception {
    assertThat(Help.asked(line(""))).isTrue();
    assertThat(Help.asked(line("demo --help"))).isTrue();
    assertThat(Help.asked(line("demo --orders 5"))).isFalse();
  }
}
