package org.bellcrank.itests.bench.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Two connections to a broker of MQTT 5 at QoS 1: one talks, one listens. */
final class Broker implements AutoCloseable {

  private static final int UNDER_WAY = 1000;

  private final MqttAsyncClient talks;
  private final MqttAsyncClient listens;
  private final Semaphore room = new Semaphore(UNDER_WAY);
  private final AtomicLong refused = new AtomicLong();
  private final MqttActionListener answered =
      new MqttActionListener() {
        @Override
        public void onSuccess(IMqttToken token) {
          room.release();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable why) {
          System.err.println("the broker did not take a message: " + why);
          refused.incrementAndGet();
          room.release();
        }
      };

  /** Told of each message, one after the other. */
  interface Ear {
    void heard(String topic, byte[] payload) throws IOException;
  }

  Broker(String address) throws MqttException {
    talks = connected(address, "bench-machines");
    listens = connected(address, "bench-listener");
  }

  private static MqttAsyncClient connected(String address, String id) throws MqttException {
    MqttAsyncClient client = new MqttAsyncClient(address, id, new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setReceiveMaximum(UNDER_WAY);
    client.connect(options).waitForCompletion();
    return client;
  }

  void listen(String filter, Ear ear) throws MqttException {
    listens.setCallback(new Hears(ear));
    listens.subscribe(filter, 1).waitForCompletion();
  }

  /** Publishes; waits while too many are not acknowledged. */
  void publish(String topic, String text) throws MqttException, InterruptedException {
    room.acquire();
    MqttMessage message = new MqttMessage(text.getBytes(StandardCharsets.UTF_8));
    message.setQos(1);
    talks.publish(topic, message, null, answered);
  }

  /** Waits until the broker has answered for all. */
  void settle() throws InterruptedException {
    room.acquire(UNDER_WAY);
    room.release(UNDER_WAY);
  }

  /** Messages that the broker did not take. */
  long refused() {
    return refused.get();
  }

  @Override
  public void close() throws MqttException {
    for (MqttAsyncClient client : new MqttAsyncClient[] {talks, listens}) {
      client.disconnectForcibly();
      client.close();
    }
  }

  private record Hears(Ear ear) implements MqttCallback {

    @Override
    public void messageArrived(String topic, MqttMessage message) throws IOException {
      ear.heard(topic, message.getPayload());
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
      System.err.println("the broker is gone: " + response);
    }

    @Override
    public void mqttErrorOccurred(MqttException why) {
      System.err.println("the broker's client: " + why);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean again, String where) {}

    @Override
    public void authPacketArrived(int reason, MqttProperties properties) {}
  }
}
