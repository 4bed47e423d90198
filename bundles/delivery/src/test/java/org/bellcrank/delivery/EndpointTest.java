package org.bellcrank.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bellcrank.delivery.ConnectorInstance.Keys;
import org.bellcrank.delivery.ConnectorInstance.Transport;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorCheck;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.document.Documents;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The five items of the transport check list, as they hold at one endpoint. */
class EndpointTest {

  private static Connector loaded(String kind) throws Exception {
    return ConnectorInstancesTest.loaded(kind).find(kind).orElseThrow();
  }

  private static Endpoint endpoint(String kind, String address, Transport own) throws Exception {
    return endpoint(kind, address, OptionalInt.empty(), Optional.empty(), own);
  }

  private static Endpoint endpoint(
      String kind, String address, OptionalInt perMinute, Optional<Keys> keys, Transport own)
      throws Exception {
    ConnectorInstance instance =
        new ConnectorInstance(
            "e",
            kind,
            "e",
            "plant",
            URI.create(address),
            Optional.of("secret:e"),
            Map.of(),
            OptionalInt.empty(),
            perMinute,
            Optional.empty(),
            keys);
    return Endpoint.of(instance.over(own), loaded(kind));
  }

  private static Transport own(String lowest, String plain) {
    return new Transport(
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.ofNullable(lowest),
        Optional.ofNullable(plain));
  }

  @ParameterizedTest
  @CsvSource({
    "maximo, https://cmms.example, ''",
    "maximo, http://localhost:8080, ''",
    "maximo, http://[::1]:8080, ''",
    "maximo, http://cmms.example, 'given http; allowed: https, or tls: { none: why'",
    "maximo, rfc://sap/00, 'given rfc; allowed: https'",
    "custom-jdbc, jdbc:postgresql://127.0.0.1:5432/orders, ''",
    "custom-jdbc, jdbc:postgresql://db.example/o?currentSchema=x&sslmode=verify-full, ''",
    "custom-jdbc, jdbc:postgresql://db.example/o?sslmode=prefer, 'given jdbc; allowed: jdbc:postgresql with sslmode'",
    "custom-jdbc, jdbc:postgresql://db.example/o?currentSchema=my%20schema, 'given jdbc; allowed: jdbc:postgresql with sslmode'",
    "custom-jdbc, https://db.example, 'given https; allowed: jdbc'",
    "sap-ecc-rfc, rfc://sap/00, ''",
    "infor-eam-bod, http://eam.example, ''"
  })
  void anAddressHasAProtocolInCommonAndTlsToAnotherMachine(
      String kind, String address, String complaint) throws Exception {
    List<String> complaints = endpoint(kind, address, Transport.NONE).complaints();
    if (complaint.isEmpty()) {
      assertThat(complaints).isEmpty();
    } else {
      assertThat(complaints).singleElement().asString().contains(complaint);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "maximo, http://127.0.0.1:8482, no TLS (this machine)",
    "maximo, http://cmms.example, no TLS",
    "custom-rest, https://eam.example, TLS 1.2 or newer (system: TLS 1.2)",
    "maximo, https://eam.example, 'TLS 1.2 or newer (system: TLS 1.2 by us, none stated)'",
    "custom-jdbc, jdbc:postgresql://127.0.0.1:5432/orders, no TLS (this machine)",
    "custom-jdbc, jdbc:postgresql://db/orders?sslmode=verify-ca, 'TLS, sslmode=verify-ca'"
  })
  void theListSaysOfEachWayWhetherItHasTls(String kind, String address, String tls)
      throws Exception {
    assertThat(endpoint(kind, address, Transport.NONE).items()).containsEntry("tls", tls);
  }

  @Test
  void whatSomebodySaidIsMeantIsNoComplaintAndItsReasonIsShown() throws Exception {
    Endpoint endpoint =
        endpoint("maximo", "http://cmms.example", own(null, "own network of hall 3"));
    assertThat(endpoint.complaints()).isEmpty();
    assertThat(endpoint.items()).containsEntry("tls", "no TLS (meant: own network of hall 3)");
  }

  @Test
  void numbersAreThoseThatTheGatewayKeepsToBesideWhatTheVendorStates() throws Exception {
    assertThat(endpoint("atlas", "https://atlas.example", Transport.NONE).items())
        .containsEntry("rate", "100 a minute, 1000 an hour (system: 100 a minute, 1000 an hour)")
        .containsEntry("payload", "5242880 bytes (system: none stated)");
    Transport own =
        new Transport(
            OptionalInt.of(0), OptionalInt.of(65_536), Optional.of("1.3"), Optional.empty());
    Endpoint endpoint =
        endpoint(
            "atlas",
            "https://atlas.example",
            OptionalInt.of(20),
            Optional.of(new Keys("SSLKeystore", "gw")),
            own);
    assertThat(endpoint.items())
        .containsEntry("protocol", "https")
        .containsEntry("tls", "TLS 1.3 or newer (system: TLS 1.2 by us, none stated)")
        .containsEntry(
            "authentication", "token of a sign-on, in a header, key gw of keystore SSLKeystore")
        .containsEntry("rate", "20 a minute (system: 100 a minute, 1000 an hour)")
        .containsEntry("payload", "65536 bytes (system: none stated)")
        .hasSize(5);
    assertThat(endpoint.line().split("; ")).hasSize(5);
  }

  /** As a site's own copy from before such limits were known. */
  @Test
  void aFolderThatSaysNoLimitsKeepsToThoseOfItsFacts(@TempDir Path into) throws Exception {
    Path from = Path.of(System.getProperty("project.root"), "camel-routes", "atlas");
    Path copy = into.resolve("atlas");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path each : files.toList()) {
        Files.copy(each, copy.resolve(from.relativize(each).toString()));
      }
    }
    Path root = copy.resolve("connector.yaml");
    Files.writeString(
        root, Files.readString(root).replaceAll("(?m)^  requestsPer(Minute|Hour): .*\n", ""));
    Connector connector = ConnectorFolder.read(copy);
    assertThat(connector.limits().requestsPerMinute()).isEqualTo(100);
    assertThat(connector.limits().requestsPerHour()).isEqualTo(1000);
    assertThat(ConnectorCheck.transport(connector))
        .extracting(Problem::text)
        .anySatisfy(text -> assertThat(text).contains("/limits/requestsPerHour", "no limit"));
  }

  @Test
  void itIsReadFromTheSiteDocuments() throws Exception {
    List<ConnectorInstance> read =
        ConnectorInstances.read(
            Documents.parse(
                "connectors.yaml",
                """
                connectors:
                  - id: a1
                    kind: maximo
                    site: p
                    address: https://x
                    limits: { requestsPerHour: 900, maxBytes: 1048576 }
                    tls: { lowest: "1.3" }
                  - { id: b1, kind: maximo, site: p, address: "http://x", tls: { none: "own network of hall 3" } }
                  - { id: c1, kind: maximo, site: p, address: "http://x" }
                """));
    assertThat(read)
        .extracting(ConnectorInstance::transport)
        .containsExactly(
            new Transport(
                OptionalInt.of(900),
                OptionalInt.of(1_048_576),
                Optional.of("1.3"),
                Optional.empty()),
            own(null, "own network of hall 3"),
            Transport.NONE);
  }
}
