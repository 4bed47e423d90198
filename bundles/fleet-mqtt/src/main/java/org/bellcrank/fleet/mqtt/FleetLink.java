package org.bellcrank.fleet.mqtt;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to gateways over one broker, and what gateways tell by themselves. A lost connection is
 * made again until {@link #close}; a request that was lost with it is simply not answered. Safe for
 * any thread.
 */
final class FleetLink implements MqttCallback, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FleetLink.class);
  private static final int AT_LEAST_ONCE = 1;
  private static final int REFUSED = 0x80;
  private static final long RETRY_MILLIS = 500;

  /** A request or reply: verb, application and the words behind it. */
  record Ask(String application, String verb, String resource, KuraPayload payload) {

    static Ask get(String application, String resource) {
      return new Ask(application, "GET", resource, KuraPayload.empty());
    }
  }

  private final FleetOptions options;
  private final String account;
  private final String self;
  private final Map<String, CompletableFuture<KuraPayload>> open = new ConcurrentHashMap<>();
  private final List<BiConsumer<String, KuraPayload>> ears = new CopyOnWriteArrayList<>();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong numbers = new AtomicLong();
  private final ScheduledExecutorService threads;
  private volatile MqttAsyncClient client;
  private volatile boolean closed;

  /**
   * Prepares; {@link #connect} connects.
   *
   * @param self the client id of this command; a second command with the same one takes its place
   */
  FleetLink(FleetOptions options, String self) {
    this.options = options;
    this.account = options.value("account").orElse("account-name");
    this.self = self;
    this.threads =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "bellcrank-fleet-link");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Connects for the first time.
   *
   * @throws IOException when the broker cannot be reached, refuses, or nothing may be heard there
   */
  void connect() throws IOException {
    try {
      open();
    } catch (MqttException e) {
      throw new IOException(
          "broker %s: %s%s"
              .formatted(
                  options.broker(),
                  e.getMessage(),
                  e.getCause() == null ? "" : ": " + e.getCause().getMessage()),
          e);
    }
  }

  private void open() throws MqttException, IOException {
    MqttAsyncClient fresh =
        new MqttAsyncClient(options.broker().toString(), self, new MemoryPersistence());
    fresh.setCallback(this);
    try {
      fresh.connect(LinkSettings.of(options)).waitForCompletion(TimeUnit.SECONDS.toMillis(10));
      String edc = "$EDC/" + account + "/";
      String[] topics = {edc + self + "/+/REPLY/+", edc + self + "/+/NOTIFY/#", edc + "+/MQTT/+"};
      int[] qualities = {AT_LEAST_ONCE, AT_LEAST_ONCE, AT_LEAST_ONCE};
      IMqttToken answer = fresh.subscribe(topics, qualities);
      answer.waitForCompletion(TimeUnit.SECONDS.toMillis(10));
      int[] granted = answer.getGrantedQos();
      for (int i = 0; granted != null && i < granted.length; i++) {
        if (granted[i] == REFUSED) {
          throw new IOException(
              "the broker refuses to let %s listen to %s".formatted(self, topics[i]));
        }
      }
      client = fresh;
    } catch (MqttException | IOException e) {
      fresh.close(true);
      throw e;
    }
  }

  /** Everything that comes and is no reply: topic without {@code $EDC/account/}, and payload. */
  void listen(BiConsumer<String, KuraPayload> ear) {
    ears.add(ear);
  }

  String self() {
    return self;
  }

  /** Sent and received. */
  long messages() {
    return messages.get();
  }

  /**
   * Asks once.
   *
   * @return empty when no answer came in time; whether the request arrived is then not known
   */
  Optional<KuraPayload> ask(String gateway, Ask ask, Duration patience)
      throws InterruptedException {
    String id = self + "-" + Long.toString(System.nanoTime(), 36) + "-" + numbers.incrementAndGet();
    CompletableFuture<KuraPayload> reply = new CompletableFuture<>();
    open.put(id, reply);
    try {
      String topic =
          "$EDC/%s/%s/%s/%s/%s"
              .formatted(account, gateway, ask.application(), ask.verb(), ask.resource());
      KuraPayload payload = ask.payload().with("request.id", id).with("requester.client.id", self);
      send(topic, payload);
      return Optional.of(reply.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      LOG.debug("{} does not answer {}", gateway, ask.resource());
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a reply is completed with a payload only", e);
    } finally {
      open.remove(id);
    }
  }

  /** As {@link #ask}, again and again: for what may be asked twice without harm. */
  Optional<KuraPayload> askAgain(String gateway, Ask ask, Duration patience, int times)
      throws InterruptedException {
    Optional<KuraPayload> reply = Optional.empty();
    for (int i = 0; i < times && reply.isEmpty(); i++) {
      reply = ask(gateway, ask, patience);
    }
    return reply;
  }

  private void send(String topic, KuraPayload payload) {
    MqttAsyncClient now = client;
    MqttMessage message =
        new MqttMessage(KuraCodec.write(payload, java.time.Instant.now().toEpochMilli()));
    message.setQos(AT_LEAST_ONCE);
    try {
      if (now != null && now.isConnected()) {
        now.publish(topic, message);
        messages.incrementAndGet();
      }
    } catch (MqttException e) {
      LOG.debug("Not sent to {}: {}", topic, e.getMessage());
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    messages.incrementAndGet();
    try {
      KuraPayload payload = KuraCodec.read(message.getPayload());
      String[] parts = topic.split("/");
      if (parts.length == 6 && parts[4].equals("REPLY")) {
        CompletableFuture<KuraPayload> waiting = open.get(parts[5]);
        if (waiting != null) {
          waiting.complete(payload);
        }
        return;
      }
      String rest = topic.substring("$EDC/".length() + account.length() + 1);
      ears.forEach(ear -> ear.accept(rest, payload));
    } catch (IOException e) {
      LOG.warn("A message on {} cannot be read and is left out: {}", topic, e.getMessage());
    }
  }

  @Override
  public void deliveryComplete(IMqttDeliveryToken token) {
    // Nothing waits for it: only a reply says that a gateway understood.
  }

  @Override
  public void connectionLost(Throwable cause) {
    if (!closed) {
      LOG.warn("The broker is gone ({}); connecting again", cause.getMessage());
      threads.schedule(this::again, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void again() {
    MqttAsyncClient old = client;
    if (closed || old != null && old.isConnected()) {
      return;
    }
    try {
      if (old != null) {
        client = null;
        old.close(true);
      }
      open();
      LOG.info("Connected to {} again", options.broker());
    } catch (MqttException | IOException e) {
      LOG.debug("Not connected yet: {}", e.getMessage());
      threads.schedule(this::again, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    MqttAsyncClient now = client;
    if (now == null) {
      return;
    }
    try {
      if (now.isConnected()) {
        now.disconnect().waitForCompletion(TimeUnit.SECONDS.toMillis(2));
      }
      now.close(true);
    } catch (MqttException e) {
      LOG.debug("MQTT client did not close cleanly: {}", e.getMessage());
    }
  }
}
