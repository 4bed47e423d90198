package org.bellcrank.source.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.testing.MemoryEvidence;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.stream.Quality;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.kura.wire.WireEnvelope;
import org.eclipse.kura.wire.WireRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.ComponentContext;

/** Readings of assets and wires whose points have pipelines. */
class SampleWayTest {

  private static final long AT = 1_700_000_000_000L;

  private final MemoryIntake intake = new MemoryIntake();
  private final MemoryStore store = new MemoryStore();
  private final TakenSamples taken = new TakenSamples();
  private final FakeAsset asset = new FakeAsset("press-2", "temperature", "pressure");
  private AssetSource source;

  private void start() {
    source =
        new AssetSource(
            asset,
            intake,
            store,
            Clock.systemUTC(),
            Map.of("kura.service.pid", "from-press-2"),
            Given.settings(AssetSource.Config.class, Map.of("asset_pid", "press-2")));
    Wait.until(() -> asset.heard("pressure") && asset.heard("temperature"));
  }

  @AfterEach
  void stop() {
    if (source != null) {
      source.stop();
    }
  }

  @Test
  void theReadingOfAPointWithAPipelineIsASampleAndAnothersAMeasurement() {
    start();
    taken.streamed = Set.of("press-2/temperature");
    source.setSampleIntake(taken);
    asset.tell("temperature", AT, TypedValues.newDoubleValue(81.5));
    asset.tell("pressure", AT, TypedValues.newDoubleValue(6));
    asset.fail("temperature", AT + 1, "wire broken");
    Wait.until(() -> intake.accepted().size() == 1);
    assertThat(((Measurement) intake.accepted().get(0)).point()).isEqualTo("press-2/pressure");
    assertThat(taken.of("press-2/temperature")).hasSize(2);
    assertThat(taken.samples.get(0).value()).isEqualTo(81.5);
    assertThat(taken.samples.get(0).unit()).contains("Cel");
    assertThat(taken.samples.get(1).quality()).isEqualTo(Quality.BAD);
    assertThat(taken.samples.get(1).note()).contains("wire broken");
  }

  @Test
  void whenSamplesAreTakenNoMoreTheyAreMeasurementsAgain() {
    start();
    taken.streamed = Set.of("press-2/temperature");
    source.setSampleIntake(taken);
    source.unsetSampleIntake(taken);
    asset.tell("temperature", AT, TypedValues.newDoubleValue(81.5));
    Wait.until(() -> intake.accepted().size() == 1);
    assertThat(taken.samples).isEmpty();
  }

  @Test
  void aSampleThatFindsNoRoomIsALostReadingAndToldThoughNothingElseComes() {
    start();
    taken.streamed = Set.of("press-2/temperature");
    taken.full = true;
    source.setSampleIntake(taken);
    asset.tell("temperature", AT, TypedValues.newDoubleValue(81.5));
    assertThat(source.lost()).isEqualTo(1);
    Wait.until(
        () -> store.entries().stream().anyMatch(each -> each.kind().equals("observation.shed")));
  }

  @Test
  void readingsOfWiresGoTheSameWayAndMessagesStayMessages() {
    WireSource wire =
        new WireSource(intake, new MemoryEvidence(), store, Clock.systemUTC(), new Wires());
    wire.start(
        Given.nothing(ComponentContext.class),
        Map.of("kura.service.pid", "line"),
        Given.settings(WireSource.Config.class, Map.of()));
    try {
      taken.streamed = Set.of("press/force");
      wire.setSampleIntake(taken);
      wire.onWireReceive(
          new WireEnvelope(
              "timer",
              List.of(
                  new WireRecord(
                      Map.of(
                          "assetName", TypedValues.newStringValue("press"),
                          "force", TypedValues.newDoubleValue(4.5),
                          "speed", TypedValues.newDoubleValue(2))))));
      Wait.until(() -> intake.accepted().size() == 1 && taken.samples.size() == 1);
      assertThat(((Measurement) intake.accepted().get(0)).point()).isEqualTo("press/speed");
      assertThat(taken.samples.get(0).value()).isEqualTo(4.5);
    } finally {
      wire.stop();
    }
  }
}
