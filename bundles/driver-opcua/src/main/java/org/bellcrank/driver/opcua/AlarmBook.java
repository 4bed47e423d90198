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
 * nothing, what is known of it: no alarm at all is as much a value as one. For one thread at a
 * time, but what says otherwise.
 */
final class AlarmBook {

  private static final Logger LOG = LoggerFactory.getLogger(AlarmBook.class);
  private static final int NONE = -1;

  private final String whose;
  private final Clock clock;
  private final int patience;
  private final Map<Heard, Alarms> alarms = new ConcurrentHashMap<>();
  private int waiting = NONE;

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

  /** Asks the server to list what is there; where it cannot be asked, what is known stands. */
  void refresh(OpcUaClient client, OpcUaSubscription subscription) {
    try {
      Monitored.refresh(client, subscription, whose);
    } catch (UaException e) {
      // Not the subscription's fault, which a broken line would tell by itself.
      LOG.info("OPC UA driver {}: its alarms could not be asked for: {}", whose, Words.of(e));
    }
    waiting = patience;
  }

  /** The session went: what the server was asked for may never come. */
  void breaks() {
    waiting = NONE;
  }

  /**
   * The session stood for a round more.
   *
   * @param items those of the subscription that are there
   */
  void stands(
      OpcUaClient client, OpcUaSubscription subscription, Collection<OpcUaMonitoredItem> items) {
    List<Alarms> silent =
        items.stream()
            .filter(item -> item.getCreateResult().filter(StatusCode::isGood).isPresent())
            .flatMap(item -> item.getUserObject().stream())
            .filter(Alarms.class::isInstance)
            .map(Alarms.class::cast)
            .filter(Alarms::isSilent)
            .toList();
    if (silent.isEmpty()) {
      waiting = NONE;
    } else if (waiting == NONE) {
      refresh(client, subscription);
    } else if (--waiting <= 0) {
      waiting = NONE;
      long now = clock.millis();
      silent.forEach(each -> each.stands(now));
    }
  }
}
