package org.bellcrank.itests.plant;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * The plant's machines as devices at an MQTT broker, each with a connection of its own (MQTT 3.1.1,
 * at least once). A sample goes to {@code plant/<asset>/<channel>} as {@code
 * {"at":"2026-03-02T...Z", "value":7.5,"unit":"bar"}}, without unit for counters and states; a
 * waveform to {@code plant/<asset>/<channel>/waveform} as {@code
 * {"at":...,"rate":12800,"unit":...,"speed":49.2, "values":[...]}} with four digits after the
 * point. {@code plant/<asset>/status} is kept at {@code online}, by the broker at {@code offline}
 * when the device goes without a word. Not for use by several threads.
 */
public final class MqttPlant implements AutoCloseable {
  private static final int AT_LEAST_ONCE = 1;
  private static final int ROOM = 10; // the client's own, unless told otherwise
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BREATH = Duration.ofMillis(5);

  /** A machine and its connection. */
  private record Device(Machine machine, MqttClient client) {}

  private final List<Device> devices;

  private MqttPlant(List<Device> devices) {
    this.devices = devices;
  }

  /**
   * Connects all devices.
   *
   * @param broker such as {@code tcp://127.0.0.1:1883}
   */
  public static MqttPlant start(Plant plant, String broker) throws MqttException {
    List<Device> devices = new ArrayList<>();
    MqttPlant all = new MqttPlant(devices);
    try {
      for (Machine machine : plant.machines()) {
        devices.add(new Device(machine, connect(machine.station().asset(), broker)));
      }
    } catch (MqttException refused) {
      all.close();
      throw refused;
    }
    return all;
  }

  private static MqttClient connect(String asset, String broker) throws MqttException {
    MqttClient client = new MqttClient(broker, "plant-" + asset, new MemoryPersistence());
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setAutomaticReconnect(true);
    options.setWill(status(asset), bytes("offline"), AT_LEAST_ONCE, true);
    client.setTimeToWait(PATIENCE.toMillis());
    client.connect(options);
    client.publish(status(asset), bytes("online"), AT_LEAST_ONCE, true);
    return client;
  }

  /** Tells a sample of each channel that is no waveform. */
  public void tellSamples(Duration at) throws MqttException {
    for (Device device : devices) {
      tell(device.client(), PlantMessages.samples(device.machine(), at));
    }
  }

  /** Tells a stretch of each waveform. */
  public void tellWaveforms(Duration at) throws MqttException {
    for (Device device : devices) {
      tell(device.client(), PlantMessages.waveforms(device.machine(), at));
    }
  }

  private static void tell(MqttClient client, List<PlantMessages.Message> messages)
      throws MqttException {
    for (PlantMessages.Message message : messages) {
      awaitRoom(client);
      client.publish(message.topic(), message.payload(), AT_LEAST_ONCE, false);
    }
  }

  /**
   * A broker that acknowledges late slows the machines down. A message that was not acknowledged in
   * time stays with the client, which has room for a few alone and refuses more.
   */
  private static void awaitRoom(MqttClient client) throws MqttException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (client.getPendingDeliveryTokens().length >= ROOM) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        throw new MqttException(MqttException.REASON_CODE_MAX_INFLIGHT);
      }
      LockSupport.parkNanos(BREATH.toNanos());
    }
  }

  /** Takes leave of the broker: all devices are offline. */
  @Override
  public void close() {
    for (Device device : devices) {
      try {
        if (device.client().isConnected()) {
          String topic = status(device.machine().station().asset());
          device.client().publish(topic, bytes("offline"), AT_LEAST_ONCE, true);
          device.client().disconnect();
        }
        device.client().close();
      } catch (MqttException gone) {
        // the broker says offline for it
      }
    }
  }

  private static String status(String asset) {
    return "plant/" + asset + "/status";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
