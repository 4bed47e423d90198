package org.bellcrank.delivery.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** New folders: whole, sound, under their own name. */
class ScaffoldTest {

  private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "camel-routes");

  @TempDir Path folder;

  static List<String> families() {
    return Scaffold.families();
  }

  @ParameterizedTest
  @MethodSource("families")
  void aNewFolderIsSoundAndCarriesItsOwnNameEverywhere(String family) throws Exception {
    Path made = Scaffold.make("my-system", family, folder);
    Connector connector = ConnectorFolder.read(made);
    assertThat(connector.id()).isEqualTo("my-system");
    assertThat(connector.title()).contains("nothing verified");
    assertThat(Files.readString(made.resolve("connector.yaml")))
        .contains("against: nothing", "a template");
    assertThat(connector.reading()).isPresent();
    for (Path file : files(made)) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .doesNotContain("custom-rest", "custom-jdbc", "small-soap", "NAME", "(documented)");
    }
    assertThat(Files.readString(made.resolve("routes/my-system.camel.yaml")))
        .contains("id: my-system-call", "uri: direct:my-system/call");
    assertThat(Files.readString(made.resolve("README.md")))
        .startsWith("# my-system")
        .contains("Template, nothing verified", "--family " + family);
  }

  @ParameterizedTest
  @MethodSource("families")
  void aNewFolderHasWhatTheShippedOnesHaveAndADoubleOfItsOwn(String family) throws Exception {
    Path made = Scaffold.make("my-system", family, folder);
    for (String file :
        List.of(
            "README.md",
            "connector.yaml",
            "double.yaml",
            "facts.yaml",
            "mapping.yaml",
            "reading.yaml",
            "recipe.yaml")) {
      assertThat(made.resolve(file)).isRegularFile();
    }
    for (String file :
        List.of("facts.yaml", "double.yaml", "mapping.yaml", "recipe.yaml", "connector.yaml")) {
      assertThat(Files.readString(made.resolve(file))).startsWith("# TEMPLATE, to be changed");
    }
    assertThat(files(made.resolve("conversations"))).hasSizeGreaterThan(1);
  }

  /**
   * A file that comes to the shipped folder later has to come along, but the register: no declared
   * double shows one yet.
   */
  @ParameterizedTest
  @CsvSource({"rest, custom-rest", "rest-token, custom-rest", "sql, custom-jdbc"})
  void nothingOfTheShippedFolderIsForgotten(String family, String kind) throws IOException {
    Path made = Scaffold.make(kind, family, folder);
    assertThat(files(made).stream().map(made::relativize))
        .containsExactlyElementsOf(
            files(SHIPPED.resolve(kind)).stream()
                .map(SHIPPED.resolve(kind)::relativize)
                .filter(file -> !file.equals(Path.of("assets.yaml")))
                .toList());
  }

  @Test
  void whatIsThereIsNeverOverwritten() throws IOException {
    Path there = Files.createDirectory(folder.resolve("my-system"));
    assertThatThrownBy(() -> Scaffold.make("my-system", "rest", folder))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(there).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "maintainx, true",
    "sap-s5, true",
    "a1, true",
    "a, false",
    "My-System, false",
    "my_system, false",
    "my--system, false",
    "my-, false",
    "1st, false",
    "../up, false",
    "a1234567890123456789012345678901234567890, false"
  })
  void aNameIsWhatAFolderAndARouteCanBeCalled(String name, boolean allowed) {
    assertThat(Scaffold.isName(name)).isEqualTo(allowed);
  }

  private static List<Path> files(Path from) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
