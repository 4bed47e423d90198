package org.bellcrank.source.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.testing.MemoryIntake;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AssetSourceTest {

  private static final long AT = 1_700_000_000_000L;

  private final MemoryIntake intake = new MemoryIntake();
  private final MemoryStore store = new MemoryStore();
  private final FakeAsset asset = new FakeAsset("press-2", "temperature", "pressure");
  private AssetSource source;

  @AfterEach
  void stop() {
    if (source != null) {
      source.stop();
    }
  }

  private void start(Map<String, Object> given) {
    Map<String, Object> all = new HashMap<>(given);
    all.putIfAbsent("asset_pid", "press-2");
    source =
        new AssetSource(
            asset,
            intake,
            store,
            Clock.systemUTC(),
            Map.of("kura.service.pid", "from-press-2"),
            Given.settings(AssetSource.Config.class, all));
  }

  private void startHeard(Map<String, Object> given) {
    start(given);
    Wait.until(() -> asset.heard("pressure") && asset.heard("temperature"));
  }

  private List<Measurement> measurements() {
    return intake.accepted().stream()
        .filter(Measurement.class::isInstance)
        .map(Measurement.class::cast)
        .toList();
  }

  private List<DeviceStatus.Status> states() {
    return intake.accepted().stream()
        .filter(DeviceStatus.class::isInstance)
        .map(each -> ((DeviceStatus) each).status())
        .toList();
  }

  @Test
  void anEventBecomesAMeasurementWithTheDriversTimeAndTheChannelsUnit() {
    startHeard(Map.of());
    asset.tell("temperature", AT, TypedValues.newDoubleValue(81.5));
    Wait.until(() -> measurements().size() == 1);

    Measurement taken = measurements().get(0);
    assertThat(taken.point()).isEqualTo("press-2/temperature");
    assertThat(taken.value()).isEqualTo(81.5);
    assertThat(taken.unit()).contains("Cel");
    assertThat(taken.captured())
        .isEqualTo(new CaptureTime(Instant.ofEpochMilli(AT), CaptureTime.ClockQuality.SOURCE));
    assertThat(taken.source()).isEqualTo("kura:press-2");
  }

  @Test
  void theSameReadingToldTwiceIsOneObservation() {
    startHeard(Map.of());
    asset.tell("temperature", AT, TypedValues.newDoubleValue(81.5));
    asset.tell("temperature", AT, TypedValues.newDoubleValue(81.5));
    asset.tell("temperature", AT + 1, TypedValues.newDoubleValue(81.5));
    asset.tell("pressure", AT, TypedValues.newBooleanValue(true));
    Wait.until(() -> measurements().size() == 3);
    assertThat(measurements()).extracting(Measurement::value).containsExactly(81.5, 81.5, 1.0);
  }

  @Test
  void aFailureIsToldOnceAsAStateOfTheDeviceAndItsEndToo() {
    startHeard(Map.of());
    asset.fail("temperature", AT, "wire broken");
    asset.fail("temperature", AT + 1, "wire broken");
    asset.tell("temperature", AT + 2, TypedValues.newDoubleValue(Double.NaN));
    asset.tell("temperature", AT + 3, TypedValues.newDoubleValue(20));
    Wait.until(() -> measurements().size() == 1);

    assertThat(states())
        .containsExactly(
            DeviceStatus.Status.LOST, DeviceStatus.Status.OUT_OF_RANGE, DeviceStatus.Status.OK);
    assertThat(((DeviceStatus) intake.accepted().get(0)).detail()).isEqualTo("wire broken");
  }

  @Test
  void anAssetThatComesLaterAndOneThatIsConfiguredAnewAreListenedTo() {
    asset.there = false;
    start(Map.of());
    asset.there = true;
    Wait.until(() -> asset.heard("temperature"));

    asset.configure("temperature", "vibration");
    Wait.until(() -> asset.heard("vibration"));
    asset.tell("vibration", AT, TypedValues.newFloatValue(2));
    Wait.until(() -> measurements().size() == 1);
    assertThat(measurements().get(0).point()).isEqualTo("press-2/vibration");
  }

  @Test
  void anAssetThatDidNotChangeIsListenedToOnce() {
    startHeard(Map.of());
    int before = asset.looks.get();
    Wait.until(() -> asset.looks.get() >= before + 2);
    assertThat(asset.registrations).hasValue(2);
  }

  @Test
  void aDriverThatTellsNothingIsReadAtTheInterval() {
    asset.listenable = false;
    asset.value("temperature", TypedValues.newDoubleValue(7));
    start(Map.of("poll_interval", 100, "channels", new String[] {"temperature"}));
    Wait.until(() -> measurements().size() == 1);
    asset.value("temperature", TypedValues.newDoubleValue(8));
    Wait.until(() -> measurements().size() == 2);
    assertThat(measurements()).extracting(Measurement::value).containsExactly(7.0, 8.0);
  }

  @Test
  void aDeviceThatCannotBeReachedAndAnAssetThatGoesAreStatesOfTheirChannels() {
    asset.value("temperature", TypedValues.newDoubleValue(7));
    asset.value("pressure", TypedValues.newDoubleValue(8));
    start(Map.of("poll_interval", 100));
    Wait.until(() -> measurements().size() == 2);
    asset.broken = true;
    Wait.until(() -> states().size() == 2);
    assertThat(states()).containsOnly(DeviceStatus.Status.LOST);
    asset.broken = false;
    Wait.until(() -> states().size() == 4);
    assertThat(states().subList(2, 4)).containsOnly(DeviceStatus.Status.OK);
    asset.there = false;
    Wait.until(() -> states().size() == 6);
    assertThat(states().subList(4, 6)).containsOnly(DeviceStatus.Status.LOST);
  }

  @Test
  void aChannelOfTextsIsRefusedOnceAndTheOthersGoOn() {
    startHeard(Map.of());
    asset.tell("temperature", AT, TypedValues.newStringValue("warm"));
    asset.tell("temperature", AT + 1, TypedValues.newStringValue("warm"));
    asset.tell("pressure", AT, TypedValues.newStringValue("3.5"));
    Wait.until(() -> measurements().size() == 1);
    assertThat(store.counts()).containsEntry("observation.refused", 1L);
  }

  @Test
  void whatTheDiskDoesNotTakeWaitsAndIsKeptWhenItCan() {
    startHeard(Map.of());
    intake.full(true);
    asset.tell("temperature", AT, TypedValues.newDoubleValue(1));
    asset.tell("temperature", AT + 1, TypedValues.newDoubleValue(2));
    intake.full(false);
    Wait.until(() -> measurements().size() == 2);
    assertThat(measurements()).extracting(Measurement::value).containsExactly(1.0, 2.0);
    assertThat(source.lost()).isZero();
  }

  @Test
  void aStormFillsThreeQuartersIsCountedAndLeavesRoomForAFailure() {
    startHeard(Map.of("queue_size", 400));
    intake.full(true);
    for (int i = 0; i < 2_000; i++) {
      asset.tell("temperature", AT + i, TypedValues.newDoubleValue(i));
    }
    long lost = source.lost();
    assertThat(lost).isGreaterThanOrEqualTo(2_000 - 300 - 64);
    asset.fail("pressure", AT, "gone");
    assertThat(source.lost()).isEqualTo(lost);

    intake.full(false);
    Wait.until(() -> states().contains(DeviceStatus.Status.LOST));
    assertThat(measurements()).hasSize((int) (2_000 - lost));
    Wait.until(() -> store.counts().containsKey("observation.shed"));
    assertThat(store.newest("observation.shed", 1).get(0).facts().whole("readingsInAll"))
        .hasValue(lost);
  }

  @Test
  void aSettingThatIsNotAllowedIsRefusedWithGivenAllowedAndWhere() {
    assertThatThrownBy(() -> start(Map.of("poll_interval", 50)))
        .hasMessageContaining("from-press-2, poll.interval: given 50; allowed: 100 to 86400000");
    assertThatThrownBy(() -> start(Map.of("point", "all-one")))
        .hasMessageContaining("point: given 'all-one'");
    assertThatThrownBy(() -> start(Map.of("listen", false))).hasMessageContaining("listen");
    assertThatThrownBy(() -> start(Map.of("asset_pid", " "))).hasMessageContaining("asset.pid");
  }
}
