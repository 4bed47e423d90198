package org.bellcrank.source.mqtt.link;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocketFactory;

/** One connection of one version, made once and not again. */
interface Client {

  /** How long a broker may take to answer. */
  long ANSWER_MILLIS = 10_000;

  int CONNECT_SECONDS = 10;
  int KEEP_ALIVE_SECONDS = 20;
  int AT_LEAST_ONCE = 1;

  /** What it tells of; on threads of its own. */
  interface Events {
    void arrived(Incoming message);

    void lost(Client whose, String words);
  }

  /** Connects and waits for the answer; {@code sockets} where a keystore is named. */
  void connect(Optional<SSLSocketFactory> sockets, LinkSettings.Login login) throws LinkException;

  /** The filters that the broker refuses, with its reason. */
  Map<String, Integer> subscribe(List<String> filters) throws LinkException;

  /** Completes when the broker has taken it: at once at QoS 0, with its answer at QoS 1. */
  CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retained);

  void acknowledge(Incoming message);

  boolean connected();

  /** Says goodbye, so that no will is published. */
  void disconnect();

  /** Gives everything back without a word. */
  void discard();

  static Client of(LinkSettings settings, Events events) throws LinkException {
    return settings.version() == MqttVersion.V5
        ? new Client5(settings, events)
        : new Client3(settings, events);
  }
}
