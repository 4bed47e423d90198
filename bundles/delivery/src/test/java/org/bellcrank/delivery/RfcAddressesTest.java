package org.bellcrank.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of function modules in the site documents. */
class RfcAddressesTest {

  private static Node functions(String kind, String address) throws Exception {
    return Documents.parse(
        "connectors.yaml",
        ("connectors: [{ id: p01, kind: %s, site: plant, address: \"%s\", credential: 'secret:p01',"
                + " context: { notificationType: M1, zone: Europe/Berlin, service: /sap/bc/x } }]")
            .formatted(kind, address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rfc://sap.plant.example/00?client=100",
        "rfc://sap.plant.example/00?client=100&language=DE",
        "rfc://P01"
      })
  void functionModulesAreReachedAtAHostOrUnderANameOfTheBridges(String address) throws Exception {
    Node document = functions("sap-ecc-rfc", address);
    assertThat(ConnectorInstances.read(document).get(0).address()).hasToString(address);
    assertThat(
            ConnectorInstances.check(
                document.asMap().maps("connectors"), ConnectorInstancesTest.loaded("sap-ecc-rfc")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "rfc://sap.plant.example/00,without client",
    "rfc://sap.plant.example/00?client=1,client",
    "rfc://sap.plant.example/00?client=100&password=word,password",
    "rfc://sap.plant.example/0?client=100,rfc://",
    "rfc://ada:word@sap.plant.example/00?client=100,rfc://"
  })
  void anAddressOfFunctionModulesThatLeadsNowhereIsRefusedWithItsPlace(String address, String why) {
    assertThatThrownBy(() -> ConnectorInstances.read(functions("sap-ecc-rfc", address)))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("/address")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({
    "sap-ecc-rfc,https://sap.plant.example,calls function modules",
    "sap-ecc,rfc://P01,calls no function modules"
  })
  void anAddressOfAnotherKindThanItsConnectorNeedsIsTold(String kind, String address, String why)
      throws Exception {
    assertThat(
            ConnectorInstances.check(
                functions(kind, address).asMap().maps("connectors"),
                ConnectorInstancesTest.loaded(kind)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.text()).contains("/connectors/0/address", why);
            });
  }

  /** Such as one that says beside which other folder it stands. */
  @Test
  void aCommentThatNamesFunctionModulesCallsNone(@TempDir Path home) throws Exception {
    Path from = Path.of(System.getProperty("project.root"), "camel-routes", "sap-ecc");
    Path folder = home.resolve("sap-ecc");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(from.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    try (Stream<Path> routes = Files.list(folder.resolve("routes"))) {
      Path route = routes.findFirst().orElseThrow();
      Files.writeString(
          route, "# sap-ecc-rfc has direct:bellcrank/rfc here\n" + Files.readString(route));
    }
    assertThat(
            ConnectorInstances.check(
                functions("sap-ecc", "https://sap.plant.example").asMap().maps("connectors"),
                ConnectorInstancesTest.only(ConnectorFolder.read(folder))))
        .isEmpty();
  }
}
