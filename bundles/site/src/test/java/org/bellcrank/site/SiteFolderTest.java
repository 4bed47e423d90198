package org.bellcrank.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteFolderTest {

  @TempDir Path folder;

  @Test
  void onlyDocumentsAreRead() throws Exception {
    for (String name : new String[] {"b.yaml", "a.yml", "c.json"}) {
      Files.writeString(folder.resolve(name), "# " + name);
    }
    for (String name : new String[] {".b.yaml.swp", ".hidden.yaml", "a.yaml~", "README.md"}) {
      Files.writeString(folder.resolve(name), "not read");
    }
    Files.createDirectory(folder.resolve("folder.yaml"));
    assertThat(SiteFolder.read(folder)).containsOnlyKeys("a.yml", "b.yaml", "c.json");
    assertThat(SiteFolder.read(folder)).containsEntry("c.json", "# c.json");
  }

  @Test
  void aMissingFolderHoldsNothing() throws Exception {
    assertThat(SiteFolder.read(folder.resolve("not-there"))).isEmpty();
  }

  @Test
  void aFileThatIsNoTextIsNamed() throws Exception {
    Files.write(folder.resolve("a.yaml"), "né".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> SiteFolder.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.yaml")
        .hasMessageContaining("UTF-8");
  }
}
