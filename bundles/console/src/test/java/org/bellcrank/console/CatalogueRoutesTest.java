package org.bellcrank.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The catalogue over the shipped folders, of which one is used and one was refused. */
class CatalogueRoutesTest {

  private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "camel-routes");
  private static final Map<String, Connector> FOLDERS = new TreeMap<>();

  @BeforeAll
  static void read() throws Exception {
    try (Stream<Path> folders = Files.list(SHIPPED)) {
      for (Path folder : folders.filter(ConnectorFolder::isOne).toList()) {
        FOLDERS.put(folder.getFileName().toString(), ConnectorFolder.read(folder));
      }
    }
  }

  @Test
  void eachFolderIsThereUsedOrNotWithItsLabel() {
    List<Facts> folders = page().factsList("folders");
    assertThat(folders).hasSize(FOLDERS.size() + 1);
    assertThat(folders.subList(0, FOLDERS.size()))
        .allSatisfy(
            each ->
                assertThat(each.values())
                    .containsKeys(
                        "kind",
                        "title",
                        "deliveryClass",
                        "idempotency",
                        "verifiedAgainst",
                        "verifiedWhat",
                        "transports",
                        "proofs"));
    assertThat(one("maximo").factsList("instances"))
        .singleElement()
        .satisfies(
            used ->
                assertThat(used.values())
                    .containsEntry("id", "bedford")
                    .containsEntry("state", "CREDENTIAL"));
    assertThat(one("fiix").list("instances")).isEmpty();
  }

  @Test
  void aFolderTellsWhatAnInstanceHasToSayWhatGoesAlongAndWhatItLearns() throws IOException {
    Facts maximo = one("maximo");
    assertThat(maximo.values())
        .containsEntry("deliveryClass", "native")
        .containsEntry("verifiedAgainst", "schema")
        .containsEntry("origin", "connectors-enterprise 0.1.0");
    assertThat(maximo.factsList("rights"))
        .anySatisfy(
            right -> {
              assertThat(right.textList("may")).containsExactly("read", "attach");
              assertThat(right.requireText("on")).contains("DOCLINKS");
              assertThat(right.textList("for")).containsExactly("pictures");
            });
    assertThat(maximo.factsList("context").get(0).values())
        .containsEntry("name", "siteid")
        .containsEntry("required", true);
    assertThat(maximo.facts("attaching").orElseThrow().values())
        .containsEntry("maxBytes", 10485760L)
        .containsEntry("maxCount", 10L);
    assertThat(one("atlas").facts("learning").orElseThrow().values())
        .containsEntry("everySeconds", 60L)
        .containsEntry("changes", true);
    assertThat(one("mp2").textList("transports")).containsExactly("file", "sql");
  }

  @Test
  void aFolderThatNeverRanTellsWhyAndNothingElse() {
    Facts mine = one("zz-mine");
    assertThat(mine.text("state")).contains("REFUSED");
    assertThat(mine.textList("refusal")).containsExactly("mapping.yaml:2: no such field");
    assertThat(mine.values()).doesNotContainKeys("verifiedAgainst", "deliveryClass", "transports");
  }

  private static Facts one(String kind) {
    return page().factsList("folders").stream()
        .filter(each -> each.requireText("kind").equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static Facts page() {
    Route route =
        new CatalogueRoutes(new Deliveries(), () -> Optional.of(new Shelf())).all().get(0);
    assertThat(route.path()).isEqualTo("/api/catalogue");
    Answer answer = route.answer(new Request(Map.of(), Map.of(), new byte[0]));
    return ((Answer.Json) answer).facts();
  }

  private static final class Shelf implements Connectors {
    @Override
    public Optional<Connector> find(String kind) {
      return Optional.ofNullable(FOLDERS.get(kind));
    }

    @Override
    public List<Loaded> all() {
      return Stream.concat(
              FOLDERS.values().stream()
                  .map(
                      each ->
                          new Loaded(
                              each.id(),
                              each.title(),
                              each.version(),
                              List.of(),
                              "connectors-enterprise 0.1.0")),
              Stream.of(new Loaded("zz-mine", "", "", List.of("mapping.yaml:2: no such field"))))
          .toList();
    }
  }

  private static final class Deliveries implements DeliveryBook {
    @Override
    public Optional<OrderDelivery> of(String order) {
      return Optional.empty();
    }

    @Override
    public List<Delivery> workbench(int limit) {
      return List.of();
    }

    @Override
    public List<InstanceHealth> health() {
      return List.of(
          new InstanceHealth(
              "bedford",
              "maximo",
              "Maximo Bedford",
              Breaker.CREDENTIAL,
              Map.of(),
              Optional.empty(),
              1,
              0,
              0,
              0,
              Optional.empty(),
              Optional.empty(),
              "answered 401",
              Duration.ZERO));
    }
  }
}
