package org.bellcrank.source.mqtt.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.source.mqtt.testing.Mosquitto;
import org.bellcrank.source.mqtt.testing.Wait;
import org.bellcrank.source.mqtt.testing.Watching;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a connection gives back, bears and keeps in order. */
class BrokerLinkTest {

  @TempDir Path folder;

  private static LinkSettings settings(
      String uri, String id, MqttVersion version, String user, Supplier<String> password) {
    return new LinkSettings(
        "Test",
        version,
        URI.create(uri),
        id,
        List.of(),
        user,
        password,
        new KeyChoice("Test", "", ""),
        false,
        Optional::empty);
  }

  private static BrokerLink link(String uri, String id, MqttVersion version) {
    return new BrokerLink(settings(uri, id, version, "", () -> ""), message -> {});
  }

  private static long threads(String id) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("MQTT"))
        .filter(thread -> thread.getName().contains(id))
        .count();
  }

  /** Such as a firewall, a wrong service or a broker that hangs. */
  @ParameterizedTest
  @EnumSource
  void whatAcceptsAndSaysNothingKeepsNoThreadsAndNoSockets(MqttVersion version) throws Exception {
    String id = "silent-" + version;
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      BrokerLink link = link("tcp://127.0.0.1:" + silent.getLocalPort(), id, version);
      link.start();
      try (Socket accepted = silent.accept()) {
        assertThat(accepted.getInputStream().read()).isPositive(); // waits for the answer now
        link.close();
        accepted.setSoTimeout((int) TimeUnit.SECONDS.toMillis(20));
        assertThat(ended(accepted)).isTrue();
        Wait.until(() -> threads(id) == 0);
      }
    }
  }

  private static boolean ended(Socket accepted) {
    try {
      byte[] some = new byte[1024];
      int read = 0;
      while (read >= 0) {
        read = accepted.getInputStream().read(some);
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset
    }
  }

  @Test
  void whatGoesWrongWithinATryDoesNotEndTheTries() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (Mosquitto broker = Mosquitto.start(folder)) {
      BrokerLink link =
          new BrokerLink(
              settings(
                  broker.uri(),
                  "tries",
                  MqttVersion.V5,
                  "press",
                  () -> {
                    if (asked.incrementAndGet() == 1) {
                      throw new IllegalStateException("the gateway's cipher is not there yet");
                    }
                    return "";
                  }),
              message -> {});
      try {
        link.start();
        Wait.until(link::isUp);
        assertThat(asked).hasValue(2);
      } finally {
        link.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBurstIsTakenWholeAndInOrder(MqttVersion version) throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder)) {
      List<String> said = new CopyOnWriteArrayList<>();
      MqttClient watcher = new MqttClient(broker.uri(), "watcher", new MemoryPersistence());
      watcher.connect();
      watcher.setCallback(new Watching(said));
      watcher.subscribe("burst", 1);
      BrokerLink link = link(broker.uri(), "burst", version);
      try {
        link.start();
        Wait.until(link::isUp);
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          byte[] payload = String.valueOf(i).getBytes(StandardCharsets.UTF_8);
          answers.add(link.publish("burst", payload, 1, false));
        }
        for (CompletableFuture<Void> answer : answers) {
          answer.get(20, TimeUnit.SECONDS);
        }
        Wait.until(() -> said.size() >= 200);
        assertThat(said)
            .containsExactlyElementsOf(IntStream.range(0, 200).mapToObj(String::valueOf).toList());
      } finally {
        link.close();
        watcher.disconnect();
        watcher.close();
      }
    }
  }

  @Test
  void whatIsUnderWayWhenTheConnectionEndsFails() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder)) {
      BrokerLink link = link(broker.uri(), "ending", MqttVersion.V5);
      link.start();
      Wait.until(link::isUp);
      List<CompletableFuture<Void>> answers = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        answers.add(link.publish("ending", new byte[1000], 1, false));
      }
      link.close();
      Wait.until(() -> answers.stream().allMatch(CompletableFuture::isDone));
    }
  }
}
