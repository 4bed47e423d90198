package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How orders and assets are found in Atlas. */
class AtlasSearchTest {

  private final LeapClock clock = new LeapClock();
  private AtlasDouble atlas;
  private AtlasClient client;

  @BeforeEach
  void start() throws IOException {
    atlas = AtlasDouble.start(DoubleOptions.free().clock(clock));
    client = new AtlasClient(atlas);
    client.create("title", "Belt tear [evt-1]");
    clock.leap(Duration.ofMinutes(1));
    client.create("title", "Belt tear [evt-2]", "priority", "LOW", "asset", Json.of("id", 12));
    clock.leap(Duration.ofMinutes(1));
    client.create("title", "Skewed label", "priority", "NONE");
  }

  @AfterEach
  void stop() {
    atlas.close();
  }

  private List<Object> titles(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return ((List<?>) answer.at("content"))
        .stream().<Object>map(each -> ((Map<?, ?>) each).get("title")).toList();
  }

  @Test
  void aPartOfTheTitleFindsTheOrderWhateverItsCase() throws IOException {
    assertThat(titles(client.found("field", "title", "operation", "cn", "value", "EVT-2")))
        .isEqualTo(List.of("Belt tear [evt-2]"));
    assertThat(titles(client.found("field", "title", "operation", "cn", "value", "evt-3")))
        .isEmpty();
  }

  @Test
  void theWholeTitleTheNumberAndAListAreFoundExactly() throws IOException {
    assertThat(titles(client.found("field", "title", "operation", "eq", "value", "Skewed label")))
        .hasSize(1);
    assertThat(titles(client.found("field", "title", "operation", "eq", "value", "Skewed")))
        .isEmpty();
    assertThat(titles(client.found("field", "customId", "operation", "eq", "value", "WO000002")))
        .containsExactly("Belt tear [evt-2]");
    assertThat(
            titles(
                client.found(
                    "field", "priority", "operation", "in", "values", List.of("LOW", "NONE"))))
        .hasSize(2);
    assertThat(titles(client.found("field", "asset", "operation", "eq", "value", 12))).hasSize(1);
  }

  @Test
  void timesAreFoundOnlyAsJsDates() throws IOException {
    String second = "2026-03-02T08:01:00.000Z";
    Object[] since = {"field", "updatedAt", "operation", "ge", "value", second};
    assertThat(client.found(since).status()).isEqualTo(500);
    assertThat(client.found(since).at("success")).isEqualTo(false);
    assertThat(
            titles(
                client.found(
                    "field", "updatedAt",
                    "operation", "ge",
                    "value", second,
                    "enumName", "JS_DATE")))
        .hasSize(2);
    assertThat(
            titles(
                client.found(
                    "field", "updatedAt",
                    "operation", "le",
                    "value", second,
                    "enumName", "JS_DATE")))
        .hasSize(2);
  }

  @Test
  void aJsDateNeedsItsMilliseconds() throws IOException {
    Answer answer =
        client.found(
            "field", "updatedAt",
            "operation", "ge",
            "value", "2026-03-02T08:01:00Z",
            "enumName", "JS_DATE");
    assertThat(answer.status()).isEqualTo(500);
  }

  @Test
  void aJsDateIsReadInTheServersOwnZone() throws IOException {
    try (AtlasDouble there =
        AtlasDouble.start(DoubleOptions.free().clock(clock).setting("zone", "America/New_York"))) {
      AtlasClient other = new AtlasClient(there);
      other.create();
      Object[] filter = {
        "field",
        "updatedAt",
        "operation",
        "ge",
        "value",
        "2026-03-02T04:00:00.000Z",
        "enumName",
        "JS_DATE"
      };
      assertThat(titles(other.found(filter))).isEmpty();
      filter[5] = "2026-03-02T03:00:00.000Z";
      assertThat(titles(other.found(filter))).hasSize(1);
    }
  }

  @Test
  void changesMoveAnOrderToTheEndOfWhatWasUpdated() throws IOException {
    clock.leap(Duration.ofMinutes(1));
    Object first =
        client.found("field", "title", "operation", "cn", "value", "evt-1").at("content.0.id");
    client.patch("/work-orders/" + first + "/change-status", Json.of("status", "COMPLETE"));
    Map<String, Object> newest =
        Json.of("sortField", "updatedAt", "direction", "DESC", "pageSize", 1, "pageNum", 0);
    assertThat(client.search("work-orders", newest).at("content.0.id")).isEqualTo(first);
  }

  @Test
  void whatIsFoundComesInPages() throws IOException {
    Map<String, Object> second = Json.of("pageNum", 1, "pageSize", 2, "sortField", "id");
    Answer answer = client.search("work-orders", second);
    assertThat(titles(answer)).isEqualTo(List.of("Skewed label"));
    assertThat(answer.json())
        .containsEntry("totalElements", 3)
        .containsEntry("totalPages", 2)
        .containsEntry("last", true)
        .containsEntry("first", false)
        .containsEntry("numberOfElements", 1);
    assertThat(client.search("work-orders", Json.of("pageSize", 0)).status()).isEqualTo(500);
  }

  @Test
  void filtersHoldTogether() throws IOException {
    Answer answer =
        client.search(
            "work-orders",
            Json.of(
                "filterFields",
                List.of(
                    Json.of("field", "title", "operation", "cn", "value", "belt"),
                    Json.of("field", "priority", "operation", "eq", "value", "LOW"))));
    assertThat(titles(answer)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"externalReference", "title "})
  void aFieldThatThereIsNotIsAFaultOfTheServer(String field) throws IOException {
    assertThat(client.found("field", field, "operation", "eq", "value", "x").status())
        .isEqualTo(500);
    assertThat(client.found("field", "title", "operation", "like", "value", "x").status())
        .isEqualTo(500);
    assertThat(client.search("work-orders", Json.of("sortField", field)).status()).isEqualTo(500);
  }

  @Test
  void assetsAreFoundByTheirBarcode() throws IOException {
    Answer answer =
        client.search(
            "assets",
            Json.of(
                "filterFields",
                List.of(Json.of("field", "barCode", "operation", "eq", "value", "BC-1003"))));
    assertThat(answer.at("content.0.id")).isEqualTo(13);
    assertThat(answer.at("totalElements")).isEqualTo(1);
    assertThat(client.http().get("/assets/13").at("name")).isEqualTo("Compressor 2");
    assertThat(client.http().get("/assets/99").status()).isEqualTo(404);
  }
}
