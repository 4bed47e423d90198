package org.bellcrank.itests.kura.cloud;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bellcrank.itests.kura.protocol.Payload;
import org.bellcrank.itests.kura.protocol.PayloadCodec;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The default cloud connection: certificates, requests and their replies.
 *
 * <p>A request for an application that nobody registered gets no answer at all. Thread-safe.
 */
public final class CloudConnection implements Broker.Listener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CloudConnection.class);

  private final String account;
  private final String client;
  private final Broker broker;
  private final Map<String, Application> applications = new ConcurrentSkipListMap<>();
  private final List<Runnable> arrivals = new CopyOnWriteArrayList<>();
  private final List<Runnable> losses = new CopyOnWriteArrayList<>();
  private final ExecutorService requests =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "cloud requests"));

  public CloudConnection(String address, String account, String client) throws MqttException {
    this.account = account;
    this.client = client;
    String root = "$EDC/" + account + "/" + client + "/";
    broker = new Broker(address, client, root + "#", root + "MQTT/LWT", this);
  }

  public void start() {
    broker.start();
  }

  public String account() {
    return account;
  }

  public String client() {
    return client;
  }

  public boolean isConnected() {
    return broker.isConnected();
  }

  /** Both are called on a thread that must not be held up. */
  public void onChange(Runnable connected, Runnable lost) {
    arrivals.add(connected);
    losses.add(lost);
  }

  /** From now on requests for the id are answered; the certificates tell of it. */
  public void register(String id, Application application) {
    if (applications.put(id, application) == null) {
      certificates();
    }
  }

  public void unregister(String id) {
    if (applications.remove(id) != null) {
      certificates();
    }
  }

  @Override
  public void connected() {
    certificates();
    arrivals.forEach(Runnable::run);
  }

  @Override
  public void lost() {
    losses.forEach(Runnable::run);
  }

  /** New birth and applications certificates; nothing happens while there is no connection. */
  public void certificates() {
    if (broker.isConnected() && !requests.isShutdown()) {
      requests.execute(
          () -> {
            certificate("BIRTH", Birth.metrics(client, applications.keySet()));
            certificate("APPS", Map.of("application_ids", String.join(",", applications.keySet())));
          });
    }
  }

  private void certificate(String kind, Map<String, Object> metrics) {
    String topic = "$EDC/%s/%s/MQTT/%s".formatted(account, client, kind);
    send(topic, PayloadCodec.encodeCompressed(Payload.of(metrics)), 0, false);
  }

  /**
   * Sends now.
   *
   * @return whether the broker took it
   */
  boolean send(String topic, byte[] payload, int qos, boolean retain) {
    try {
      broker.publish(topic, payload, qos, retain);
      return true;
    } catch (MqttException e) {
      LOG.warn("{} is not sent: {}", topic, e.getMessage());
      return false;
    }
  }

  /** Tells the sender of a request how its work goes on. */
  void notify(String application, String requester, String kind, Map<String, Object> metrics) {
    String topic =
        "$EDC/%s/%s/%s/NOTIFY/%s/%s".formatted(account, requester, application, client, kind);
    send(topic, PayloadCodec.encode(Payload.of(metrics)), 1, false);
  }

  @Override
  public void arrived(String topic, byte[] payload) {
    String[] parts = topic.split("/");
    Application application = parts.length > 4 ? applications.get(parts[3]) : null;
    boolean certificate = parts.length > 3 && parts[3].equals("MQTT");
    boolean answer = parts.length > 4 && List.of("REPLY", "NOTIFY").contains(parts[4]);
    if (application != null && !certificate && !answer) {
      requests.execute(() -> answer(application, parts, payload));
    }
  }

  private void answer(Application application, String[] topic, byte[] bytes) {
    try {
      Payload payload = PayloadCodec.decode(bytes);
      List<String> resource = List.of(topic).subList(5, topic.length);
      Application.Request request = new Application.Request(topic[4], resource, payload);
      String id = payload.text("request.id");
      if (id == null || request.requester() == null) {
        LOG.warn("a request to {} names no request.id or requester.client.id", topic[3]);
        return;
      }
      Payload reply = reply(application, request);
      String to = "$EDC/%s/%s/%s/REPLY/%s".formatted(account, request.requester(), topic[3], id);
      send(to, PayloadCodec.encode(reply), 0, false);
    } catch (IOException e) {
      LOG.warn("a message to {} cannot be read: {}", topic[3], e.getMessage());
    }
  }

  private static Payload reply(Application application, Application.Request request) {
    try {
      Payload answer = application.answer(request);
      Map<String, Object> metrics = new TreeMap<>(answer.metrics());
      metrics.putIfAbsent("response.code", 200);
      return new Payload(answer.timestamp(), metrics, answer.body());
    } catch (Application.Refused e) {
      return Payload.of(
          Map.of("response.code", e.code(), "response.exception.message", "" + e.getMessage()));
    } catch (RuntimeException e) {
      LOG.warn("{} failed", request.path(), e);
      return Payload.of(
          Map.of("response.code", 500, "response.exception.message", "" + e.getMessage()));
    }
  }

  @Override
  public void close() {
    requests.shutdownNow();
    String topic = "$EDC/%s/%s/MQTT/DC".formatted(account, client);
    if (broker.isConnected()) {
      send(
          topic,
          PayloadCodec.encodeCompressed(Payload.of(Map.of("display_name", client))),
          0,
          false);
    }
    broker.close();
  }
}
