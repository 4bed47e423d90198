package org.bellcrank.fleet.kura;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.site.EgressProfile.Goods;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.eclipse.kura.message.KuraPayload;

/**
 * A cloud publisher for one kind of goods, which may come and go. Messages leave on one thread;
 * confirmations come on the cloud's.
 */
final class Outlet implements CloudDeliveryListener {

  private static final int REMEMBERED = 256;

  private final Goods goods;
  private final Egress egress;
  private CloudPublisher publisher;
  private long generation;
  private final Set<String> confirmed = Collections.synchronizedSet(new LinkedHashSet<>());

  Outlet(Goods goods, Egress egress) {
    this.goods = goods;
    this.egress = egress;
  }

  synchronized void set(CloudPublisher there) {
    if (egress.allows(goods)) {
      there.registerCloudDeliveryListener(this);
      publisher = there;
      generation++;
    }
  }

  synchronized void unset(CloudPublisher gone) {
    if (publisher == gone) {
      gone.unregisterCloudDeliveryListener(this);
      publisher = null;
      generation++;
    }
  }

  /** Whether something can leave now. */
  synchronized boolean open() {
    return publisher != null && egress.allows(goods);
  }

  /** Changes with each publisher that came or went. */
  synchronized long generation() {
    return generation;
  }

  /**
   * Hands a message to the connection.
   *
   * @param names values for the placeholders of the publisher's topic
   * @return the id by which it will be confirmed; empty at QoS 0, where nothing is confirmed
   * @throws KuraException when the connection does not take it; it did not leave
   */
  Optional<String> send(KuraPayload payload, Map<String, Object> names) throws KuraException {
    CloudPublisher there;
    synchronized (this) {
      there = open() ? publisher : null;
    }
    if (there == null) {
      throw new KuraException(org.eclipse.kura.KuraErrorCode.NOT_CONNECTED);
    }
    return Optional.ofNullable(there.publish(new KuraMessage(payload, names)));
  }

  /** Whether a message was confirmed; asked once, since it is forgotten then. */
  boolean wasConfirmed(String id) {
    return confirmed.remove(id);
  }

  @Override
  public void onMessageConfirmed(String messageId) {
    synchronized (confirmed) {
      confirmed.add(messageId);
      if (confirmed.size() > REMEMBERED) { // of messages that others sent over this connection
        confirmed.remove(confirmed.iterator().next());
      }
    }
  }

  void close() {
    synchronized (this) {
      if (publisher != null) {
        unset(publisher);
      }
    }
  }
}
