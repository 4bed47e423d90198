package org.bellcrank.source.mqtt;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.StoreException;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.keys.MissingKeysException;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.ObservationMessage;
import org.bellcrank.observation.Refusals;
import org.bellcrank.observation.RefusedObservationException;
import org.bellcrank.observation.SourceLife;
import org.eclipse.paho.mqttv5.client.IMqttToken;
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

/** The connection to one broker. */
final class Subscription implements MqttCallback, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
  private static final long SESSION_SECONDS = TimeUnit.DAYS.toSeconds(30);
  private static final int AT_LEAST_ONCE = 1;
  private static final int UNACKNOWLEDGED = 64;
  private static final long RETRY_SECONDS = 2;
  private static final int FIRST_REFUSAL = 0x80;

  private final Settings settings;
  private final ObservationIntake intake;
  private final ObservationMessage messages;
  private final Refusals refusals;
  private final Clock clock;
  private final ScheduledExecutorService threads;
  private volatile MqttAsyncClient client;
  private final AtomicBoolean reconnecting = new AtomicBoolean();
  private volatile boolean subscribed;
  private volatile boolean closed;

  /** Which keys were missing at the last try; used by the one thread, like the next. */
  private String missing = "";

  private boolean told;

  /** What is needed to connect; the password is asked for at each try. */
  record Settings(
      URI broker,
      String clientId,
      List<String> topics,
      String username,
      Supplier<String> password,
      KeyChoice keys,
      int maxBytes) {

    /** Never the password. */
    @Override
    public String toString() {
      return clientId + "@" + broker + " " + topics;
    }
  }

  Subscription(
      Settings settings,
      ObservationIntake intake,
      ObservationMessage messages,
      Refusals refusals,
      Clock clock) {
    this.settings = settings;
    this.intake = intake;
    this.messages = messages;
    this.refusals = refusals;
    this.clock = clock;
    this.threads =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "bellcrank-source-mqtt-" + settings.clientId());
              thread.setDaemon(true);
              return thread;
            });
  }

  SourceLife.Sign sign() {
    MqttAsyncClient now = client;
    boolean listens = subscribed && now != null && now.isConnected();
    return new SourceLife.Sign(
        "mqtt:" + settings.clientId(),
        "mqtt",
        listens,
        listens
            ? "connected to %s and subscribed; no message was tried".formatted(settings.broker())
            : "not connected to %s".formatted(settings.broker()));
  }

  void start() {
    threads.execute(this::connect);
  }

  private void connect() {
    if (closed) {
      return;
    }
    try {
      subscribed = false;
      MqttConnectionOptions options = options();
      if (client != null) {
        client.close(true);
      }
      client =
          new MqttAsyncClient(
              settings.broker().toString(), settings.clientId(), new MemoryPersistence());
      client.setManualAcks(true);
      client.setCallback(this);
      client.connect(options).waitForCompletion(TimeUnit.SECONDS.toMillis(10));
      MqttSubscription[] filters =
          settings.topics().stream()
              .map(topic -> new MqttSubscription(topic, AT_LEAST_ONCE))
              .toArray(MqttSubscription[]::new);
      IMqttToken answer = client.subscribe(filters);
      answer.waitForCompletion(TimeUnit.SECONDS.toMillis(10));
      tellWhatTheBrokerRefuses(answer);
      reconnecting.set(false);
      subscribed = true;
      missing = "";
      LOG.info("MQTT source {} listens", settings);
    } catch (MissingKeysException e) {
      tellOnce(e.getMessage());
      again();
    } catch (MqttException e) {
      LOG.warn(
          "MQTT source {} cannot reach its broker: {}; trying again in {} s",
          settings,
          words(e),
          RETRY_SECONDS);
      again();
    }
  }

  private void again() {
    reconnecting.set(true);
    threads.schedule(this::connect, RETRY_SECONDS, TimeUnit.SECONDS);
  }

  /** Not at the first try: what offers keystores may come a moment after this source. */
  private void tellOnce(String words) {
    if (!words.equals(missing)) {
      missing = words;
      told = false;
    } else if (!told) {
      told = true;
      LOG.error(
          "MQTT source {}: {}; nothing is sent until it is there, it is looked for every {} s",
          settings,
          words,
          RETRY_SECONDS);
    }
  }

  /** The client's own word for a failed handshake says nothing of why it failed. */
  private static String words(MqttException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return "no TLS with it (" + cause.getMessage() + "), so nothing was sent";
      }
    }
    return failure.getMessage();
  }

  /** Connects anew, so that other keys hold from now on; what comes meanwhile waits there. */
  void renew() {
    if (!closed) {
      threads.execute(this::connectAnew);
    }
  }

  private void connectAnew() {
    MqttAsyncClient there = client;
    if (there == null || !there.isConnected() || !reconnecting.compareAndSet(false, true)) {
      return;
    }
    LOG.info("MQTT source {}: its keystore is another; connecting anew", settings);
    try {
      there.disconnect().waitForCompletion(TimeUnit.SECONDS.toMillis(5));
    } catch (MqttException e) {
      LOG.debug("Not disconnected in good order", e);
    }
    connect();
  }

  /** A broker may deny single filters, for example by its access list. */
  private void tellWhatTheBrokerRefuses(IMqttToken answer) {
    int[] codes = answer.getReasonCodes();
    for (int i = 0; codes != null && i < codes.length && i < settings.topics().size(); i++) {
      if (codes[i] >= FIRST_REFUSAL) {
        LOG.error(
            "MQTT source {}: the broker refuses topic filter {} with reason {}; nothing comes from"
                + " it, the other filters are listened to",
            settings,
            settings.topics().get(i),
            codes[i]);
      }
    }
  }

  private MqttConnectionOptions options() throws MissingKeysException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    if (!settings.keys().none()) {
      options.setSocketFactory(settings.keys().client().context().getSocketFactory());
    }
    options.setHttpsHostnameVerificationEnabled(true);
    options.setCleanStart(false);
    options.setSessionExpiryInterval(SESSION_SECONDS);
    options.setReceiveMaximum(UNACKNOWLEDGED);
    options.setAutomaticReconnect(false);
    options.setConnectionTimeout(10);
    options.setKeepAliveInterval(20);
    if (!settings.username().isEmpty()) {
      options.setUserName(settings.username());
      options.setPassword(settings.password().get().getBytes(StandardCharsets.UTF_8));
    }
    return options;
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    byte[] payload = message.getPayload();
    if (payload.length > settings.maxBytes()) {
      refuse(
          topic,
          message,
          "message: given %d bytes; allowed: up to %d"
              .formatted(payload.length, settings.maxBytes()));
      return;
    }
    try {
      String json = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
      intake
          .submit(messages.read(json, "mqtt:" + topic, clock.instant()))
          .whenComplete((accepted, failure) -> settle(topic, message, failure));
    } catch (CharacterCodingException e) {
      refuse(topic, message, "message: given bytes that are no UTF-8; allowed: UTF-8");
    } catch (RefusedObservationException e) {
      refuse(topic, message, e.getMessage());
    } catch (StoreException | EvidenceException e) {
      keepAtBroker(topic, message, e);
    }
  }

  private void settle(String topic, MqttMessage message, Throwable failure) {
    if (failure == null) {
      acknowledge(message);
      return;
    }
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof RefusedObservationException) {
      // Not here: this may be the thread that writes, and refusing waits for it.
      threads.execute(() -> refuse(topic, message, cause.getMessage()));
    } else {
      keepAtBroker(topic, message, cause);
    }
  }

  /**
   * Unacknowledged it stays at the broker, which sends no more than a few of them ahead, so that
   * the sources feel it. It is tried again from here, or sent again by the broker after a new
   * connect.
   */
  private void keepAtBroker(String topic, MqttMessage message, Throwable cause) {
    LOG.error(
        "An observation from {} could not be kept and stays at the broker, trying again in {} s:"
            + " {}",
        topic,
        RETRY_SECONDS,
        cause.getMessage());
    if (!closed) {
      threads.schedule(() -> messageArrived(topic, message), RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Nobody can be told over MQTT: what was sent is kept for a person before it is acknowledged. */
  private void refuse(String topic, MqttMessage message, String words) {
    Facts why = Facts.with("error", words).put("topic", topic).build();
    try {
      refusals
          .note("mqtt", why, message.getPayload())
          .whenComplete(
              (done, failure) -> {
                if (failure == null) {
                  LOG.warn(
                      "Refused an observation from topic {}: {}; what was sent is kept for a person"
                          + " (journal, observation.refused), the next message is taken",
                      topic,
                      words);
                  acknowledge(message);
                } else {
                  keepAtBroker(topic, message, failure);
                }
              });
    } catch (StoreException | EvidenceException e) {
      keepAtBroker(topic, message, e);
    }
  }

  private void acknowledge(MqttMessage message) {
    try {
      client.messageArrivedComplete(message.getId(), message.getQos());
    } catch (MqttException e) {
      LOG.debug("Not acknowledged, the broker will send it again", e);
    }
  }

  /** One new connect is enough, however many callbacks ask for it. */
  private void reconnectSoon() {
    if (!closed && reconnecting.compareAndSet(false, true)) {
      threads.schedule(this::connect, RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void discard() {
    if (client == null) {
      return;
    }
    try {
      if (client.isConnected()) {
        client.disconnectForcibly(0, 1000, false);
      }
    } catch (MqttException e) {
      LOG.debug("Already disconnected", e);
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      LOG.debug("Already closed", e);
    }
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    if (!closed) {
      LOG.warn(
          "MQTT source {} lost its broker: {}; connecting again",
          settings,
          response.getReasonString());
      reconnectSoon();
    }
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    LOG.warn("MQTT source {}: {}", settings, exception.getMessage());
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // nothing is published
  }

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {
    // subscribing follows in connect()
  }

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {
    // no enhanced authentication
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    discard();
  }
}
