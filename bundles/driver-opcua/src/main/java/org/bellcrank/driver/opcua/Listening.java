package org.bellcrank.driver.opcua;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bellcrank.driver.opcua.security.Words;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.MonitoredItemServiceOperationResult;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Channels that are listened to, as one subscription. A thread of its own, as long as somebody
 * listens, keeps what the server has the same as what is wanted here: it opens the session, makes
 * the subscription, makes it again when the server forgot it, and asks again for nodes that were
 * not there. Values are told by a thread of the library, in their order.
 */
final class Listening implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
  private static final long ROUND_MILLIS = 1000;

  /** Rounds to wait at most between two tries to connect: a server that refuses is not hammered. */
  private static final int WAIT_MOST = 16;

  /** Rounds on time with a session after which what the server kept has come. */
  private static final int SETTLED = 3;

  /** Rounds after which nodes that were refused are asked for again. */
  private static final int AGAIN = 10;

  private final String whose;
  private final Link link;
  private final Point.Preset preset;
  private final double publishingMillis;
  private final double keepAliveMillis;
  private final Clock clock;
  private final Filling filling;
  private final Map<Heard, OpcUaMonitoredItem> heard = new HashMap<>();
  private final List<OpcUaMonitoredItem> leaving = new ArrayList<>();
  private final AlarmBook alarms;
  private final Overruns overruns;
  private final AtomicBoolean asked = new AtomicBoolean();
  private ScheduledExecutorService thread;
  private OpcUaSubscription subscription;
  private volatile boolean forgotten;
  private volatile boolean broke;
  private int rounds;
  private int waiting;

  /** Rounds in a row with a session, without those between that somebody asked for. */
  private int held;

  private int wait = 1;

  /**
   * Nobody listens yet.
   *
   * @param publishingMillis between two notifications of the server
   * @param keepAliveMillis after which a server that has nothing to tell says so
   * @param filling of what outages leave out
   */
  Listening(
      String whose,
      Link link,
      Point.Preset preset,
      double publishingMillis,
      double keepAliveMillis,
      Clock clock,
      Filling filling) {
    this.whose = whose;
    this.link = link;
    this.preset = preset;
    this.publishingMillis = publishingMillis;
    this.keepAliveMillis = keepAliveMillis;
    this.clock = clock;
    this.filling = filling;
    overruns = new Overruns(whose, clock);
    alarms = new AlarmBook(whose, clock, SETTLED + (int) (2 * publishingMillis / ROUND_MILLIS));
  }

  /**
   * Somebody listens to a channel, described as in an asset. Returns at once.
   *
   * @throws IllegalArgumentException when the channel names no type of value
   */
  void add(Map<String, Object> channel, ChannelListener listener) {
    Heard added = new Heard(whose, channel, listener, preset);
    synchronized (heard) {
      heard.put(added, null);
      if (thread == null) {
        thread =
            Executors.newSingleThreadScheduledExecutor(
                task -> {
                  Thread made = new Thread(task, "bellcrank-opcua-" + whose);
                  made.setDaemon(true);
                  return made;
                });
        thread.scheduleWithFixedDelay(
            () -> round(true), ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    soon();
  }

  /** A listener hears nothing any more, of no channel. */
  void remove(ChannelListener listener) {
    synchronized (heard) {
      heard
          .entrySet()
          .removeIf(
              each -> {
                boolean gone = each.getKey().listener() == listener;
                if (gone) {
                  each.getKey().leave();
                  alarms.forget(each.getKey());
                }
                if (gone && each.getValue() != null) {
                  leaving.add(each.getValue());
                }
                return gone;
              });
    }
    soon();
  }

  /** The session came or went; returns at once. */
  void changed(boolean there) {
    if (!there) {
      broke = true; // before anybody hears that it is there again
      long now = clock.millis();
      all().forEach(each -> each.lose("the connection to the server is lost", null, now));
    } else {
      all().forEach(Heard::returns);
    }
    soon();
  }

  /** Ends; nobody hears anything any more. */
  @Override
  public void close() {
    filling.close();
    synchronized (heard) {
      heard.keySet().forEach(Heard::leave);
      heard.clear();
      if (thread != null) {
        thread.shutdownNow();
        thread = null;
      }
    }
  }

  private List<Heard> all() {
    synchronized (heard) {
      return List.copyOf(heard.keySet());
    }
  }

  private void soon() {
    if (asked.compareAndSet(false, true)) {
      synchronized (heard) {
        try {
          if (thread != null) {
            thread.execute(() -> round(false));
          }
        } catch (RejectedExecutionException e) {
          LOG.debug("OPC UA driver {}: ended", whose);
        }
      }
    }
  }

  private void round(boolean onTime) {
    asked.set(false);
    try {
      if (all().isEmpty()) {
        rest();
      } else if (waiting > 0 && !link.there()) {
        waiting--;
      } else {
        OpcUaClient client = link.client();
        wait = 1;
        same(client);
        if (onTime) {
          stands(client);
          overruns.look();
        }
      }
    } catch (ConnectionException e) {
      waiting = wait;
      wait = Math.min(WAIT_MOST, 2 * wait);
      long now = clock.millis();
      all().forEach(each -> each.lose(e.getMessage(), e, now));
      held = 0;
    } catch (UaException | RuntimeException e) {
      if (all().isEmpty()) {
        return; // It ended meanwhile.
      }
      LOG.warn("OPC UA driver {}: no subscription ({}); it is tried again", whose, Words.of(e));
      forgotten = true;
    }
  }

  /** Nobody listens: the server need not tell anything. */
  private void rest() throws UaException {
    if (subscription != null) {
      OpcUaSubscription gone = subscription;
      subscription = null;
      gone.delete();
    }
  }

  private void same(OpcUaClient client) throws UaException {
    rounds++;
    if (subscription == null || subscription.getClient() != client || forgotten) {
      anew(client);
    }
    // A try that failed just before the session came may have told that it is away.
    all().forEach(Heard::returns);
    List<Heard> fresh = new ArrayList<>();
    synchronized (heard) {
      subscription.removeMonitoredItems(leaving);
      leaving.clear();
      heard.forEach(
          (each, item) -> {
            if (item == null) {
              fresh.add(each);
            }
          });
    }
    List<OpcUaMonitoredItem> made = new ArrayList<>();
    for (Heard each : fresh) {
      made.add(item(client, each));
    }
    boolean again = rounds % AGAIN == 0;
    if (made.stream().anyMatch(Objects::nonNull) || again) {
      subscription.deleteMonitoredItems();
      Monitored.create(subscription, each -> again || each.getCreateResult().isEmpty(), whose)
          .forEach(this::created);
    }
    if (made.stream().anyMatch(Listening::tellsEvents)) {
      alarms.refresh(client, subscription);
    }
  }

  /** What was on its way is lost, though the session stands. */
  private void dropped() {
    alarms.doubts();
    all().forEach(Heard::breaks);
    all().forEach(Heard::returns);
  }

  /** How often values were lost at the server while the session stood. */
  long overruns() {
    return overruns.all();
  }

  private void stands(OpcUaClient client) throws UaException {
    if (broke) {
      broke = false;
      held = 0;
      alarms.breaks();
    }
    if (++held >= SETTLED) {
      catchUp(client);
      alarms.stands(client, subscription, subscription.getMonitoredItems());
      all().forEach(Heard::stands);
      filling.look(client, all());
    }
  }

  /**
   * A subscription that lived on tells only what changed: who heard that the session went is told
   * that its value stands. Not before what the server kept has come, so that nothing is told in the
   * wrong order.
   */
  private void catchUp(OpcUaClient client) throws UaException {
    List<Heard> lost = new ArrayList<>();
    List<ReadValueId> wanted = new ArrayList<>();
    synchronized (heard) {
      heard.forEach(
          (each, item) -> {
            if (each.lost() && item != null && each.point().kind() == Kind.VALUE) {
              lost.add(each);
              wanted.add(item.getReadValueId());
            }
          });
    }
    Monitored.read(client, lost, wanted, clock);
  }

  private static boolean tellsEvents(OpcUaMonitoredItem item) {
    return item != null && item.getUserObject().orElse(null) instanceof Alarms;
  }

  private void anew(OpcUaClient client) throws UaException {
    forgotten = false;
    OpcUaSubscription before = subscription;
    subscription = null;
    if (before != null && before.getClient() == client) {
      try {
        before.delete();
      } catch (UaException e) {
        LOG.debug("OPC UA driver {}: {}", whose, Words.of(e));
        before.reset();
      }
    }
    synchronized (heard) {
      heard.replaceAll((each, item) -> null);
      leaving.clear();
    }
    dropped(); // what the one before kept, also where the session stood all the time
    OpcUaSubscription made = new OpcUaSubscription(client, publishingMillis);
    made.setTargetKeepAliveInterval(keepAliveMillis);
    made.setSubscriptionListener(new Notices(clock, this::lost, overruns, this::dropped));
    made.create();
    subscription = made;
  }

  /** Null when the channel is refused, which is told to it. */
  private OpcUaMonitoredItem item(OpcUaClient client, Heard of) throws UaException {
    OpcUaMonitoredItem item = null;
    try {
      if (of.point() == null) {
        throw of.refused();
      }
      item = Monitored.item(client, of, alarms::of);
      subscription.addMonitoredItem(item);
    } catch (RefusedValueException e) {
      of.fail(e.getMessage(), e, clock.millis());
    }
    synchronized (heard) {
      if (heard.containsKey(of)) {
        heard.put(of, item);
      } else if (item != null) {
        leaving.add(item);
        alarms.forget(of); // it was taken off before it was asked for
      }
    }
    return item;
  }

  private void created(MonitoredItemServiceOperationResult result) {
    StatusCode status = result.operationResult().orElse(result.serviceResult());
    if (!status.isGood()) {
      Object whom = result.monitoredItem().getUserObject().orElse(null);
      Optional<Heard> of =
          whom instanceof Heard some ? Optional.of(some) : alarms.whose(whom); // or taken off
      of.ifPresent(
          each ->
              each.fail(
                  "the server does not tell it: %s; it is asked again".formatted(Words.of(status)),
                  null,
                  clock.millis()));
    }
  }

  private void lost(OpcUaSubscription from, String why) {
    if (subscription == from) {
      LOG.info("OPC UA driver {}: the subscription is made anew ({})", whose, why);
      forgotten = true;
      soon();
    }
  }
}
