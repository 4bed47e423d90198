package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No connector ships that has not kept the promises of delivery against a double. */
class EveryFolderTest {

  private static final Path ROUTES = Path.of(System.getProperty("project.root"), "camel-routes");

  static List<String> folders() throws IOException {
    try (Stream<Path> folders = Files.list(ROUTES)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve("connector.yaml")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void eachFolderIsPutThroughTheContractAndSaysWhatItIs(String folder) throws Exception {
    if (hasContract(folder)) {
      isKeptFor(folder);
    } else {
      assertThat(DeclaredFoldersTest.folders())
          .as("%s has neither a contract in Java nor a double.yaml", folder)
          .contains(ROUTES.resolve(folder));
      assertThat(ROUTES.resolve(folder).resolve("assets.yaml"))
          .as("a register is shown by doubles in Java alone")
          .doesNotExist();
    }
    for (String file : List.of("README.md", "facts.yaml", "mapping.yaml", "recipe.yaml")) {
      assertThat(ROUTES.resolve(folder).resolve(file)).isRegularFile();
    }
    try (Stream<Path> played = Files.list(ROUTES.resolve(folder).resolve("conversations"))) {
      assertThat(played).as("golden conversations").isNotEmpty();
    }
  }

  private static void isKeptFor(String folder) throws Exception {
    try (Plant plant = contract(folder).plant(DoubleOptions.free())) {
      assertThat(plant.kind()).isEqualTo(folder);
    }
  }

  /** Whether a folder has a double and a contract in Java. */
  static boolean hasContract(String folder) {
    try {
      Class.forName(className(folder));
      return true;
    } catch (ClassNotFoundException none) {
      return false;
    }
  }

  /** The contract of a folder. */
  static DeliveryContract contract(String folder) throws ReflectiveOperationException {
    Class<?> contract = Class.forName(className(folder));
    assertThat(DeliveryContract.class).isAssignableFrom(contract);
    assertThat(Modifier.isAbstract(contract.getModifiers())).isFalse();
    return (DeliveryContract) contract.getDeclaredConstructor().newInstance();
  }

  private static String className(String folder) {
    return EveryFolderTest.class.getPackageName() + "." + name(folder) + "ContractTest";
  }

  /** {@code sap-s4} as {@code SapS4}. */
  private static String name(String folder) {
    List<String> words = new ArrayList<>();
    for (String word : folder.split("-")) {
      words.add(word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return String.join("", words);
  }
}
