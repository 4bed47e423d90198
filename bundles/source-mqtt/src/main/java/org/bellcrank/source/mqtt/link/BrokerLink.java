package org.bellcrank.source.mqtt.link;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
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

  /** How many filters stand in one request, so that it stays small. */
  private static final int AT_ONCE = 500;

  private static final long LOOK_MILLIS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);

  private final LinkSettings settings;
  private final LinkListener listener;
  private final Trouble trouble;
  private final ScheduledExecutorService threads;
  private final AtomicBoolean reconnecting = new AtomicBoolean();

  /** What is subscribed to with each connect; used by the one thread. */
  private final Set<String> filters;

  private volatile Client client;
  private volatile boolean subscribed;
  private volatile boolean closed;

  /** A connection that waits for {@link #start}. */
  public BrokerLink(LinkSettings settings, LinkListener listener) {
    this.settings = settings;
    this.listener = listener;
    trouble = new Trouble(settings);
    filters = new LinkedHashSet<>(settings.topics());
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

  /**
   * Subscribes to more than the settings name, now and with each new connect, at QoS 1; returns at
   * once. What the broker refuses the listener is told.
   *
   * @param more well formed filters; those that are listened to already change nothing
   */
  public void listen(Collection<String> more) {
    List<String> given = List.copyOf(more);
    execute(
        () -> {
          List<String> fresh = given.stream().filter(filters::add).toList();
          Client now = client;
          if (fresh.isEmpty() || !isUp()) {
            return; // the connect to come subscribes to all
          }
          try {
            subscribe(now, fresh);
          } catch (LinkException e) {
            LOG.warn(
                "{} {} could not subscribe to {} topics more: {}; connecting again",
                settings.whose(),
                settings,
                fresh.size(),
                e.getMessage());
            connectAnew();
          }
        });
  }

  /** Whether it is connected and subscribed now. */
  public boolean isUp() {
    Client now = client;
    return subscribed && now != null && now.connected();
  }

  /**
   * That there is no connection, for people; one line that says no more than that unless the broker
   * refuses the login, or keys or settings are in the way.
   */
  public String away() {
    String why = trouble.words();
    return "not connected to " + settings.broker() + (why.isEmpty() ? "" : ": " + why);
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
        threads.schedule(() -> guarded(task), millis, TimeUnit.MILLISECONDS);
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("Closed meanwhile", e);
    }
  }

  /** A mistake of one task is told, and ends nothing else. */
  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("{} {}: a step failed", settings.whose(), settings, e);
    }
  }

  /**
   * Publishes, in the order of the calls; what the broker does not take at once waits.
   *
   * @param qos 0 or 1
   * @return completes when the broker has taken it; fails, at the latest when the connection is
   *     lost, where it may not have
   */
  public CompletableFuture<Void> publish(String topic, byte[] payload, int qos, boolean retained) {
    Client now = client;
    if (now == null || !now.connected()) {
      return CompletableFuture.failedFuture(new LinkException(away()));
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

  /** Tells later whether the connection of this moment still is the one. */
  public BooleanSupplier still() {
    Client now = client;
    return () -> now == client;
  }

  /** Connects anew, so that other keys hold from now on; what comes meanwhile waits there. */
  public void renew() {
    execute(this::connectAnew);
  }

  /** A password that ends is replaced before it does; by the wall clock, which may be set. */
  private void renewIfDue(Client whose) {
    if (whose != client) {
      return;
    }
    if (settings.due().getAsBoolean()) {
      connectAnew();
    } else {
      later(() -> renewIfDue(whose), LOOK_MILLIS);
    }
  }

  private void connectAnew() {
    Client there = client;
    if (there == null || !there.connected() || !reconnecting.compareAndSet(false, true)) {
      return;
    }
    LOG.info("{} {}: connecting anew", settings.whose(), settings);
    there.disconnect();
    connect();
  }

  private void connect() {
    if (closed) {
      return;
    }
    subscribed = false;
    try {
      Client next = connected(sockets());
      reconnecting.set(false);
      if (!next.connected()) { // lost again while it was not expected to be
        again();
        return;
      }
      subscribed = true;
      trouble.over();
      LOG.info("{} {} is connected over MQTT {}", settings.whose(), settings, version());
      if (settings.platform().entry() == Platform.Entry.DEVICE_KEY) {
        later(() -> renewIfDue(next), LOOK_MILLIS);
      }
      guarded(listener::up);
    } catch (MissingKeysException e) {
      trouble.missing(e);
      again();
    } catch (LinkException | RuntimeException e) {
      trouble.failed(e);
      again();
    }
  }

  /** A mistake of the settings is no trouble of the broker's. */
  private LinkSettings.Login login() throws LinkException {
    try {
      return settings.login();
    } catch (IllegalArgumentException e) {
      throw new LinkException(LinkException.Kind.UNFIT, e.getMessage());
    }
  }

  /** Whatever comes of it, nothing of an earlier try stays behind. */
  private Client connected(Optional<SSLSocketFactory> sockets) throws LinkException {
    if (client != null) {
      client.discard();
    }
    Client next = Client.of(settings, new Telling());
    client = next;
    boolean stands = false;
    try {
      next.connect(sockets, login());
      subscribe(next, List.copyOf(filters));
      stands = !closed;
    } finally {
      if (!stands) {
        next.discard();
      }
    }
    return next;
  }

  private String version() {
    return settings.version().word();
  }

  /** A broker may deny single filters, for example by its access list. */
  private void subscribe(Client next, List<String> wanted) throws LinkException {
    int allowed = settings.platform().limits().filtersAtOnce();
    int many = allowed == 0 ? AT_ONCE : allowed;
    for (int from = 0; from < wanted.size(); from += many) {
      List<String> some = wanted.subList(from, Math.min(from + many, wanted.size()));
      next.subscribe(some).forEach(this::refused);
    }
  }

  private void refused(String filter, int reason) {
    LOG.error(
        "{} {}: the broker refuses topic filter {} with reason {}; nothing comes from it, the other"
            + " filters are listened to",
        settings.whose(),
        settings,
        filter,
        reason);
    listener.refused(filter, reason);
  }

  private Optional<SSLSocketFactory> sockets() throws MissingKeysException {
    if (settings.keys().none()) {
      return Optional.empty();
    }
    SSLSocketFactory plain = settings.keys().client().context().getSocketFactory();
    return Optional.of(
        settings
            .platform()
            .alpn(settings.broker())
            .<SSLSocketFactory>map(protocol -> new AlpnSockets(plain, protocol))
            .orElse(plain));
  }

  private void again() {
    reconnecting.set(true);
    later(this::connect, TimeUnit.SECONDS.toMillis(RETRY_SECONDS));
  }

  /** From now on nothing comes and nothing is begun; {@link #close} does the rest. */
  public void seal() {
    closed = true;
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
      if (!closed && isCurrent(message)) {
        listener.arrived(message);
      }
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
