package org.bellcrank.source.mqtt.link;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MQTT 5. */
final class Client5 implements Client, MqttCallback {

  private static final Logger LOG = LoggerFactory.getLogger(Client5.class);
  private static final long SESSION_SECONDS = TimeUnit.DAYS.toSeconds(30);
  private static final int UNACKNOWLEDGED = 64;
  private static final int FIRST_REFUSAL = 0x80;

  private final LinkSettings settings;
  private final Events events;
  private final MqttAsyncClient client;
  private final Window window = new Window();
  private final AtomicBoolean discarded = new AtomicBoolean();

  Client5(LinkSettings settings, Events events) throws LinkException {
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
    MqttConnectionOptions options = new MqttConnectionOptions();
    sockets.ifPresent(options::setSocketFactory);
    options.setHttpsHostnameVerificationEnabled(true);
    options.setCleanStart(!settings.keeps());
    options.setSessionExpiryInterval(settings.keeps() ? SESSION_SECONDS : 0);
    options.setReceiveMaximum(UNACKNOWLEDGED);
    options.setAutomaticReconnect(false);
    options.setConnectionTimeout(CONNECT_SECONDS);
    options.setKeepAliveInterval(settings.keepAlive());
    if (!login.user().isEmpty()) {
      options.setUserName(login.user());
    }
    if (!login.password().isEmpty()) {
      options.setPassword(login.password().getBytes(StandardCharsets.UTF_8));
    }
    settings
        .will()
        .get()
        .ifPresent(
            will ->
                options.setWill(
                    will.topic(),
                    new MqttMessage(will.payload(), AT_LEAST_ONCE, will.retained(), null)));
    try {
      IMqttToken answer = client.connect(options);
      answer.waitForCompletion(ANSWER_MILLIS);
      MqttProperties told = answer.getResponseProperties();
      Integer most = told == null ? null : told.getReceiveMaximum();
      window.open(most == null ? Window.MOST : most);
    } catch (MqttException e) {
      throw LinkException.connecting(e.getReasonCode(), e);
    }
  }

  @Override
  public Map<String, Integer> subscribe(List<String> filters) throws LinkException {
    Map<String, Integer> refused = new LinkedHashMap<>();
    try {
      IMqttToken answer =
          client.subscribe(
              filters.stream()
                  .map(topic -> new MqttSubscription(topic, AT_LEAST_ONCE))
                  .toArray(MqttSubscription[]::new));
      answer.waitForCompletion(ANSWER_MILLIS);
      int[] codes = answer.getReasonCodes();
      for (int i = 0; codes != null && i < codes.length && i < filters.size(); i++) {
        if (codes[i] >= FIRST_REFUSAL) {
          refused.put(filters.get(i), codes[i]);
        }
      }
    } catch (MqttException e) {
      throw new LinkException(e);
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
          new MqttMessage(payload, qos, retained, null),
          null,
          new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
              int[] codes = token.getReasonCodes();
              if (codes != null && codes.length > 0 && codes[0] >= FIRST_REFUSAL) {
                taken.completeExceptionally(
                    new LinkException(
                        "the broker refuses topic %s with reason %d".formatted(topic, codes[0])));
              } else {
                taken.complete(null);
              }
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
  public void disconnected(MqttDisconnectResponse response) {
    events.lost(this, String.valueOf(response.getReasonString()));
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    LOG.warn("{} {}: {}", settings.whose(), settings, exception.getMessage());
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // each publication has a listener of its own
  }

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {
    // subscribing follows in the link
  }

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {
    // no enhanced authentication
  }
}
