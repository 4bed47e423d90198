package org.bellcrank.publish.opcua;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bellcrank.driver.opcua.security.Ciphers;
import org.bellcrank.driver.opcua.security.SharedLibrary;
import org.bellcrank.driver.opcua.security.Words;
import org.bellcrank.journal.LayerBook;
import org.bellcrank.journal.Store;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.keys.MissingKeysException;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.slf4j.LoggerFactory;

/**
 * The server and what feeds it, on a thread of their own: made when started, tried again while it
 * cannot listen, ended when closed.
 */
final class Publishing implements AutoCloseable {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Publishing.class);

  /** What goes wrong with a client is the client's; held, so that it stays set. */
  private static final Logger NOISE = quiet("org.eclipse.milo.opcua");

  private static final int STARTING_SECONDS = 30;
  private static final int ENDING_SECONDS = 5;
  private static final int MOST_DOUBLINGS = 4;

  private final Plan plan;
  private final ServerMaking making;
  private final LayerBook layers;
  private final Store store;
  private final Clock clock;
  private final long pauseMillis;
  private final Thread thread;
  private JournalFeed feed;
  private int tries;
  private boolean renewed;
  private volatile boolean closed;
  private volatile ResultSpace space;
  private volatile String told = "";

  /**
   * Waits for {@link #start}.
   *
   * @param pauseMillis after the first try to listen that failed; then twice as long each time, up
   *     to 16 times
   */
  Publishing(
      Plan plan,
      KeyChoice keys,
      Supplier<String> password,
      LayerBook layers,
      Store store,
      Clock clock,
      long pauseMillis) {
    this.plan = plan;
    this.layers = layers;
    this.store = store;
    this.clock = clock;
    this.pauseMillis = pauseMillis;
    making = new ServerMaking(plan, keys, password);
    thread = new Thread(this::run, "bellcrank-publish-opcua");
    thread.setDaemon(true);
  }

  private static Logger quiet(String name) {
    Logger logger = Logger.getLogger(name);
    if (logger.getLevel() == null) {
      logger.setLevel(Level.OFF);
    }
    return logger;
  }

  void start() {
    thread.start();
  }

  private void run() {
    SharedLibrary.enter();
    plan.policies().forEach(Ciphers::need);
    try {
      SharedLibrary.await();
      while (!closed) {
        serve();
        rest();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      plan.policies().forEach(Ciphers::leave);
      SharedLibrary.leave();
    }
  }

  /** Until it is closed, fails or is to begin anew. */
  private void serve() throws InterruptedException {
    OpcUaServer server = null;
    ResultSpace shown = null;
    begin();
    try {
      server = making.server();
      shown = new ResultSpace(server, plan.results(), plan.orders());
      shown.startup();
      server.startup().get(STARTING_SECONDS, TimeUnit.SECONDS);
      ReadOnly.make(server);
      LOG.info("OPC UA publisher: listening as {}", plan.url());
      told = "";
      tries = 0;
      space = shown;
      feed(shown).run();
    } catch (ExecutionException
        | TimeoutException
        | IOException
        | MissingKeysException
        | RuntimeException e) {
      failed(e);
    } finally {
      space = null;
      end(server, shown);
    }
  }

  private synchronized void begin() {
    renewed = false;
  }

  private synchronized JournalFeed feed(ResultSpace shown) {
    feed = new JournalFeed(store, clock, layers, shown, plan.results(), plan.orders(), this::renew);
    if (closed || renewed) {
      feed.close();
    }
    return feed;
  }

  private void failed(Exception e) {
    String words = Words.of(e);
    if (words.contains("No endpoints bound")) { // the library does not say why
      words = "%s:%d is in use, or not the gateway's".formatted(plan.bind(), plan.port());
    }
    if (!words.equals(told)) {
      told = words;
      LOG.error("OPC UA publisher: no server as {} ({}); it is tried again", plan.url(), words);
    }
  }

  private static void end(OpcUaServer server, ResultSpace shown) throws InterruptedException {
    if (server == null) {
      return;
    }
    try {
      if (shown != null) {
        shown.shutdown();
      }
      server.shutdown().get(ENDING_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.warn("OPC UA publisher: the server did not end well: {}", Words.of(e));
    }
  }

  private synchronized void rest() throws InterruptedException {
    if (!closed && !renewed) {
      wait(pauseMillis << tries);
      tries = Math.min(tries + 1, MOST_DOUBLINGS);
    }
  }

  /** Whether it listens and shows rows. */
  boolean isUp() {
    return space().filter(ResultSpace::isFollowing).isPresent();
  }

  /** What is shown now. */
  Optional<ResultSpace> space() {
    return Optional.ofNullable(space);
  }

  /** The certificate that it shows; empty before the first start. */
  Optional<X509Certificate> shown() {
    return making.shown();
  }

  /** Why it is not up; empty while nothing is wrong. */
  String told() {
    return told;
  }

  /** Begins anew, as with another key. */
  synchronized void renew() {
    renewed = true;
    if (feed != null) {
      feed.close();
    }
    notifyAll();
  }

  /** Ends it without waiting for it. */
  @Override
  public synchronized void close() {
    closed = true;
    if (feed != null) {
      feed.close();
    }
    notifyAll();
  }

  /** Waits until it has ended, at most so long; whether it has. */
  boolean ended(long millis) throws InterruptedException {
    thread.join(millis);
    return !thread.isAlive();
  }
}
