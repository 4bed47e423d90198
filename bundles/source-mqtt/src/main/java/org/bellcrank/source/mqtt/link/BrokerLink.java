package org.bellcrank.source.mqtt.link;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocketFactory;
import org.bellcrank.keys.MissingKeysException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one broker under one client id, made anew for as long as it lives: two seconds
 * after it was lost or could not be made, and at once when the keystore changes. Safe for any
 * thread; nothing but {@link #close} ever waits.
 */
public final class BrokerLink implements AutoCloseable {

  /** How long after a failure the next try comes. */
  public static final long RETRY_SECONDS = 2;

  private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);

  private final LinkSettings settings;
  private final LinkListener listener;
  private final ScheduledExecutorService threads;
  private final AtomicBoolean reconnecting = new AtomicBoolean();
  private volatile Client client;
  private volatile boolean subscribed;
  private volatile boolean closed;

  /** Which keys were missing at the last try; used by the one thread, like the next. */
  private String missing = "";

  private boolean told;

  /** A connection that waits for {@link #start}. */
  public BrokerLink(LinkSettings settings, LinkListener listener) {
    this.settings = settings;
    this.listener = listener;
    threads =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread =
                  new Thread(
                      task,
                      "bellcrank-%s-%s"
                          .formatted(
                              settings.whose().toLowerCase(java.util.Locale.ROOT).replace(' ', '-'),
                              settings.clientId()));
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins to connect; returns at once. */
  public void start() {
    execute(this::connect);
  }

  /** Whether it is connected and subscribed now. */
  public boolean isUp() {
    Client now = client;
    return subscribed && now != null && now.connected();
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return closed;
  }

  /** Runs something on the connection's own thread, one after the other; nothing once closed. */
  public void execute(Runnable task) {
    later(task, 0);
  }

  /** As {@link #execute}, after so many milliseconds. */
  public void later(Runnable task, long millis) {
    try {
      if (!closed) {
        threads.schedule(task, millis, TimeUnit.MILLISECONDS);
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("Closed meanwhile", e);
    }
  }

  /**
   * Publishes.
   *
   * @param qos 0 or 1
   * @return completes when the broker has taken it; fails, at the latest when the connection is
   *     lost, where it may not have
   */
  public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retained) {
    Client now = client;
    if (now == null || !now.connected()) {
      return CompletableFuture.failedFuture(
          new LinkException("not connected to " + settings.broker()));
    }
    return now.publish(topic, payload, qos, retained);
  }

  /**
   * Takes a message from the broker for good. One that came over an earlier connection is left
   * alone: the broker sends it again over this one.
   */
  public void acknowledge(Incoming message) {
    if (isCurrent(message)) {
      ((Client) message.client()).acknowledge(message);
    }
  }

  /** Whether the connection over which a message came still is the one. */
  public boolean isCurrent(Incoming message) {
    return message.client() == client;
  }

  /** Connects anew, so that other keys hold from now on; what comes meanwhile waits there. */
  public void renew() {
    execute(this::connectAnew);
  }

  private void connectAnew() {
    Client there = client;
    if (there == null || !there.connected() || !reconnecting.compareAndSet(false, true)) {
      return;
    }
    LOG.info("{} {}: its keystore is another; connecting anew", settings.whose(), settings);
    there.disconnect();
    connect();
  }

  private void connect() {
    if (closed) {
      return;
    }
    try {
      subscribed = false;
      Optional<SSLSocketFactory> sockets = sockets();
      if (client != null) {
        client.discard();
      }
      Client next = Client.of(settings, new Telling());
      client = next;
      next.connect(sockets);
      subscribe(next);
      reconnecting.set(false);
      subscribed = true;
      missing = "";
      LOG.info("{} {} is connected over MQTT {}", settings.whose(), settings, version());
      listener.up();
    } catch (MissingKeysException e) {
      tellOnce(e.getMessage());
      again();
    } catch (LinkException e) {
      LOG.warn(
          "{} {} cannot reach its broker: {}; trying again in {} s",
          settings.whose(),
          settings,
          e.getMessage(),
          RETRY_SECONDS);
      again();
    }
  }

  private String version() {
    return settings.version().word();
  }

  /** A broker may deny single filters, for example by its access list. */
  private void subscribe(Client next) throws LinkException {
    List<String> filters = settings.topics();
    Map<String, Integer> refused = filters.isEmpty() ? Map.of() : next.subscribe(filters);
    refused.forEach(
        (filter, reason) ->
            LOG.error(
                "{} {}: the broker refuses topic filter {} with reason {}; nothing comes from it,"
                    + " the other filters are listened to",
                settings.whose(),
                settings,
                filter,
                reason));
  }

  private Optional<SSLSocketFactory> sockets() throws MissingKeysException {
    return settings.keys().none()
        ? Optional.empty()
        : Optional.of(settings.keys().client().context().getSocketFactory());
  }

  private void again() {
    reconnecting.set(true);
    later(this::connect, TimeUnit.SECONDS.toMillis(RETRY_SECONDS));
  }

  /** Not at the first try: what offers keystores may come a moment after this. */
  private void tellOnce(String words) {
    if (!words.equals(missing)) {
      missing = words;
      told = false;
    } else if (!told) {
      told = true;
      LOG.error(
          "{} {}: {}; nothing is sent until it is there, it is looked for every {} s",
          settings.whose(),
          settings,
          words,
          RETRY_SECONDS);
    }
  }

  /** Disconnects; the broker keeps what it keeps, and publishes no will. */
  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    Client there = client;
    if (there != null) {
      there.discard();
    }
  }

  /** What the client of the day tells; of one that was replaced nothing counts. */
  private final class Telling implements Client.Events {

    @Override
    public void arrived(Incoming message) {
      listener.arrived(message);
    }

    /** One new connect is enough, however many callbacks ask for it. */
    @Override
    public void lost(Client whose, String words) {
      if (closed || whose != client) {
        return;
      }
      LOG.warn("{} {} lost its broker: {}; connecting again", settings.whose(), settings, words);
      subscribed = false;
      listener.down();
      if (reconnecting.compareAndSet(false, true)) {
        later(BrokerLink.this::connect, TimeUnit.SECONDS.toMillis(RETRY_SECONDS));
      }
    }
  }
}
