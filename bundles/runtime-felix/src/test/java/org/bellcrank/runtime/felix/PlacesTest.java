package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {

  @TempDir Path home;

  @BeforeEach
  void profiles() throws Exception {
    for (String name : List.of("demo", "bench", "chaos", "gateway", "tools")) {
      Files.createDirectories(home.resolve("kura-config/profiles").resolve(name));
    }
  }

  @Test
  void aWordTakesTheProfileMadeForItAndElseTheTools() throws Exception {
    assertThat(profile("demo", Optional.empty())).isEqualTo("demo");
    assertThat(profile("bench", Optional.empty())).isEqualTo("bench");
    assertThat(profile("run", Optional.empty())).isEqualTo("gateway");
    assertThat(profile("evaluate", Optional.empty())).isEqualTo("tools");
    assertThat(profile("chaos", Optional.empty())).isEqualTo("tools");
  }

  @Test
  void aProfileThatIsAskedForGoesBeforeTheWordsOwn() throws Exception {
    assertThat(profile("bench", Optional.of("demo"))).isEqualTo("demo");
    assertThatThrownBy(() -> profile("bench", Optional.of("plant")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("--profile plant");
  }

  @Test
  void ofAProfileThatIsNamedTheWordsOwnFormGoesFirst() throws Exception {
    Files.createDirectories(home.resolve("kura-config/profiles/plant"));
    Files.createDirectories(home.resolve("kura-config/profiles/demo-plant"));

    assertThat(profile("demo", Optional.of("plant"))).isEqualTo("demo-plant");
    assertThat(profile("run", Optional.of("plant"))).isEqualTo("plant");
  }

  private String profile(String word, Optional<String> asked) throws StartException {
    return new Places(home, home).profile(word, asked).getFileName().toString();
  }
}
