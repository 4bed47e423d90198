package org.bellcrank.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckVerbTest {

  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final CheckVerb verb = new CheckVerb(new ExpressionLanguage());

  @Test
  void theShippedSiteAndConnectorsFitTogetherAndEachStatesTheFiveItemsOfItsTransport() {
    String routes = DemoDocuments.ROOT.resolve("camel-routes").toString();
    assertThat(run(DemoDocuments.FOLDER.toString(), routes)).isZero();
    assertThat(lines)
        .hasSizeGreaterThan(3)
        .allSatisfy(line -> assertThat(line).contains(": ok, "))
        .anySatisfy(line -> assertThat(line).contains("connector maximo"))
        .anySatisfy(line -> assertThat(line).contains("connector sap-s4,", "edition cloud 2026"))
        .anySatisfy(line -> assertThat(line).contains("connector sap-s4, edition op-2022"))
        .anySatisfy(line -> assertThat(line).contains("connector sap-s4-order, edition v2"))
        .anySatisfy(line -> assertThat(line).contains("12 assets, 9 points"));
    List<String> transports =
        lines.stream()
            .filter(line -> line.contains(": ok, connector ") && line.contains(", transport: "))
            .toList();
    assertThat(transports)
        .hasSize(17)
        .allSatisfy(line -> assertThat(line.split(", transport: ")[1].split("; ")).hasSize(5))
        .anySatisfy(
            line ->
                assertThat(line)
                    .endsWith(
                        "connector custom-rest, transport: https; TLS 1.2; user and password in a"
                            + " header; rate: none stated; 2097152 bytes"))
        .anySatisfy(line -> assertThat(line).contains("atlas", "100 a minute, 1000 an hour"));
  }

  @Test
  void theDocumentsOfThePlantFitTheirConnector() {
    String routes = DemoDocuments.ROOT.resolve("camel-routes/custom-rest").toString();
    String plant = DemoDocuments.ROOT.resolve("kura-config/sites/plant").toString();
    assertThat(run(plant, routes)).as(() -> lines + " " + errors).isZero();
    assertThat(lines)
        .allSatisfy(line -> assertThat(line).contains(": ok, "))
        .anySatisfy(line -> assertThat(line).contains("12 assets, 33 points"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"protocol", "tls", "authentication", "rate", "payload"})
  void aFolderThatLacksAnItemOfItsTransportFailsByTheNameOfBoth(String item) throws Exception {
    Path copy = copied("custom-rest");
    Path facts = copy.resolve("facts.yaml");
    Files.writeString(facts, Files.readString(facts).replaceFirst("(?m)^  " + item + ": .*\n", ""));
    assertThat(run(copy.toString())).isEqualTo(1);
    assertThat(lines)
        .filteredOn(line -> line.contains("transport"))
        .singleElement()
        .asString()
        .startsWith(facts + ":5:3 /transport/" + item)
        .contains(
            "the transport check list lacks " + item, "and a source", "connector custom-rest");
  }

  @Test
  void anAddressWithoutTlsOnAnotherMachineOrInAnotherProtocolIsTold() throws Exception {
    String maximo = DemoDocuments.ROOT.resolve("camel-routes/maximo").toString();
    String rest = DemoDocuments.ROOT.resolve("camel-routes/custom-rest").toString();
    write(DemoDocuments.with("connectors.yaml", "http://127.0.0.1:8482", "http://cmms.example"));
    assertThat(run(folder.toString(), maximo, rest)).isEqualTo(1);
    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "endpoint rest-lyon: no TLS to another machine: given http; allowed:"))
        .anySatisfy(
            line -> assertThat(line).contains(": ok, endpoint maximo-", "transport: http; no TLS"));
    lines.clear();
    write(
        DemoDocuments.with(
            "connectors.yaml", "http://127.0.0.1:8482", "jdbc:postgresql://127.0.0.1/orders"));
    assertThat(run(folder.toString(), maximo, rest)).isEqualTo(1);
    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "endpoint rest-lyon: no protocol in common: given jdbc; allowed: https"));
  }

  @Test
  void aWayWithoutTlsThatSomebodySaysIsMeantIsListedWithItsReason() throws Exception {
    String rest = DemoDocuments.ROOT.resolve("camel-routes/custom-rest").toString();
    String maximo = DemoDocuments.ROOT.resolve("camel-routes/maximo").toString();
    write(
        DemoDocuments.with(
            "connectors.yaml",
            "address: http://127.0.0.1:8482",
            "address: http://cmms.example\n    tls: { none: own network of hall 3 }\n"
                + "    limits: { requestsPerHour: 900 }"));
    assertThat(run(folder.toString(), maximo, rest)).as(() -> lines + " " + errors).isZero();
    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("endpoint rest-lyon", "no TLS (meant: own network of hall 3)")
                    .contains("900 an hour (system: none stated)"));
  }

  @Test
  void aConnectorThatSendsMoreThanItsFactsSayTheSystemTakesIsRefused() throws Exception {
    Path copy = copied("atlas");
    Path root = copy.resolve("connector.yaml");
    Files.writeString(
        root,
        Files.readString(root)
            .replaceFirst("requestsPerMinute: 100", "requestsPerMinute: 101")
            .replaceFirst("(?m)^  requestsPerHour: .*\n", ""));
    Path facts = copy.resolve("facts.yaml");
    Files.writeString(
        facts,
        Files.readString(facts)
            .replaceFirst("payload: \\{ stated: none", "payload: { bytes: 5242879"));
    assertThat(run(copy.toString())).isEqualTo(1);
    assertThat(lines)
        .anySatisfy(
            line -> assertThat(line).contains("/limits/requestsPerMinute", "101", "1 to 100"))
        .anySatisfy(
            line -> assertThat(line).contains("/limits/requestsPerHour", "no limit", "1 to 1000"))
        .anySatisfy(
            line -> assertThat(line).contains("/attachments/maxBytes", "5242880", "5242879"));
  }

  private Path copied(String connector) throws IOException {
    Path shipped = DemoDocuments.ROOT.resolve("camel-routes").resolve(connector);
    Path copy = folder.resolve(connector);
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path each : files.toList()) {
        Files.copy(each, copy.resolve(shipped.relativize(each).toString()));
      }
    }
    return copy;
  }

  @Test
  void everyMistakeIsALineThatBeginsWithItsPlace() throws Exception {
    write(DemoDocuments.with("rules.yaml", "template: overheating", "template: overheat"));
    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith(folder + "/rules.yaml:45:")
        .contains("did you mean \"overheating\"");
  }

  @Test
  void anInstanceOfAConnectorThatIsNotThereIsNamedWhenConnectorsAreGiven() throws Exception {
    write(DemoDocuments.with("connectors.yaml", "kind: maximo", "kind: maxima"));
    assertThat(run(folder.toString())).isZero();
    lines.clear();
    String routes = DemoDocuments.ROOT.resolve("camel-routes").toString();
    assertThat(run(folder.toString(), routes)).isEqualTo(1);
    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(folder + "/connectors.yaml:4:")
                    .contains("did you mean \"maximo\""));
  }

  @Test
  void whatDoesNotFitAnotherEditionIsToldWithItsPlaceAndBreaksNothing() throws Exception {
    Path connector = Files.createDirectory(folder.resolve("sap-s4"));
    Path shipped = DemoDocuments.ROOT.resolve("camel-routes").resolve("sap-s4");
    Files.createDirectories(connector.resolve("routes"));
    for (String file :
        List.of(
            "connector.yaml",
            "recipe.yaml",
            "mapping.yaml",
            "facts.yaml",
            "reading.yaml",
            "assets.yaml",
            "routes/sap-s4.camel.yaml")) {
      Files.copy(shipped.resolve(file), connector.resolve(file));
    }
    Path mapping = connector.resolve("mapping.yaml");
    Files.writeString(
        mapping, Files.readString(mapping).replace("/MaintenancePlant,", "/TaskList,"));
    assertThat(run(connector.toString())).isZero();
    assertThat(lines)
        .hasSize(3)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(connector + ": edition op-2022: ")
                    .contains("mapping.yaml:", "/TaskList", "no such field"));
  }

  @Test
  void aBrokenConnectorIsNamed() throws Exception {
    Path connector = Files.createDirectory(folder.resolve("half"));
    Files.writeString(connector.resolve("connector.yaml"), "id: half\n");
    assertThat(run(connector.toString())).isEqualTo(1);
    assertThat(lines)
        .anySatisfy(line -> assertThat(line).contains("recipe.yaml").contains("missing"))
        .allSatisfy(line -> assertThat(line).startsWith(connector.toString()));
  }

  @Test
  void anEmptyOrMissingFolderIsNotWell() {
    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(run(folder.resolve("nowhere").toString())).isEqualTo(1);
    assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).contains("no documents"));
  }

  @Test
  void wrongUsageIsToldWithWhatIsAllowed() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("--schema", "x")).isEqualTo(2);
    assertThat(run("x", "--schemas")).isEqualTo(2);
    assertThat(errors).hasSize(3).allSatisfy(line -> assertThat(line).contains("check PATH"));
    assertThat(lines).isEmpty();
  }

  @Test
  void schemasAreWrittenForEditors() throws Exception {
    Path schemas = folder.resolve("schemas");
    assertThat(run("--schemas", schemas.toString())).isZero();
    Facts site = Facts.parse(Files.readString(schemas.resolve("site.schema.json")));
    Facts sections = site.facts("properties").orElseThrow();
    assertThat(sections.values()).containsKeys("assets", "rules", "calendars", "connectors");
    for (Object section : sections.values().values()) {
      String reference =
          ((Facts) section)
              .text("$ref")
              .or(() -> ((Facts) section).facts("items").flatMap(items -> items.text("$ref")))
              .orElseThrow();
      assertThat(schemas.resolve(reference)).isRegularFile();
    }
    for (String name : List.of("connector", "recipe", "mapping", "facts", "calendar")) {
      assertThat(schemas.resolve(name + ".schema.json")).isRegularFile();
    }
  }

  private int run(String... words) {
    return verb.run(
        List.of(words),
        new Terminal() {
          @Override
          public void line(String text) {
            lines.add(text);
          }

          @Override
          public void progress(String text) {
            throw new AssertionError("nothing here takes long enough for: " + text);
          }

          @Override
          public void error(String text) {
            errors.add(text);
          }
        });
  }

  private void write(Map<String, String> texts) throws Exception {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Files.writeString(folder.resolve(text.getKey()), text.getValue());
    }
  }
}
