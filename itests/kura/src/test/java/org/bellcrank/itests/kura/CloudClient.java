package org.bellcrank.itests.kura;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.itests.kura.cloud.Broker;
import org.bellcrank.itests.kura.protocol.Payload;
import org.bellcrank.itests.kura.protocol.PayloadCodec;
import org.eclipse.paho.mqttv5.common.MqttException;

/** The cloud's side: sends requests, and keeps all that gateways say. */
final class CloudClient implements Broker.Listener, AutoCloseable {

  private static final Duration ANSWER = Duration.ofSeconds(30);

  private static final Duration SHORT = Duration.ofSeconds(5);

  /** A message that came. */
  record Message(String topic, Payload payload) {}

  private final String account;
  private final String client;
  private final String own = "suite-" + UUID.randomUUID().toString().substring(0, 8);
  private final Broker broker;
  private final List<Message> messages = new CopyOnWriteArrayList<>();

  private CloudClient(String address, String account, String client) throws MqttException {
    this.account = account;
    this.client = client;
    broker = new Broker(address, own, "$EDC/" + account + "/#", null, this);
  }

  static CloudClient connect(Gate gate) throws MqttException {
    CloudClient cloud = new CloudClient(gate.broker(), gate.account(), gate.client());
    cloud.broker.start();
    Wait.until("a connection to the broker", ANSWER, cloud.broker::isConnected);
    return cloud;
  }

  /** Asks and waits for the reply. */
  Payload ask(String application, String resource, Map<String, Object> metrics, byte[] body)
      throws Exception {
    String id = send(application, resource, metrics, body);
    String reply = "$EDC/%s/%s/%s/REPLY/%s".formatted(account, own, application, id);
    return first(application + "/" + resource, reply).payload();
  }

  Payload ask(String application, String resource) throws Exception {
    return ask(application, resource, Map.of(), null);
  }

  /** As {@link #ask}, again and again: an application that is just being replaced says nothing. */
  Payload askAgain(String application, String resource) {
    return Wait.until(
        "an answer to " + application + "/" + resource,
        Administrator.PATIENCE,
        () -> {
          String id = send(application, resource, Map.of(), null);
          String reply = "$EDC/%s/%s/%s/REPLY/%s".formatted(account, own, application, id);
          return Wait.until("", SHORT, () -> of(reply), all -> !all.isEmpty()).get(0).payload();
        },
        payload -> true);
  }

  /** Returns the id of the request. */
  String send(String application, String resource, Map<String, Object> metrics, byte[] body)
      throws MqttException {
    String id = UUID.randomUUID().toString();
    Map<String, Object> all = new TreeMap<>(metrics);
    all.put("request.id", id);
    all.put("requester.client.id", own);
    Payload request = new Payload(System.currentTimeMillis(), all, body);
    String topic = "$EDC/%s/%s/%s/%s".formatted(account, client, application, resource);
    broker.publish(topic, PayloadCodec.encode(request), 0, false);
    return id;
  }

  /** What was told of a job so far, by {@code download}, {@code install} or {@code uninstall}. */
  List<Payload> notifications(String kind, long job) {
    String topic = "$EDC/%s/%s/DEPLOY-V2/NOTIFY/%s/%s".formatted(account, own, client, kind);
    return of(topic).stream()
        .map(Message::payload)
        .filter(payload -> Long.valueOf(job).equals(payload.metric("job.id")))
        .toList();
  }

  /** What came on a control topic of the gateway's own, such as {@code APP/topic}. */
  List<Payload> published(String topic) {
    return of("$EDC/%s/%s/%s".formatted(account, client, topic)).stream()
        .map(Message::payload)
        .toList();
  }

  /** The newest certificate of a kind; fails where none came. */
  Payload certificate(String kind) {
    List<Message> all = of("$EDC/%s/%s/MQTT/%s".formatted(account, client, kind));
    return all.get(all.size() - 1).payload();
  }

  int certificates(String kind) {
    return of("$EDC/%s/%s/MQTT/%s".formatted(account, client, kind)).size();
  }

  boolean replied(String application, String id) {
    return !of("$EDC/%s/%s/%s/REPLY/%s".formatted(account, own, application, id)).isEmpty();
  }

  private Message first(String what, String topic) {
    return Wait.until("an answer to " + what, ANSWER, () -> of(topic), all -> !all.isEmpty())
        .get(0);
  }

  private List<Message> of(String topic) {
    return messages.stream().filter(message -> message.topic().equals(topic)).toList();
  }

  @Override
  public void arrived(String topic, byte[] payload) {
    try {
      messages.add(new Message(topic, PayloadCodec.decode(payload)));
    } catch (IOException e) {
      messages.add(new Message(topic + " unreadable " + e.getMessage(), Payload.of(Map.of())));
    }
  }

  @Override
  public void connected() {
    // Whoever connects waits for it.
  }

  @Override
  public void lost() {
    // Comes back by itself.
  }

  @Override
  public void close() {
    broker.close();
  }
}
