package org.bellcrank.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.delivery.engine.Previewing;
import org.bellcrank.journal.Facts;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.OrderType;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The view of a mapping over a real store and a shipped folder. */
class PreviewRoutesTest {

  private static final Instant NOW = Instant.parse("2026-03-29T06:00:00Z");

  @TempDir Path home;
  private final Desks desks = new Desks();
  private JdbcStore store;
  private Route route;
  private Connector atlas;
  private Previewing previews;

  @BeforeEach
  void open() throws Exception {
    store = JdbcStore.open(home.resolve("data"));
    atlas =
        ConnectorFolder.read(Path.of(System.getProperty("project.root"), "camel-routes", "atlas"));
    previews = new Previewing(new Shelf(), () -> List.of(plant()), Clock.systemUTC());
    desks.setPreviews(previews);
    route = new PreviewRoutes(store, new Deliveries(), desks).all().get(0);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theNewestOrderOfTheInstanceIsShownWhereNoneIsChosen() {
    order("wo-1", "plant");
    order("wo-2", "plant");
    order("wo-3", "elsewhere");
    Facts page = json(Map.of());
    assertThat(page.text("instance")).contains("plant");
    assertThat(page.facts("order").orElseThrow().text("id")).contains("wo-2");
    assertThat(page.factsList("orders"))
        .extracting(each -> each.requireText("id"))
        .containsExactly("wo-3", "wo-2", "wo-1");
    assertThat(page.bool("fits")).contains(true);
    Facts title = field(page, "/title");
    assertThat(title.values()).containsEntry("from", "order.title").containsEntry("type", "text");
    assertThat(title.text("value").orElseThrow()).startsWith("Pitting ");
    assertThat(title.facts("rule").orElseThrow().values())
        .containsEntry("length", 255L)
        .containsEntry("required", "service")
        .containsKeys("used", "source", "words");
    assertThat(page.factsList("calls").get(1).textList("head").get(0))
        .isEqualTo("POST http://cmms.example/work-orders");
    assertThat(json(Map.of("order", "wo-3")).facts("order").orElseThrow().text("connector"))
        .as("any order will do")
        .contains("elsewhere");
  }

  @Test
  void anUpdateAndNoInstanceMayBeChosen() {
    order("wo-1", "plant");
    Facts update = json(Map.of("on", "update", "instance", "-"));
    assertThat(update.has("instance")).isFalse();
    assertThat(update.factsList("fields"))
        .extracting(each -> each.requireText("to"))
        .contains("/description", "/priority")
        .doesNotContain("/title");
    assertThat(update.factsList("calls"))
        .extracting(each -> each.requireText("step"))
        .contains("update");
  }

  @Test
  void withoutAnyOrderThePageSaysWhatThereIs() {
    Facts page = json(Map.of());
    assertThat(page.has("order")).isFalse();
    assertThat(page.textList("instances")).containsExactly("plant");
    assertThat(page.has("fields")).isFalse();
  }

  @Test
  void whatIsNotThereIsSaid() {
    order("wo-1", "plant");
    assertThat(answer("atlas", Map.of("order", "wo-9")))
        .isEqualTo(new Answer.NotFound("order wo-9"));
    assertThat(answer("atlas", Map.of("on", "attach")))
        .isEqualTo(new Answer.Refused("given on 'attach'; allowed: create, update"));
    assertThat(answer("maximo", Map.of()))
        .isEqualTo(new Answer.Refused("given kind 'maximo'; allowed: a connector that runs"));
    assertThat(answer("atlas", Map.of("instance", "lyon"))).isInstanceOf(Answer.Refused.class);
    desks.unsetPreviews(previews);
    assertThat(answer("atlas", Map.of())).isInstanceOf(Answer.Conflict.class);
  }

  private static Facts field(Facts page, String to) {
    return page.factsList("fields").stream()
        .filter(each -> each.requireText("to").equals(to))
        .findFirst()
        .orElseThrow();
  }

  private Facts json(Map<String, String> query) {
    return ((Answer.Json) answer("atlas", query)).facts();
  }

  private Answer answer(String kind, Map<String, String> query) {
    return route.answer(new Request(Map.of("kind", kind), query, new byte[0]));
  }

  private void order(String id, String connector) {
    WorkOrder order =
        new WorkOrder(
            id,
            new Cause("screw", "pitting", id),
            "works",
            connector,
            OrderType.CORRECTIVE,
            2,
            OrderStatus.APPROVED,
            "Pitting",
            "A pit.",
            NOW,
            1,
            List.of(),
            Facts.with("asset.foreignId", "101").build());
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, NOW);
          return null;
        });
  }

  private static ConnectorInstance plant() {
    return new ConnectorInstance(
        "plant",
        "atlas",
        "Plant",
        "works",
        URI.create("http://cmms.example"),
        Optional.empty(),
        Map.of("company", "46"),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  private final class Shelf implements Connectors {
    @Override
    public Optional<Connector> find(String kind) {
      return Optional.of(atlas).filter(each -> each.id().equals(kind));
    }

    @Override
    public List<Loaded> all() {
      return List.of();
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
              "plant",
              "atlas",
              "Plant",
              Breaker.CLOSED,
              Map.of(),
              Optional.empty(),
              0,
              0,
              0,
              0,
              Optional.empty(),
              Optional.empty(),
              "",
              Duration.ZERO));
    }
  }
}
