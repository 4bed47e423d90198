package org.bellcrank.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Node;
import org.bellcrank.document.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document of a site's connector instances. */
class ConnectorInstancesTest {

  private static Node document(String yaml) throws InvalidDocumentException {
    return Documents.parse("connectors.yaml", yaml);
  }

  private static Connectors maximo() throws Exception {
    return loaded("maximo");
  }

  static Connectors loaded(String folder) throws Exception {
    return only(
        ConnectorFolder.read(Path.of(System.getProperty("project.root"), "camel-routes", folder)));
  }

  static Connectors only(Connector connector) {
    return new Connectors() {
      @Override
      public Optional<Connector> find(String kind) {
        return kind.equals(connector.id()) ? Optional.of(connector) : Optional.empty();
      }

      @Override
      public List<Loaded> all() {
        return List.of(new Loaded(connector.id(), "", "", List.of()));
      }
    };
  }

  @Test
  void aDatabaseIsAnAddressToo() throws InvalidDocumentException {
    assertThat(database("jdbc:postgresql://127.0.0.1:5432/mp2?sslmode=require"))
        .isEqualTo(URI.create("jdbc:postgresql://127.0.0.1:5432/mp2?sslmode=require"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://user:word@127.0.0.1/mp2",
        "jdbc:postgresql://127.0.0.1/mp2?ssl=true&password=word",
        "jdbc:postgresql://127.0.0.1/mp2?USER=gateway",
        "jdbc:postgresql://127.0.0.1/mp2?sslkey=/keys/k&sslpassword=word",
        "jdbc:postgresql://127.0.0.1/mp2?%70assword=word",
        "jdbc:postgresql://127.0.0.1",
        "jdbc:sqlite:/tmp/mp2.db"
      })
  void anAddressOfADatabaseHoldsNoCredentialAndIsOfAKindThatIsReached(String address) {
    assertThatThrownBy(() -> database(address))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("address")
        .hasMessageNotContaining("word@");
  }

  private static URI database(String address) throws InvalidDocumentException {
    return ConnectorInstances.read(
            document(
                "connectors: [{ id: mp2, kind: mp2, site: plant, address: \"%s\" }]"
                    .formatted(address)))
        .get(0)
        .address();
  }

  @Test
  void anInstanceIsRead() throws InvalidDocumentException {
    List<ConnectorInstance> instances =
        ConnectorInstances.read(
            document(
                """
                connectors:
                  - id: bedford
                    kind: maximo
                    site: plant
                    address: http://127.0.0.1:8481/maximo
                    credential: secret:bedford
                    context: { siteid: BEDFORD }
                    limits: { concurrency: 8, answerTimeout: PT10S }
                """));
    ConnectorInstance instance = instances.get(0);
    assertThat(instance.address()).isEqualTo(URI.create("http://127.0.0.1:8481/maximo"));
    assertThat(instance.context()).containsEntry("siteid", "BEDFORD");
    assertThat(instance.concurrency()).hasValue(8);
    assertThat(instance.answerTimeout()).contains(Duration.ofSeconds(10));
    assertThat(instance.title()).isEqualTo("bedford");
  }

  @Test
  void aKeystoreGoesWithAnHttpsAddressAlone() throws InvalidDocumentException {
    String safe = keyed("https://cmms/api", "keystore: SSLKeystore, keyAlias: gateway");
    assertThat(ConnectorInstances.read(document(safe)).get(0).keys())
        .contains(new ConnectorInstance.Keys("SSLKeystore", "gateway"));
    assertThat(ConnectorInstances.read(document(keyed("https://cmms", "title: t"))).get(0).keys())
        .isEmpty();
    assertThatThrownBy(
            () -> ConnectorInstances.read(document(keyed("http://cmms", "keystore: SSLKeystore"))))
        .hasMessageContaining("SSLKeystore")
        .hasMessageContaining("no https address");
    assertThatThrownBy(
            () -> ConnectorInstances.read(document(keyed("https://cmms", "keyAlias: gateway"))))
        .hasMessageContaining("none without a keystore");
  }

  @Test
  void theCriticalityIsTheDocumentsUnlessTheInstanceTakesTheCmmss() throws Exception {
    String taken = keyed("https://cmms", "register: { criticality: cmms }");
    assertThat(ConnectorInstances.read(document(taken)).get(0).register().criticality()).isTrue();
    String own = keyed("https://cmms", "register: { criticality: documents }");
    assertThat(ConnectorInstances.read(document(own)).get(0).register().criticality()).isFalse();
    String none = keyed("https://cmms", "title: t");
    assertThat(ConnectorInstances.read(document(none)).get(0).register().criticality()).isFalse();
    assertThatThrownBy(() -> ConnectorInstances.read(document(taken.replace("cmms }", "erp }"))))
        .hasMessageContaining("erp")
        .hasMessageContaining("documents, cmms");
  }

  @Test
  void aPasswordInTheAddressIsNeitherTakenNorShown() {
    assertThatThrownBy(
            () ->
                ConnectorInstances.read(
                    document(keyed("https://ada:pit-prop@cmms/api", "title: t"))))
        .hasMessageContaining("a user, a password or a parameter")
        .hasMessageNotContaining("pit-prop");
  }

  private static String keyed(String address, String more) {
    return "connectors:\n  - { id: bedford, kind: maximo, site: plant, address: \"%s\", %s }\n"
        .formatted(address, more);
  }

  @Test
  void aPlainSecretInTheDocumentIsRefused() {
    assertThatThrownBy(
            () ->
                ConnectorInstances.read(
                    document(
                        "connectors: [{ id: bedford, kind: maximo, site: p,"
                            + " address: 'http://x', credential: my-real-key }]")))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("/connectors/0/credential");
  }

  @Test
  void anIdThatIsTakenIsRefused() {
    String one = "{ id: bedford, kind: maximo, site: p, address: 'http://x' }";
    assertThatThrownBy(
            () -> ConnectorInstances.read(document("connectors: [%s, %s]".formatted(one, one))))
        .hasMessageContaining("taken");
  }

  private static List<Problem> inEdition(Path folder, String edition) throws Exception {
    return ConnectorInstances.check(
        document(
                """
                connectors:
                  - { id: hb, kind: sap-s4, site: p, address: "http://x", credential: "secret:hb", edition: %s,
                      context: { notificationType: M1, zone: Europe/Berlin } }
                """
                    .formatted(edition))
            .asMap()
            .maps("connectors"),
        only(ConnectorFolder.read(folder)));
  }

  @Test
  void anEditionThatTheFactsDoNotKnowIsNamedWithThoseThatTheyKnow() throws Exception {
    Path shipped = Path.of(System.getProperty("project.root"), "camel-routes", "sap-s4");
    assertThat(inEdition(shipped, "op-2022")).isEmpty();
    assertThat(inEdition(shipped, "op-1999"))
        .extracting(Problem::text)
        .singleElement()
        .asString()
        .contains(":2:", "op-1999", "op-2022", "cloud 2026");
  }

  @Test
  void whatTheEditionOfAnInstanceLacksOrHoldsShorterIsNamedWithBothPlaces(@TempDir Path folder)
      throws Exception {
    Path copy = copied("sap-s4", folder);
    replaced(
        copy.resolve("mapping.yaml"), "{ to: /MaintenancePlant,", "{ to: /MaintenanceRevision,");
    replaced(
        copy.resolve("facts.yaml"),
        "    length: 40\n    filterable: true\n    required: service\n",
        "    length: 40\n    filterable: true\n    required: service\n    editions: { op-2022: { length: 35 } }\n");
    assertThat(inEdition(copy, "op-2022"))
        .extracting(Problem::text)
        .anySatisfy(
            text ->
                assertThat(text)
                    .contains(
                        "in edition op-2022",
                        "mapping.yaml:",
                        "/MaintenanceRevision",
                        "no such field"))
        .anySatisfy(text -> assertThat(text).contains("max 40", "at most 35"))
        .hasSize(2);
  }

  private static Path copied(String kind, Path into) throws Exception {
    Path from = Path.of(System.getProperty("project.root"), "camel-routes", kind);
    Path to = into.resolve(kind);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    return to;
  }

  private static void replaced(Path file, String text, String by) throws Exception {
    String before = Files.readString(file);
    assertThat(before).contains(text);
    Files.writeString(file, before.replaceFirst(Pattern.quote(text), Matcher.quoteReplacement(by)));
  }

  @Test
  void unknownKindsAndMissingContextAreNamed() throws Exception {
    List<Problem> problems =
        ConnectorInstances.check(
            document(
                    """
                connectors:
                  - { id: a1, kind: maxima, site: p, address: "http://x" }
                  - { id: b1, kind: maximo, site: p, address: "http://x" }
                """)
                .asMap()
                .maps("connectors"),
            maximo());
    assertThat(problems)
        .extracting(Problem::text)
        .anySatisfy(t -> assertThat(t).contains("did you mean \"maximo\"").contains(":2:"))
        .anySatisfy(t -> assertThat(t).contains("needs \"siteid\""))
        .anySatisfy(t -> assertThat(t).contains("no credential"));
  }

  @Test
  void conditionsAreToldWhereAnInstanceSaysSo() throws Exception {
    String one = "{ id: %s, kind: maximo, site: p, address: 'http://x'%s }";
    List<ConnectorInstance> read =
        ConnectorInstances.read(
            document(
                "connectors: [%s, %s, %s]"
                    .formatted(
                        one.formatted("a1", ", condition: report"),
                        one.formatted("b1", ", condition: none"),
                        one.formatted("c1", ""))));
    assertThat(read).extracting(ConnectorInstance::condition).containsExactly(true, false, false);
    assertThatThrownBy(
            () ->
                ConnectorInstances.read(
                    document("connectors: [" + one.formatted("a1", ", condition: yes") + "]")))
        .hasMessageContaining("/connectors/0/condition");
  }

  @Test
  void aConnectorThatCannotTellConditionsIsNotAskedTo() throws Exception {
    String text =
        """
        connectors:
          - { id: a1, kind: maximo, site: p, address: "http://x", condition: report }
        """;
    assertThat(ConnectorInstances.check(document(text).asMap().maps("connectors"), maximo()))
        .extracting(Problem::text)
        .noneMatch(line -> line.contains("condition"));
    String other = text.replace("maximo", "mp2");
    assertThat(ConnectorInstances.check(document(other).asMap().maps("connectors"), loaded("mp2")))
        .extracting(Problem::text)
        .anySatisfy(line -> assertThat(line).contains("/condition").contains("no flow condition"));
  }

  private static Node linking(String links) throws InvalidDocumentException {
    return document(
        """
        connectors:
          - id: eam
            kind: infor-eam
            site: plant
            address: https://eam.example
            credential: secret:eam
        """
            + links.indent(4));
  }

  @Test
  void aLinkLivesHalfAYearUnlessTheInstanceSaysOtherwise() throws Exception {
    Node said = linking("links: { address: https://gateway.example, key: secret:links }");
    ConnectorInstance.Links links = ConnectorInstances.read(said).get(0).links().orElseThrow();
    assertThat(links)
        .isEqualTo(
            new ConnectorInstance.Links(
                URI.create("https://gateway.example"),
                Optional.of("secret:links"),
                Duration.ofDays(180)));
    assertThat(ConnectorInstances.read(linking("title: EAM")).get(0))
        .extracting(ConnectorInstance::links)
        .isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ address: 'https://gate way' } | gate way | http",
        "{ address: 'https://gate[way' } | gate[way | http",
        "{ address: https://gateway.example/?x=1 } | x=1 | ^https?",
        "{ address: https://ada:word@gateway.example } | /links/address | without user and password",
        "{ address: https://gateway.example, lifetime: PT0S } | /links/lifetime | more than nothing",
        "{ address: https://gateway.example, lifetime: soon } | soon | P",
        "{ address: https://gateway.example, key: word } | key | secret",
        "{ key: secret:links } | /links | address"
      })
  void linksThatWouldLeadNowhereAreRefusedWithTheirPlace(
      String links, String given, String allowed) {
    assertThatThrownBy(() -> ConnectorInstances.read(linking("links: " + links)))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("connectors.yaml:7")
        .hasMessageContaining(given)
        .hasMessageContaining(allowed)
        .message()
        .doesNotContain("ada:word");
  }

  @Test
  void aConnectorWhoseCmmsKeepsLinksIsNotUsedWithoutThem() throws Exception {
    Node without =
        linking("context: { tenant: A, organization: B, zone: Europe/Paris, documentGrid: C }");
    assertThat(ConnectorInstances.check(without.asMap().maps("connectors"), loaded("infor-eam")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.text()).contains("no links", "key: secret:NAME"));
  }
}
