package org.bellcrank.publish.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.source.mqtt.link.BrokerLink;
import org.bellcrank.source.mqtt.link.LinkSettings;
import org.bellcrank.source.mqtt.link.MqttVersion;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Wait;
import org.bellcrank.source.mqtt.testing.Watching;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for its turn leaves over the connection that it was given to, or not at all. */
class PacedLinkTest {

  private static final String TOPIC = "paced";

  @TempDir Path folder;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private Mosquitto broker;
  private MqttClient watcher;
  private BrokerLink link;
  private PacedLink paced;

  @BeforeEach
  void connect() throws Exception {
    broker = Mosquitto.start(folder);
    watcher = new MqttClient(broker.uri(), "watcher", new MemoryPersistence());
    watcher.connect();
    watcher.setCallback(new Watching(said));
    watcher.subscribe(TOPIC, 1);
    LinkSettings settings =
        new LinkSettings(
            "Test",
            MqttVersion.V3_1_1,
            URI.create(broker.uri()),
            "paced",
            List.of(),
            "",
            () -> "",
            new KeyChoice("Test", "", ""),
            false,
            Optional::empty);
    link = new BrokerLink(settings, message -> {});
    link.start();
    Wait.until(link::isUp);
    paced = new PacedLink(link, new Pace(100));
  }

  @AfterEach
  void disconnect() throws Exception {
    link.close();
    watcher.disconnect();
    watcher.close();
    broker.close();
  }

  private CompletableFuture<Void> publish(String text) {
    return paced.publish(TOPIC, text.getBytes(StandardCharsets.UTF_8), 1, false);
  }

  /** Holds the connection's own thread, so that what is asked of it meanwhile waits in order. */
  private CountDownLatch hold() {
    CountDownLatch held = new CountDownLatch(1);
    link.execute(
        () -> {
          try {
            held.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return held;
  }

  private void given(List<CompletableFuture<Void>> answers) {
    for (int i = 0; i < 3; i++) {
      answers.add(publish("before " + i));
    }
  }

  private void lastIs(String text, List<CompletableFuture<Void>> failed) throws Exception {
    fail(failed);
    publish(text).get(20, TimeUnit.SECONDS);
    Wait.until(() -> said.contains(text));
  }

  private static void fail(List<CompletableFuture<Void>> failed) {
    for (CompletableFuture<Void> each : failed) {
      assertThatThrownBy(() -> each.get(20, TimeUnit.SECONDS))
          .isInstanceOf(CancellationException.class)
          .hasMessageContaining("published again");
    }
  }

  @Test
  void whatWaitedForItsTurnDoesNotLeaveOverTheNextConnection() throws Exception {
    CountDownLatch held = hold();
    link.renew();
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    given(answers);
    held.countDown();
    fail(answers);
    paced.forget();
    lastIs("after", answers);
    assertThat(said).containsExactly("after");
  }

  /** As when the connection is made anew while a feed gives what follows. */
  @Test
  void whatIsGivenBehindOneThatDidNotLeaveDoesNotOvertakeIt() throws Exception {
    CountDownLatch held = hold();
    link.renew();
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    given(answers);
    held.countDown();
    fail(answers);
    Wait.until(link::isUp);
    fail(List.of(publish("behind"), publish("and behind that")));
    paced.forget();
    publish("before 0").get(20, TimeUnit.SECONDS);
    publish("behind").get(20, TimeUnit.SECONDS);
    Wait.until(() -> said.size() == 2);
    assertThat(said).containsExactly("before 0", "behind");
  }

  @Test
  void whatIsToBePublishedAgainDoesNotLeaveTwice() throws Exception {
    CountDownLatch held = hold();
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    given(answers);
    paced.forget();
    held.countDown();
    lastIs("again", answers);
    assertThat(said).containsExactly("again");
  }

  @Test
  void overOneConnectionAllLeavesInOrder() throws Exception {
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    given(answers);
    answers.add(publish("last"));
    for (CompletableFuture<Void> each : answers) {
      each.get(20, TimeUnit.SECONDS);
    }
    Wait.until(() -> said.size() == 4);
    assertThat(said).containsExactly("before 0", "before 1", "before 2", "last");
  }
}
