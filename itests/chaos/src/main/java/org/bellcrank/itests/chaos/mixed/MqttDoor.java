package org.bellcrank.itests.chaos.mixed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.bellcrank.itests.chaos.Sighting;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * Publishes with QoS 1. What the broker acknowledged within the last seconds may be gone with it
 * when it is killed, for it writes to disk once a second; so a sender that lost its broker says the
 * last seconds again. The gateway has no part in that: what reached it has reached it.
 */
final class MqttDoor implements Door {

  private static final long SAID_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long LIMIT_MILLIS = 5_000;

  private final String address;
  private final String name;
  private final String topic;
  private final Deque<Said> said = new ArrayDeque<>();
  private MqttClient client;
  private volatile boolean brokerDied;

  private record Said(long nanos, String json) {}

  MqttDoor(String address, int number) {
    this.address = address;
    name = "sender-" + number;
    topic = "bellcrank/observations/" + name;
  }

  /** The broker was killed; called by another thread. */
  void brokerDied() {
    brokerDied = true;
  }

  /** Whether there is something to say again. */
  boolean owes() {
    return brokerDied;
  }

  /** Says again what may be gone; whether the broker has it. */
  boolean settle() throws InterruptedException {
    if (!brokerDied) {
      return true;
    }
    brokerDied = false;
    for (Said each : said) {
      if (!publish(each.json())) {
        brokerDied = true;
        return false;
      }
    }
    return !brokerDied;
  }

  @Override
  public boolean offer(Sighting sighting) throws InterruptedException {
    if (!settle() || !publish(sighting.json())) {
      return false;
    }
    long now = System.nanoTime();
    said.addLast(new Said(now, sighting.json()));
    while (now - said.peekFirst().nanos() > SAID_AGAIN_NANOS) {
      said.removeFirst();
    }
    return true;
  }

  private boolean publish(String json) throws InterruptedException {
    try {
      connected().publish(topic, message(json));
      return true;
    } catch (MqttException e) {
      drop();
      TimeUnit.MILLISECONDS.sleep(100);
      return false;
    }
  }

  private static MqttMessage message(String json) {
    MqttMessage message = new MqttMessage(json.getBytes(StandardCharsets.UTF_8));
    message.setQos(1);
    return message;
  }

  private MqttClient connected() throws MqttException {
    if (client == null) {
      MqttClient fresh = new MqttClient(address, name, new MemoryPersistence());
      fresh.setTimeToWait(LIMIT_MILLIS);
      MqttConnectionOptions options = new MqttConnectionOptions();
      options.setCleanStart(true);
      options.setConnectionTimeout(2);
      options.setAutomaticReconnect(false);
      client = fresh;
      fresh.connect(options);
    }
    return client;
  }

  private void drop() {
    if (client == null) {
      return;
    }
    try {
      client.disconnectForcibly(0, 0, false);
    } catch (MqttException alreadyGone) {
      // closing is what is left
    }
    try {
      client.close(true);
    } catch (MqttException alreadyGone) {
      // nothing of it is used again
    }
    client = null;
  }

  @Override
  public void close() {
    drop();
  }
}
