package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.delivery.testing.MemoryEvidence;
import org.bellcrank.delivery.testing.MemoryStore;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A CMMS that answers 200 to everything and says in a table of messages what it thinks. */
class XmlAnswersTest {

  private final MemoryStore store = new MemoryStore();
  private final Bapi cmms = new Bapi();
  private Connector connector;
  private DeliveryEngine engine;

  /** Its prefixes differ from answer to answer, as those of generated stubs do. */
  private static final class Bapi implements StepCaller {
    private final Map<String, Map<String, String>> orders = new LinkedHashMap<>();
    private final List<String> bodies = new ArrayList<>();
    private final List<String> returns = new ArrayList<>();
    private int creates;
    private int updates;
    private boolean unread;

    @Override
    public synchronized StepAnswer call(StepRequest request) {
      String body = new String(request.body(), StandardCharsets.UTF_8);
      return switch (request.path()) {
        case "/find" -> found(tag(body, "ref"));
        case "/create" -> create(body);
        case "/update" -> update(body);
        default -> read(tag(body, "id"));
      };
    }

    private StepAnswer found(String reference) {
      StringBuilder items = new StringBuilder();
      orders.forEach(
          (id, order) -> {
            if (order.get("REFERENCE").equals(reference)) {
              items.append("<item>").append(shown(id, order)).append("</item>");
            }
          });
      return xml("n0", "<n0:FindResponse><ORDERS>" + items + "</ORDERS></n0:FindResponse>");
    }

