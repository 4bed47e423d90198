package org.bellcrank.itests.kura.cloud;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to an MQTT broker that comes back by itself. Thread-safe. */
public final class Broker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
  private static final long RETRY_MILLIS = 500;
  private static final long SEND_MILLIS = 5_000;

  /** Told what comes; called on the client's thread, so it must not block. */
  public interface Listener {

    void connected();

    void lost();

    void arrived(String topic, byte[] payload);
  }

  private final MqttClient client;
  private final MqttConnectionOptions options = new MqttConnectionOptions();
  private final String subscription;
  private final Listener listener;
  private final ScheduledExecutorService retries =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "broker connection"));

  /**
   * @param subscription the topics to listen to
   * @param will topic on which the broker tells when the connection breaks; null for none
   */
  public Broker(String address, String client, String subscription, String will, Listener listener)
      throws MqttException {
    this.client = new MqttClient(address, client, new MemoryPersistence());
    this.subscription = subscription;
    this.listener = listener;
    this.client.setTimeToWait(SEND_MILLIS);
    options.setCleanStart(true);
    options.setAutomaticReconnect(false);
    options.setConnectionTimeout(5);
    if (will != null) {
      byte[] id = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
      options.setWill(will, new MqttMessage(id, 0, false, null));
    }
  }

  public void start() {
    client.setCallback(new Events());
    retries.scheduleWithFixedDelay(this::connect, 0, RETRY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void connect() {
    if (client.isConnected()) {
      return;
    }
    try {
      client.connect(options);
      client.subscribe(subscription, 1);
      listener.connected();
    } catch (MqttException e) {
      LOG.debug("no connection to {}: {}", client.getServerURI(), e.getMessage());
    }
  }

  public boolean isConnected() {
    return client.isConnected();
  }

  /**
   * @throws MqttException when there is no connection, or the broker does not confirm in time
   */
  public void publish(String topic, byte[] payload, int qos, boolean retain) throws MqttException {
    client.publish(topic, payload, qos, retain);
  }

  @Override
  public void close() {
    retries.shutdownNow();
    try {
      if (client.isConnected()) {
        client.disconnect(1_000);
      }
      client.close(true);
    } catch (MqttException e) {
      LOG.debug("the connection ended: {}", e.getMessage());
    }
  }

  private final class Events implements MqttCallback {

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      listener.arrived(topic, message.getPayload());
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
      listener.lost();
    }

    @Override
    public void mqttErrorOccurred(MqttException e) {
      LOG.warn("MQTT: {}", e.getMessage());
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
      // Publishing waits for it.
    }

    @Override
    public void connectComplete(boolean again, String address) {
      // Told by whoever connected, after the subscription stands.
    }

    @Override
    public void authPacketArrived(int reason, MqttProperties properties) {
      // Not used.
    }
  }
}
