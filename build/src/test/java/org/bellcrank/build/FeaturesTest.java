package org.bellcrank.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesTest {

  @TempDir private Path folder;

  private void feature(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name + ".feature"), text);
  }

  @Test
  void commentsAndEmptyLinesAreNoBundles() throws Exception {
    feature("core", "# all of it\n\njournal\n  rule # decides\norg.eclipse.paho:client\n");

    assertThat(Features.read(folder).get("core").entries())
        .containsExactly(
            new Feature.Entry("journal", 3),
            new Feature.Entry("rule", 4),
            new Feature.Entry("org.eclipse.paho:client", 5));
  }

  @Test
  void aBundleInTwoFeaturesIsRefusedNamingBoth() throws Exception {
    feature("core", "journal\n");
    feature("vision", "vision\njournal\n");

    assertThatThrownBy(() -> Features.read(folder))
        .isInstanceOf(FeatureException.class)
        .hasMessageContaining("journal")
        .hasMessageContaining("core.feature line 1")
        .hasMessageContaining("vision.feature line 2");
  }

  @Test
  void aBundleTwiceInOneFeatureIsRefused() throws Exception {
    feature("core", "journal\nrule\njournal\n");

    assertThatThrownBy(() -> Features.read(folder))
        .hasMessageContaining("core.feature line 1")
        .hasMessageContaining("core.feature line 3");
  }

  @Test
  void aVersionIsRefused() throws Exception {
    feature("core", "org.eclipse.paho:client:1.2.5\n");

    assertThatThrownBy(() -> Features.read(folder))
        .isInstanceOf(FeatureException.class)
        .hasMessageContaining("core.feature line 1")
        .hasMessageContaining("without a version");
  }

  @Test
  void aMissingFeatureIsAnsweredWithThoseThatExist() throws Exception {
    feature("core", "journal\n");

    Features features = Features.read(folder);

    assertThatThrownBy(() -> features.get("cor")).hasMessageContaining("[core]");
  }

  @Test
  void anEmptyFeatureIsRefused() throws Exception {
    feature("core", "# nothing yet\n");

    assertThatThrownBy(() -> Features.read(folder)).hasMessageContaining("names no bundle");
  }
}