    private StepAnswer create(String body) {
      bodies.add(body);
      creates++;
      String told = returns.isEmpty() ? item("S", "made", "", "") : returns.remove(0);
      if (told.contains("<TYPE>E") || told.contains("<TYPE>L")) {
        return xml("rfc", "<rfc:CreateResponse><RETURN>" + told + "</RETURN></rfc:CreateResponse>");
      }
      String id = "40000" + (orders.size() + 1);
      Map<String, String> order = new LinkedHashMap<>();
      for (String name : List.of("SHORT_TEXT", "PRIORITY", "REFERENCE")) {
        order.put(name, tag(body, name));
      }
      orders.put(id, order);
      if (unread) {
        unread = false;
        return answered(
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a><ORDERID>&x;</ORDERID></a>");
      }
      return xml(
          "rfc",
          "<rfc:CreateResponse><ORDERID>%s</ORDERID><RETURN>%s</RETURN></rfc:CreateResponse>"
              .formatted(id, told));
    }

    private StepAnswer update(String body) {
      updates++;
      bodies.add(body);
      orders.get(tag(body, "id")).put("PRIORITY", tag(body, "PRIORITY"));
      return xml("x", "<x:r><RETURN>" + item("S", "done", "", "") + "</RETURN></x:r>");
    }

    private StepAnswer read(String id) {
      return xml("n1", "<n1:ReadResponse>" + shown(id, orders.get(id)) + "</n1:ReadResponse>");
    }

    private static String shown(String id, Map<String, String> order) {
      StringBuilder shown = new StringBuilder("<ORDERID>" + id + "</ORDERID>");
      order.forEach((name, value) -> shown.append("<%s>%s</%s>".formatted(name, value, name)));
      return shown.toString();
    }

    private static String item(String type, String message, String number, String field) {
      return "<item><TYPE>%s</TYPE><ID>IW</ID><NUMBER>%s</NUMBER><MESSAGE>%s</MESSAGE><FIELD>%s</FIELD></item>"
          .formatted(type, number, message, field);
    }

    private static StepAnswer xml(String prefix, String body) {
      return answered(
          ("<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"urn:soap\" xmlns:%s=\"urn:ours\">"
                  + "<s:Body>%s</s:Body></s:Envelope>")
              .formatted(prefix, body));
    }

    private static StepAnswer answered(String body) {
      return new StepAnswer.Answered(200, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String tag(String body, String name) {
      return body.replaceAll("(?s).*<" + name + ">(.*?)</" + name + ">.*", "$1");
    }
  }

  @BeforeEach
  void start() throws Exception {
    connector =
        ConnectorFolder.read(Path.of(XmlAnswersTest.class.getResource("/connectors/bapi").toURI()));
    Connectors shelf =
        new Connectors() {
          @Override
          public Optional<Connector> find(String kind) {
            return Optional.of(connector);
          }

          @Override
          public List<Loaded> all() {
            return List.of();
          }
        };
    ConnectorInstance instance =
        new ConnectorInstance(
            "cmms",
            "bapi",
            "CMMS",
            "plant",
            URI.create("http://127.0.0.1:1"),
            Optional.empty(),
            Map.of(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty());
    engine =
        new DeliveryEngine(
            store,
            Clock.systemUTC(),
            shelf,
            () -> List.of(instance),
            cmms,
            new MemoryEvidence(),
            null);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private WorkOrder raise(String id) {
    WorkOrder sample = SampleOrders.order(id, "cmms", 3);
    WorkOrder order =
        new WorkOrder(
            sample.id(),
            sample.cause(),
            sample.site(),
            sample.connector(),
            sample.type(),
            sample.priority(),
            sample.status(),
            "Pit <big> & \"deep\"",
            sample.description(),
            sample.raisedAt(),
            sample.occurrences(),
            sample.evidence(),
            sample.fields());
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, SampleOrders.RAISED);
          new PlannedOutbox().deliver(unit, order, SampleOrders.RAISED);
          return null;
        });
    return order;
  }

  private List<Delivery> rows(WorkOrder order) {
    return store.read(unit -> unit.port(OutboxBook.class).ofOrder(order.id()));
  }

  private Delivery settled(WorkOrder order) {
    Until.is(() -> rows(order).stream().noneMatch(row -> row.state().isOpen()), () -> rows(order));
    return rows(order).get(0);
  }

  @Test
  void anOrderIsWrittenAsXmlReadByXPathAndBroughtUpToDate() {
    WorkOrder order = raise("wo-1");
    Delivery row = settled(order);
    assertThat(row.state()).as("%s", row).isEqualTo(DeliveryState.DONE);
    assertThat(row.foreignId()).contains("400001");
    assertThat(cmms.bodies.get(0))
        .contains("<SHORT_TEXT>Pit &lt;big&gt; &amp; &quot;deep&quot;</SHORT_TEXT>")
        .contains("<PRIORITY>3</PRIORITY>")
        .as("a line whose name is not known")
        .doesNotContain("LOT");
    WorkOrder grown = SampleOrders.order("wo-1", "cmms", 1);
    store.commit(
        unit -> {
          unit.port(OrderBook.class).change(grown, SampleOrders.RAISED, "it grew");
          new PlannedOutbox().update(unit, grown, SampleOrders.RAISED, "it grew");
          return null;
        });
    settled(order);
    assertThat(rows(order)).extracting(Delivery::state).containsOnly(DeliveryState.DONE);
    assertThat(cmms.orders.get("400001")).containsEntry("PRIORITY", "1");
    assertThat(cmms.updates).isEqualTo(1);
    assertThat(cmms.bodies.get(1))
        .as("the rest of what stood there goes back, in its own namespace")
        .contains("<n1:ReadResponse xmlns:n1=\"urn:ours\">")
        .contains("<SHORT_TEXT>Pit &lt;big&gt; &amp; \"deep\"</SHORT_TEXT>")
        .contains("<PRIORITY>1</PRIORITY>");
    assertThat(store.about(order.id()).toString()).doesNotContain("ReadResponse");
  }

  @Test
  void anErrorInsideATwoHundredIsARefusalOfThatRowInTheVendorsWords() {
    cmms.returns.add(
        Bapi.item("W", "plant guessed", "1", "")
            + Bapi.item("E", "Equipment 4711 is not there", "042", "EQUIPMENT"));
    WorkOrder order = raise("wo-1");
    Delivery row = settled(order);
    assertThat(row.state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row.words()).isEqualTo("Equipment 4711 is not there");
    assertThat(engine.cases(5).get(0).diagnosis().code()).contains("IW042");
    assertThat(engine.cases(5).get(0).diagnosis().field()).contains("EQUIPMENT");
    assertThat(engine.health().get(0).breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(cmms.creates).isEqualTo(1);
  }

  @Test
  void aBusyItemIsSentAgainLater() {
    cmms.returns.add(Bapi.item("L", "locked by planner", "1", ""));
    Delivery row = settled(raise("wo-1"));
    assertThat(row.state()).as("%s", row).isEqualTo(DeliveryState.DONE);
    assertThat(cmms.creates).isEqualTo(2);
    assertThat(cmms.orders).hasSize(1);
  }

  /** Neither a document type nor what it points to is read, and the order is looked for. */
  @Test
  void anAnswerWithADocumentTypeTellsNothingAndTheOrderIsLookedFor() {
    cmms.unread = true;
    WorkOrder order = raise("wo-1");
    Delivery row = settled(order);
    assertThat(row.state()).as("%s", row).isEqualTo(DeliveryState.DONE);
    assertThat(row.foreignId()).contains("400001");
    assertThat(cmms.creates).isEqualTo(1);
    assertThat(store.about(order.id()).toString()).doesNotContain("root:");
  }
}
