package org.bellcrank.source.mqtt.link;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MQTT 3.1.1. */
final class Client3 implements Client, MqttCallback {

  private static final Logger LOG = LoggerFactory.getLogger(Client3.class);
  private static final int REFUSED = 0x80;

  private final LinkSettings settings;
  private final Events events;
  private final MqttAsyncClient client;
  private final Window window = new Window();
  private final AtomicBoolean discarded = new AtomicBoolean();

  Client3(LinkSettings settings, Events events) throws LinkException {
    this.settings = settings;
    this.events = events;
    try {
      client =
          new MqttAsyncClient(
              settings.broker().toString(), settings.clientId(), new MemoryPersistence());
    } catch (MqttException e) {
      throw new LinkException(e);
    }
    client.setManualAcks(true);
    client.setCallback(this);
  }

  @Override
  public void connect(Optional<SSLSocketFactory> sockets, LinkSettings.Login login)
      throws LinkException {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    sockets.ifPresent(options::setSocketFactory);
    options.setHttpsHostnameVerificationEnabled(true);
    options.setCleanSession(!settings.keeps());
    options.setAutomaticReconnect(false);
    options.setMaxInflight(2 * Window.MOST); // of which the window fills the half
    options.setConnectionTimeout(CONNECT_SECONDS);
    options.setKeepAliveInterval(settings.keepAlive());
    if (!login.user().isEmpty()) {
      options.setUserName(login.user());
    }
    if (!login.password().isEmpty()) {
      options.setPassword(login.password().toCharArray());
    }
    settings
        .will()
        .get()
        .ifPresent(
            will -> options.setWill(will.topic(), will.payload(), AT_LEAST_ONCE, will.retained()));
    try {
      client.connect(options).waitForCompletion(ANSWER_MILLIS);
      window.open(Window.MOST);
    } catch (MqttException e) {
      throw LinkException.connecting(e.getReasonCode(), e);
    }
  }

  @Override
  public Map<String, Integer> subscribe(List<String> filters) throws LinkException {
    Map<String, Integer> refused = new LinkedHashMap<>();
    int[] wanted = new int[filters.size()];
    Arrays.fill(wanted, AT_LEAST_ONCE);
    try {
      IMqttToken answer = client.subscribe(filters.toArray(String[]::new), wanted);
      answer.waitForCompletion(ANSWER_MILLIS);
      int[] granted = answer.getGrantedQos();
      for (int i = 0; granted != null && i < granted.length && i < filters.size(); i++) {
        if (granted[i] >= REFUSED) {
          refused.put(filters.get(i), granted[i]);
        }
      }
    } catch (MqttException e) {
      // This client reports the refusal of a single filter as the failure of the whole request.
      if (filters.size() != 1 || e.getReasonCode() != MqttException.REASON_CODE_SUBSCRIBE_FAILED) {
        throw new LinkException(e);
      }
      refused.put(filters.get(0), REFUSED);
    }
    return refused;
  }

  @Override
  public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retained) {
    return window.publish(() -> send(topic, payload, qos, retained));
  }

  private CompletableFuture<Void> send(String topic, byte[] payload, int qos, boolean retained) {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    try {
      client.publish(
          topic,
          payload,
          qos,
          retained,
          null,
          new IMqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
              taken.complete(null);
            }

            @Override
            public void onFailure(IMqttToken token, Throwable failure) {
              taken.completeExceptionally(failure);
            }
          });
    } catch (MqttException e) {
      taken.completeExceptionally(new LinkException(e));
    }
    return taken;
  }

  @Override
  public void acknowledge(Incoming message) {
    try {
      client.messageArrivedComplete(message.id(), message.qos());
    } catch (MqttException e) {
      LOG.debug("Not acknowledged, the broker will send it again", e);
    }
  }

  @Override
  public boolean connected() {
    return client.isConnected();
  }

  @Override
  public void disconnect() {
    try {
      if (client.isConnected()) {
        client.disconnect().waitForCompletion(TimeUnit.SECONDS.toMillis(5));
      }
    } catch (MqttException e) {
      LOG.debug("Not disconnected in good order", e);
    }
  }

  /** Also in the middle of connecting, where this client refuses to be closed by itself. */
  @Override
  public void discard() {
    if (!discarded.compareAndSet(false, true)) {
      return;
    }
    window.end();
    try {
      client.disconnectForcibly(0, 1000, false);
    } catch (MqttException | RuntimeException e) {
      LOG.debug("Already disconnected", e);
    }
    try {
      client.close(true);
    } catch (MqttException | RuntimeException e) {
      LOG.debug("Already closed", e);
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    events.arrived(
        new Incoming(
            topic,
            message.getPayload(),
            message.isRetained(),
            message.getId(),
            message.getQos(),
            this));
  }

  @Override
  public void connectionLost(Throwable cause) {
    events.lost(this, cause == null ? "no reason" : String.valueOf(cause.getMessage()));
  }

  @Override
  public void deliveryComplete(IMqttDeliveryToken token) {
    // each publication has a listener of its own
  }
}
