package org.bellcrank.driver.opcua;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bellcrank.driver.opcua.security.Words;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alarms of all channels of events of a driver. Who is silent, because nothing was told since
 * an outage or ever, hears what is there once the server listed it, and where the server lists
 * nothing, what is known of it: no alarm at all is as much a value as one. The server is also asked
 * after events were lost. For one thread at a time, but what says otherwise.
 */
final class AlarmBook {

  private static final Logger LOG = LoggerFactory.getLogger(AlarmBook.class);
  private static final int NONE = -1;

  /** Rounds from the end of one refresh that brought not all to the next for the same reason. */
  private static final int PAUSE = 60;

  private final String whose;
  private final Clock clock;
  private final int patience;
  private final Map<Heard, Alarms> alarms = new ConcurrentHashMap<>();
  private int waiting = NONE;
  private int pause;

  /**
   * Knows none yet.
   *
   * @param patience rounds in which the server is to list its alarms after it was asked
   */
  AlarmBook(String whose, Clock clock, int patience) {
    this.whose = whose;
    this.clock = clock;
    this.patience = patience;
  }

  /** Of one channel; what is known of alarms outlives a subscription. For any thread. */
  Alarms of(Heard channel) {
    return alarms.computeIfAbsent(channel, Alarms::new);
  }

  /** Nobody listens to it any more. For any thread. */
  void forget(Heard channel) {
    alarms.remove(channel);
  }

  /** Whose alarms those are; empty where nobody listens any more. */
  Optional<Heard> whose(Object some) {
    return alarms.entrySet().stream()
        .filter(each -> each.getValue() == some)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Events of any channel may have been lost. For any thread. */
  void doubts() {
    alarms.values().forEach(Alarms::doubts);
  }

  /** Asks the server to list what is there; where it cannot be asked, what is known stands. */
  void refresh(OpcUaClient client, OpcUaSubscription subscription) {
    ask(() -> list(client, subscription));
  }

  private void list(OpcUaClient client, OpcUaSubscription subscription) {
    try {
      Monitored.refresh(client, subscription, whose);
    } catch (UaException e) {
      // Not the subscription's fault, which a broken line would tell by itself.
      LOG.info("OPC UA driver {}: its alarms could not be asked for: {}", whose, Words.of(e));
    }
  }

  private void ask(Runnable refresh) {
    alarms.values().forEach(Alarms::asked); // before: what is lost from now on is lost again
    refresh.run();
    waiting = patience;
  }

  /** The session went: what the server was asked for may never come, nor what happened since. */
  void breaks() {
    doubts();
    waiting = NONE;
    pause = 0;
  }

  /**
   * The session stood for a round more.
   *
   * @param items those of the subscription that are there
   */
  void stands(
      OpcUaClient client, OpcUaSubscription subscription, Collection<OpcUaMonitoredItem> items) {
    stands(
        items.stream()
            .filter(item -> item.getCreateResult().filter(StatusCode::isGood).isPresent())
            .flatMap(item -> item.getUserObject().stream())
            .filter(Alarms.class::isInstance)
            .map(Alarms.class::cast)
            .toList(),
        () -> list(client, subscription));
  }

  /**
   * The same with no server.
   *
   * @param there those whose items are there
   * @param refresh asks the server to list what is there
   */
  void stands(List<Alarms> there, Runnable refresh) {
    pause = Math.max(0, pause - 1);
    List<Alarms> open = there.stream().filter(Alarms::isOpen).toList();
    if (open.isEmpty()) {
      waiting = NONE;
    } else if (waiting == NONE) {
      if (pause == 0) {
        ask(refresh);
      }
    } else if (--waiting <= 0) {
      waiting = NONE;
      long now = clock.millis();
      open.forEach(each -> each.stands(now));
      // A list that does not fit the server's queue never comes whole, however often it is asked.
      pause = open.stream().anyMatch(Alarms::isOpen) ? PAUSE : 0;
    }
  }
}
