package org.bellcrank.source.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.store.jdbc.JdbcStore;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.component.ComponentContext;

/** Both ways on a real store that is closed and opened again. */
class OnDiskTest {

  @TempDir Path root;

  @Test
  void whatAChannelToldIsThereAfterARestartAndToldAgainIsNotAddedTwice() {
    for (int run = 0; run < 2; run++) {
      try (JdbcStore store = JdbcStore.open(root)) {
        FakeAsset asset = new FakeAsset("press-2", "temperature");
        AssetSource source =
            new AssetSource(
                asset,
                new DurableIntake(store, Clock.systemUTC()),
                store,
                Clock.systemUTC(),
                Map.of("kura.service.pid", "from-press-2"),
                Given.settings(AssetSource.Config.class, Map.of("asset_pid", "press-2")));
        Wait.until(() -> asset.heard("temperature"));
        for (int i = 0; i < 300 + run; i++) {
          asset.tell("temperature", 1_700_000_000_000L + i, TypedValues.newDoubleValue(i));
        }
        source.stop();
        assertThat(source.lost()).isZero();
      }
    }
    try (JdbcStore store = JdbcStore.open(root)) {
      List<Double> values =
          store.read(
              unit ->
                  unit.port(ObservationBook.class).after(0, 1_000).stream()
                      .map(each -> ((Measurement) each.observation()).value())
                      .toList());
      assertThat(values).hasSize(301);
      assertThat(values.get(300)).isEqualTo(300);
    }
  }

  @Test
  void aFeedGoesOnBehindTheLastOrderAfterARestart() {
    Wires wires = new Wires();
    for (int run = 0; run < 2; run++) {
      try (JdbcStore store = JdbcStore.open(root)) {
        WireFeed feed = new WireFeed(store, wires);
        feed.start(
            Given.nothing(ComponentContext.class),
            Map.of("kura.service.pid", "orders"),
            Given.settings(WireFeed.Config.class, Map.of("start", "beginning")));
        feed.consumersConnected(Wires.one());
        for (int i = 0; i < 5; i++) {
          String order = "wo-" + run + i;
          store.commit(
              unit -> {
                unit.append(Clock.systemUTC().instant(), "order.raised", order, Facts.empty());
                return null;
              });
        }
        int wanted = 5 * (run + 1);
        Wait.until(() -> wires.emitted.size() >= wanted);
        feed.stop();
      }
    }
    assertThat(wires.emitted)
        .extracting(each -> each.getProperties().get("subject").getValue())
        .isEqualTo(
            List.of(
                "wo-00", "wo-01", "wo-02", "wo-03", "wo-04", "wo-10", "wo-11", "wo-12", "wo-13",
                "wo-14"));
  }
}
