package org.bellcrank.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.journal.EventClass;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Layer;
import org.bellcrank.journal.LayerPlan;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Settings;
import org.bellcrank.source.mqtt.testing.Wait;
import org.bellcrank.source.mqtt.testing.Watching;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SEN-01 and SEN-02: who listens at a real broker hears what was found, and what became of it, each
 * kind by a topic of its own. The gateway's own store, documents and rules stand under it.
 */
class FoundEventsTest {

  @TempDir Path folder;
  private Works works;
  private Mosquitto broker;
  private MqttPublisher publisher;

  @BeforeEach
  void start() throws Exception {
    works = new Works(folder.resolve("data"));
    broker = Mosquitto.start(folder);
  }

  @AfterEach
  void stop() {
    if (publisher != null) {
      publisher.stop();
    }
    broker.close();
    works.close();
  }

  private void publish(LayerPlan plan, Object... given) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "broker_uri",
                broker.uri(),
                "health_topic",
                "",
                "start",
                "beginning",
                "found",
                new String[] {"*"}));
    for (int i = 0; i < given.length; i += 2) {
      all.put((String) given[i], given[i + 1]);
    }
    publisher =
        new MqttPublisher(
            works.store, Clock.systemUTC(), Map.of(), Settings.of(MqttPublisher.Config.class, all));
    publisher.setLayerBook(() -> Optional.of(plan));
  }

  private List<String> watch(String topic) throws Exception {
    List<String> said = new CopyOnWriteArrayList<>();
    MqttClient watcher = new MqttClient(broker.uri(), topic, new MemoryPersistence());
    watcher.connect();
    watcher.setCallback(new Watching(said));
    watcher.subscribe(topic, 1);
    return said;
  }

  private static Facts only(List<String> said) {
    Wait.until(() -> !said.isEmpty());
    assertThat(said).hasSize(1);
    return Facts.parse(said.get(0)).facts("facts").orElseThrow();
  }

  @Test
  void aDefectAPersonWithoutHelmetAndAHotSpotComeByTopicsOfTheirOwnWithWhatWasFound()
      throws Exception {
    List<String> defects = watch("works/pitting/press-2/RAISED");
    List<String> people = watch("works/ppe-violation/door/IN_REVIEW");
    List<String> heat = watch("works/thermal-anomaly/cabinet/RAISED");
    publish(
        LayerPlan.DEFAULT,
        "kinds",
        new String[] {"finding.disposed"},
        "topic",
        "works/{class}/{asset}/{disposition}");
    works.sees("c:1", "cam/screw", "pitting", 0.93);
    works.sees("c:2", "cam/people", "ppe-violation", 0.81);
    works.measures("m:1", 88.5);

    String order = works.finding("c:1#0").state().order().orElseThrow();
    assertThat(only(defects).values())
        .isEqualTo(
            Map.of(
                "class", "pitting",
                "asset", "press-2",
                "point", "cam/screw",
                "confidence", 0.93,
                "severity", "MAJOR",
                "capturedAt", "2026-05-04T05:59:59Z",
                "disposition", "RAISED",
                "order", order,
                "link", "http://127.0.0.1:8480/#/orders/" + order));
    assertThat(only(people).values())
        .isEqualTo(
            Map.of(
                "class", "ppe-violation",
                "asset", "door",
                "point", "cam/people",
                "confidence", 0.81,
                "severity", "MINOR",
                "capturedAt", "2026-05-04T05:59:59Z",
                "disposition", "IN_REVIEW"));
    assertThat(only(heat).values())
        .containsEntry("class", "thermal-anomaly")
        .containsEntry("value", 88.5)
        .containsEntry("unit", "Cel")
        .containsEntry("severity", "CRITICAL")
        .containsKeys("order", "link")
        .doesNotContainKeys("reason", "why");
  }

  /** An instance that was set up before what was found could be told. */
  @Test
  void whatWasFoundStaysInsideWhereNobodySaidThatItLeaves() throws Exception {
    List<String> said = watch("bellcrank/finding.disposed");
    publish(
        LayerPlan.DEFAULT,
        "found",
        MqttPublisher.Config.class.getMethod("found").getDefaultValue(),
        "topic",
        "bellcrank/{kind}");
    works.sees("c:1", "cam/screw", "pitting", 0.93);
    assertThat(only(said).values()).isEmpty();
    publisher.stop();

    publish(
        LayerPlan.DEFAULT,
        "found",
        new String[] {},
        "fields",
        new String[] {"*"},
        "client_id",
        "all",
        "topic",
        "all/{kind}");
    List<String> all = watch("all/finding.disposed");
    works.sees("c:2", "cam/screw", "pitting", 0.93);
    Wait.until(() -> all.stream().anyMatch(each -> each.contains("c:2#0")));
    assertThat(Facts.parse(all.get(all.size() - 1)).facts("facts").orElseThrow().values())
        .containsKeys("to", "reason", "why", "order")
        .doesNotContainKeys("class", "point", "confidence", "asset", "severity", "disposition");
  }

  @Test
  void ofWhatWasFoundOnlyWhatIsNamedLeaves() throws Exception {
    List<String> said = watch("works/#");
    publish(
        LayerPlan.DEFAULT,
        "kinds",
        new String[] {"finding.disposed"},
        "found",
        new String[] {"class", "order"},
        "topic",
        "works/{kind}");
    works.sees("c:1", "cam/screw", "pitting", 0.93);
    assertThat(only(said).values())
        .isEqualTo(
            Map.of(
                "class", "pitting", "order", works.finding("c:1#0").state().order().orElseThrow()));
  }

  @Test
  void onlyTheClassesThatAreNamedLeaveAndOtherKindsOfEntriesStill() throws Exception {
    List<String> said = watch("bellcrank/#");
    publish(LayerPlan.DEFAULT, "classes", new String[] {"thermal-anomaly", "wear"});
    works.sees("c:1", "cam/people", "ppe-violation", 0.81);
    works.sees("c:2", "cam/screw", "pitting", 0.93);
    works.measures("m:1", 88.5);
    works.predicts("p:1", 12.5);
    Wait.until(() -> said.stream().anyMatch(each -> each.contains("p:1#0")));
    assertThat(said)
        .extracting(each -> Facts.parse(each).requireText("kind"))
        .containsExactly("order.raised", "order.raised", "finding.disposed", "finding.disposed");
    Facts life = Facts.parse(said.get(3)).facts("facts").orElseThrow();
    assertThat(life.number("value")).hasValue(12.5);
    assertThat(life.text("unit")).contains("d");
  }

  @Test
  void whatBecameOfItIsAsItWasThenAndWhoDecidedStaysInside() throws Exception {
    List<String> said = watch("bellcrank/#");
    works.sees("c:1", "cam/people", "ppe-violation", 0.81);
    works.dismisses("c:1#0", "dismissed by Anna Berg: a red cap");
    publish(LayerPlan.DEFAULT);
    Wait.until(() -> said.size() == 2);
    assertThat(said)
        .extracting(
            each -> Facts.parse(each).facts("facts").orElseThrow().requireText("disposition"))
        .containsExactly("IN_REVIEW", "DISMISSED");
    assertThat(said).noneMatch(each -> each.contains("Anna"));
  }

  @Test
  void aClassWithSlashesIsOneLevelAndWhatItsLayersKeepBackStays() throws Exception {
    List<String> said = watch("works/#");
    works.sees("c:1", "cam/screw", "oil/leak#1", 0.2);
    publish(
        new LayerPlan(Map.of(EventClass.ORDERS, Set.of(Layer.OPC_UA))),
        "topic",
        "works/{class}/{disposition}/{asset}/{kind}");
    works.sees("c:2", "cam/screw", "pitting", 0.9);
    Wait.until(() -> said.size() == 2);
    assertThat(broker.log())
        .contains("'works/oil_leak_1/LOGGED/press-2/finding.disposed'")
        .contains("'works/pitting/RAISED/press-2/finding.disposed'")
        .doesNotContain("order.raised");
  }

  @Test
  void resultsThatLeaveByOpcUaAloneAreNotReadForMqtt() throws Exception {
    List<String> said = watch("bellcrank/#");
    publish(new LayerPlan(Map.of(EventClass.RESULTS, Set.of(Layer.OPC_UA))));
    works.sees("c:1", "cam/screw", "pitting", 0.9);
    works.measures("m:1", 88.5);
    Wait.until(() -> said.size() == 2);
    assertThat(said)
        .extracting(each -> Facts.parse(each).requireText("kind"))
        .containsOnly("order.raised");
  }
}
