package org.bellcrank.fleet.mqtt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/**
 * Many gateways in one process, over a few connections to a real broker. Connections that break are
 * made again, and every gateway is born again then, as Kura does.
 */
final class SimulatedFleet implements AutoCloseable {

  static final String ACCOUNT = "plant";
  private static final int CONNECTIONS = 4;

  final Map<String, SimulatedGateway> gateways = new LinkedHashMap<>();
  final AtomicLong messages = new AtomicLong();
  private final List<Connection> connections = new ArrayList<>();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8);
  private final String broker;
  private volatile boolean closed;

  SimulatedFleet(String broker, int count, SimulatedGateway.Nature nature) {
    this.broker = broker;
    for (int i = 0; i < count; i++) {
      String id = "gw-%03d".formatted(i);
      gateways.put(id, new SimulatedGateway(id, i, nature, threads, this::publish));
    }
    List<SimulatedGateway> all = List.copyOf(gateways.values());
    int share = (count + CONNECTIONS - 1) / CONNECTIONS;
    for (int from = 0; from < count; from += share) {
      Connection connection =
          new Connection("simulated-" + from, all.subList(from, Math.min(count, from + share)));
      connections.add(connection);
      connection.open();
    }
  }

  private void publish(SimulatedGateway from, String topic, byte[] payload) {
    for (Connection each : connections) {
      if (each.mine.contains(from)) {
        each.publish(topic, payload);
      }
    }
  }

  @Override
  public void close() throws MqttException {
    closed = true;
    threads.shutdownNow();
    for (Connection each : connections) {
      if (each.client.isConnected()) {
        each.client.disconnect().waitForCompletion(2000);
      }
      each.client.close(true);
    }
  }

  private final class Connection extends QuietCallback {

    private final String id;
    private final List<SimulatedGateway> mine;
    private volatile MqttAsyncClient client;

    Connection(String id, List<SimulatedGateway> mine) {
      this.id = id;
      this.mine = mine;
    }

    void open() {
      try {
        if (client != null) {
          client.close(true);
        }
        client = new MqttAsyncClient(broker, id, new MemoryPersistence());
        client.setCallback(this);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setReceiveMaximum(1000);
        client.connect(options).waitForCompletion(10_000);
        MqttSubscription[] topics =
            mine.stream()
                .map(each -> new MqttSubscription("$EDC/" + ACCOUNT + "/" + each.id() + "/#", 1))
                .toArray(MqttSubscription[]::new);
        client.subscribe(topics).waitForCompletion(10_000);
        mine.forEach(SimulatedGateway::born);
      } catch (MqttException e) {
        again();
      }
    }

    private void again() {
      if (!closed) {
        threads.schedule(this::open, 300, TimeUnit.MILLISECONDS);
      }
    }

    void publish(String topic, byte[] payload) {
      try {
        MqttMessage message = new MqttMessage(payload);
        message.setQos(1);
        client.publish(topic, message);
        messages.incrementAndGet();
      } catch (MqttException e) {
        // what a gateway says while the broker is away is lost, as at QoS 0 without a store
      }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) throws IOException {
      String[] parts = topic.split("/", 6);
      if (parts.length == 6) {
        messages.incrementAndGet();
        gateways.get(parts[2]).heard(parts[3], parts[4], parts[5], message.getPayload());
      }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
      again();
    }
  }
}
