package org.bellcrank.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.bellcrank.source.mqtt.sparkplug.HostEvent;
import org.bellcrank.source.mqtt.sparkplug.HostView;
import org.bellcrank.source.mqtt.sparkplug.Metric;
import org.bellcrank.source.mqtt.sparkplug.PointNames;
import org.bellcrank.source.mqtt.sparkplug.SparkplugCodec;
import org.bellcrank.source.mqtt.sparkplug.SparkplugMessage;
import org.bellcrank.source.mqtt.sparkplug.SparkplugTopic;
import org.junit.jupiter.api.Test;

/** Whatever comes is understood or refused, without harm; seeded, so that a failure comes again. */
class AnySparkplugTest {

  private static final Instant NOW = Instant.parse("2026-05-04T06:00:00Z");

  private static byte[] message(int seq, long birth) {
    return SparkplugCodec.write(
        new SparkplugMessage(
            OptionalLong.of(NOW.toEpochMilli()),
            OptionalInt.of(seq),
            List.of(
                Metric.of(SparkplugMessage.BIRTH_NUMBER, Metric.INT64, birth),
                Metric.of("temperature", Metric.DOUBLE, 80.5),
                Metric.of("running", Metric.BOOLEAN, true),
                Metric.of("label", Metric.STRING, "hall"))));
  }

  private static SparkplugTopic topic(String text) {
    return SparkplugTopic.of("spBv1.0/" + text).orElseThrow();
  }

  private static HostView view() {
    return new HostView(new PointNames("{node}/{metric}"), Duration.ofSeconds(10));
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    SparkplugMessage read = SparkplugCodec.read(message(7, 3));
    assertThat(read.seq()).hasValue(7);
    assertThat(read.birthNumber()).hasValue(3);
    assertThat(read.metric("temperature").orElseThrow().value()).contains(80.5);
    assertThat(SparkplugCodec.write(read)).isEqualTo(message(7, 3));
  }

  @Test
  void mutatedMessagesAreUnderstoodOrRefused() {
    HostView view = view();
    Random random = new Random(11);
    String[] topics = {"g/NBIRTH/n", "g/NDATA/n", "g/DBIRTH/n/d", "g/DDATA/n/d", "g/NDEATH/n"};
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = message(random.nextInt(256), random.nextInt(3));
      for (int many = random.nextInt(5); many > 0; many--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        view.arrived(topic(topics[random.nextInt(topics.length)]), bytes, NOW.plusSeconds(i));
      } catch (IOException e) {
        refused++;
        assertThat(e.getMessage()).contains("given");
      }
    }
    assertThat(refused).isBetween(1_000, 19_000);
  }

  @Test
  void theNumberAfter255IsZeroAndARequestIsNotRepeatedAtOnce() throws Exception {
    HostView view = view();
    assertThat(view.arrived(topic("g/NDATA/n"), message(4, 0), NOW))
        .singleElement()
        .isInstanceOf(HostEvent.Rebirth.class);
    assertThat(view.arrived(topic("g/NDATA/n"), message(5, 0), NOW.plusSeconds(9))).isEmpty();
    assertThat(view.arrived(topic("g/NDATA/n"), message(6, 0), NOW.plusSeconds(10))).hasSize(1);
    view.arrived(topic("g/NBIRTH/n"), message(254, 1), NOW);
    for (int seq : new int[] {255, 0, 1}) {
      assertThat(view.arrived(topic("g/NDATA/n"), message(seq, 1), NOW))
          .singleElement()
          .isInstanceOf(HostEvent.Values.class);
    }
    assertThat(view.counts().gaps()).isZero();
    assertThat(view.arrived(topic("g/NDATA/n"), message(3, 1), NOW))
        .anyMatch(HostEvent.Rebirth.class::isInstance);
    assertThat(view.counts().gaps()).isEqualTo(1);
  }

  @Test
  void theDeathOfAnEarlierLifeIsNone() throws Exception {
    HostView view = view();
    view.arrived(topic("g/NBIRTH/n"), message(0, 2), NOW);
    assertThat(view.arrived(topic("g/NDEATH/n"), message(0, 1), NOW)).isEmpty();
    assertThat(view.arrived(topic("g/NDEATH/n"), message(0, 2), NOW)).isNotEmpty();
  }

  @Test
  void afterALostConnectionWhoStaysSilentIsLost() throws Exception {
    HostView view = view();
    view.arrived(topic("g/NBIRTH/n"), message(0, 2), NOW);
    view.arrived(topic("g/NBIRTH/m"), message(0, 2), NOW);
    assertThat(view.connectedAgain(NOW)).hasSize(2);
    view.arrived(topic("g/NBIRTH/m"), message(0, 3), NOW);
    assertThat(view.silentSince(NOW.plusSeconds(30)))
        .filteredOn(HostEvent.Change.class::isInstance)
        .extracting(event -> ((HostEvent.Change) event).device())
        .containsExactly("g/n");
  }

  @Test
  void aDeviceThatANodesNewLifeDoesNotBringAlongIsLost() throws Exception {
    HostView view = view();
    view.arrived(topic("g/NBIRTH/n"), message(0, 1), NOW);
    view.arrived(topic("g/DBIRTH/n/kept"), message(1, 0), NOW);
    view.arrived(topic("g/DBIRTH/n/gone"), message(2, 0), NOW);
    view.arrived(topic("g/NBIRTH/n"), message(0, 2), NOW);
    view.arrived(topic("g/DBIRTH/n/kept"), message(1, 0), NOW);
    assertThat(view.arrived(topic("g/NDATA/n"), message(2, 0), NOW.plusSeconds(30)))
        .noneMatch(HostEvent.Change.class::isInstance);
    assertThat(view.arrived(topic("g/NDATA/n"), message(3, 0), NOW.plusSeconds(31)))
        .filteredOn(HostEvent.Change.class::isInstance)
        .extracting(event -> ((HostEvent.Change) event).device())
        .containsExactly("g/n/gone");
  }
}
