package org.bellcrank.publish.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.bellcrank.journal.EventClass;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Layer;
import org.bellcrank.journal.LayerPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told to the server, from a real store. */
class FeedTest {

  @TempDir Path folder;
  private Plant plant;
  private final Told told = new Told();
  private final AtomicBoolean renewed = new AtomicBoolean();
  private volatile Optional<LayerPlan> layers = Optional.of(LayerPlan.DEFAULT);
  private JournalFeed feed;
  private Thread thread;

  /** Keeps what it is told; one result is such that it fails. */
  private static final class Told implements Shown {
    private final List<String> rows = new CopyOnWriteArrayList<>();
    private volatile String failing = "";

    @Override
    public void result(Row row, boolean isNew) {
      if (row.id().equals(failing)) {
        throw new IllegalStateException("a test");
      }
      rows.add((isNew ? "new " : "result ") + row.id());
    }

    @Override
    public void order(Row row) {
      rows.add("order " + row.id());
    }

    @Override
    public void asset(Row row) {
      rows.add(row.id() + " " + row.values().get("Condition"));
    }

    @Override
    public void state(Model.State now, Instant at) {
      rows.add(now.browseName);
    }
  }

  @BeforeEach
  void open() {
    plant = new Plant(folder.resolve("data"));
  }

  private void follow() {
    feed =
        new JournalFeed(
            plant.store(),
            Clock.systemUTC(),
            () -> layers,
            told,
            100,
            100,
            () -> renewed.set(true));
    thread = new Thread(feed::run);
    thread.start();
  }

  @AfterEach
  void close() throws Exception {
    if (feed != null) {
      feed.close();
      thread.join();
    }
    plant.close();
  }

  private void spoil(String observation) throws Exception {
    try (Connection direct =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/bellcrank.db"));
        Statement statement = direct.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "UPDATE observation SET facts = '{\"kind\":\"?\"}' WHERE id = '"
                      + observation
                      + "'"))
          .isEqualTo(1);
    }
  }

  @Test
  void anObservationThatCannotBeReadDoesNotEndThePicture() throws Exception {
    plant.detect(List.of("a", "bad", "c"), Optional.empty());
    spoil("bad");
    follow();
    Bench.until(() -> told.rows.contains("Operational"));
    assertThat(told.rows)
        .containsExactly("Preoperational", "result a#0", "result c#0", "Operational");
  }

  @Test
  void aResultThatCannotBeShownIsPassedOverAndTheOthersAreToldOnce() throws Exception {
    follow();
    Bench.until(() -> told.rows.contains("Operational"));
    told.failing = "bad#0";
    plant.detect(List.of("a", "bad", "c"), Optional.empty());
    plant.condition("spindle-1", "FAILED"); // comes when all before it is through
    Bench.until(() -> told.rows.contains("spindle-1 FAILED"));
    assertThat(told.rows)
        .containsExactly("Preoperational", "Operational", "new a#0", "new c#0", "spindle-1 FAILED");
  }

  @Test
  void anAssetThatFailedLongAgoIsShownAfterANewStartThoughAnotherChangesAllTheTime()
      throws Exception {
    plant.condition("old", "FAILED");
    plant.store.commit(
        unit -> {
          IntStream.range(0, 2_500)
              .forEach(
                  i ->
                      unit.append(
                          Plant.SEEN,
                          "asset.condition",
                          "flapping",
                          Facts.with("state", i % 2 == 0 ? "FAILED" : "NORMAL").build()));
          return null;
        });
    follow();
    Bench.until(() -> told.rows.contains("Operational"));
    assertThat(told.rows)
        .containsExactly("Preoperational", "old FAILED", "flapping NORMAL", "Operational");
  }

  private static LayerPlan byMqtt(EventClass... classes) {
    Map<EventClass, Set<Layer>> all = new EnumMap<>(EventClass.class);
    for (EventClass each : classes) {
      all.put(each, Set.of(Layer.MQTT));
    }
    return new LayerPlan(all);
  }

  @Test
  void aClassThatOnlyMqttCarriesIsNotShownNeitherAtTheStartNorLater() throws Exception {
    plant.detect("early", Optional.empty());
    plant.raise("o1");
    plant.condition("spindle-1", "FAILED");
    layers = Optional.of(byMqtt(EventClass.RESULTS, EventClass.ORDERS));
    follow();
    Bench.until(() -> told.rows.contains("Operational"));
    plant.detect("late", Optional.empty());
    plant.raise("o2");
    plant.condition("spindle-2", "FAILED"); // comes when all before it is through
    Bench.until(() -> told.rows.contains("spindle-2 FAILED"));
    assertThat(told.rows)
        .containsExactly("Preoperational", "spindle-1 FAILED", "Operational", "spindle-2 FAILED");
  }

  @Test
  void nothingIsShownBeforeTheLayersAreKnownAndAllIsMadeAnewWhenTheyChange() throws Exception {
    plant.condition("spindle-1", "FAILED");
    layers = Optional.empty();
    follow();
    Bench.until(() -> told.rows.contains("Preoperational"));
    assertThat(told.rows).containsExactly("Preoperational");
    layers = Optional.of(LayerPlan.DEFAULT);
    Bench.until(() -> told.rows.contains("Operational"));
    assertThat(told.rows).containsExactly("Preoperational", "spindle-1 FAILED", "Operational");
    layers = Optional.of(byMqtt(EventClass.CONDITIONS));
    Bench.until(renewed::get);
    plant.condition("spindle-2", "FAILED");
    assertThat(told.rows).hasSize(3);
  }

  @Test
  void aChangeOfWhatLeavesByMqttAloneEndsNoSession() throws Exception {
    follow();
    Bench.until(() -> told.rows.contains("Operational"));
    layers = Optional.of(new LayerPlan(Map.of(EventClass.RESULTS, Set.of(Layer.OPC_UA))));
    plant.condition("spindle-1", "FAILED");
    Bench.until(() -> told.rows.contains("spindle-1 FAILED") || renewed.get());
    plant.condition("spindle-2", "FAILED"); // looked for after the plan had changed
    Bench.until(() -> told.rows.contains("spindle-2 FAILED") || renewed.get());
    assertThat(renewed).isFalse();
    assertThat(told.rows).endsWith("spindle-1 FAILED", "spindle-2 FAILED");
  }
}
