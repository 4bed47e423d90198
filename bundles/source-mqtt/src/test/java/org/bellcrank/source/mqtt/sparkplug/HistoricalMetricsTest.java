package org.bellcrank.source.mqtt.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bellcrank.source.mqtt.sparkplug.SparkplugTopic.Kind;
import org.bellcrank.stream.Sample;
import org.junit.jupiter.api.Test;

/** What a node kept while nobody heard it is of the time at which it was so, or of none. */
class HistoricalMetricsTest {

  private static final Instant NOW = Instant.parse("2026-05-04T06:00:00Z");
  private static final OptionalLong NIGHT =
      OptionalLong.of(NOW.minusSeconds(20_000).toEpochMilli());
  private static final OptionalLong NONE = OptionalLong.empty();

  private final HostCounts counts = new HostCounts();
  private final DeviceView device =
      new DeviceView(
          new SparkplugTopic("hall", Kind.DDATA, "gate", "press"),
          "press",
          new PointNames("{device}/{metric}"),
          counts,
          new Room(100));

  private List<Sample> said(OptionalLong sent, Metric... metrics) {
    List<Sample> samples = new ArrayList<>();
    device.values(new SparkplugMessage(sent, OptionalInt.of(1), List.of(metrics)), NOW, samples);
    return samples;
  }

  private static Metric metric(OptionalLong at, boolean historical) {
    return new Metric(
        "oil",
        OptionalLong.empty(),
        at,
        Metric.DOUBLE,
        Optional.of(99.5),
        false,
        OptionalInt.empty(),
        Optional.empty(),
        historical);
  }

  @Test
  void whatIsToldLateWithoutATimeOfItsOwnIsNoSampleOfNow() {
    OptionalLong sent = OptionalLong.of(NOW.toEpochMilli());
    assertThat(said(sent, metric(NONE, true))).isEmpty();
    assertThat(said(NONE, metric(NONE, true))).isEmpty();
    assertThat(said(sent, metric(OptionalLong.of(-1), true))).as("no time").isEmpty();
    assertThat(counts.passedOver()).isEqualTo(3);
    assertThat(device.gone(NOW, "it died")).as("it had no value").isEmpty();
  }

  @Test
  void whatIsToldLateWithItsTimeAndWhatIsToldNowAreSamples() {
    OptionalLong sent = OptionalLong.of(NOW.toEpochMilli());
    Sample past = Sample.of("press/oil", NOW.minusSeconds(20_000), 99.5).ofThePast();
    Sample fresh = Sample.of("press/oil", NOW, 99.5);
    assertThat(said(sent, metric(NIGHT, true), metric(NONE, false))).containsExactly(past, fresh);
    assertThat(said(NONE, metric(NONE, false))).containsExactly(fresh);
    assertThat(counts.passedOver()).isZero();
  }
}
