package org.bellcrank.itests.command;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Assumptions;

/** A mosquitto of Debian's package on a free loopback port, and a sender. */
final class Broker implements AutoCloseable {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"));

  private final Process process;
  private final String uri;
  private final Path log;

  private Broker(Process process, String uri, Path log) {
    this.process = process;
    this.uri = uri;
    this.log = log;
  }

  static Broker start(Path folder) throws Exception {
    Path program = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
    if (program == null) {
      System.err.println("SKIPPED: no mosquitto on this machine; install the Debian package");
    }
    Assumptions.assumeTrue(program != null, "mosquitto is not installed");
    int port = Command.freePort();
    Path settings = folder.resolve("mosquitto.conf");
    Files.writeString(
        settings,
        "listener %d 127.0.0.1\nallow_anonymous true\npersistence false\n".formatted(port));
    Path log = folder.resolve("mosquitto.log");
    Process process =
        new ProcessBuilder(program.toString(), "-c", settings.toString(), "-v")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Broker broker = new Broker(process, "tcp://127.0.0.1:" + port, log);
    Wait.until(Duration.ofSeconds(20), () -> broker.said("running"));
    return broker;
  }

  String uri() {
    return uri;
  }

  int port() {
    return URI.create(uri).getPort();
  }

  boolean said(String words) throws IOException {
    return Files.readString(log).contains(words);
  }

  void publish(String topic, byte[] payload) throws MqttException {
    MqttClient client = new MqttClient(uri, "sender", new MemoryPersistence());
    client.connect();
    client.publish(topic, payload, 1, false);
    client.disconnect();
    client.close();
  }

  void publish(String topic, String payload) throws MqttException {
    publish(topic, payload.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
