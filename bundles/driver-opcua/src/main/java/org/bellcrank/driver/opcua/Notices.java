package org.bellcrank.driver.opcua;

import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import org.bellcrank.driver.opcua.security.Words;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/**
 * Hears what a subscription tells, on a thread of the library, and hands it to the channels that
 * its items carry as their user objects.
 */
final class Notices implements OpcUaSubscription.SubscriptionListener {

  private final Clock clock;
  private final BiConsumer<OpcUaSubscription, String> lost;
  private final Overruns overruns;
  private final Runnable dropped;

  /**
   * Of one subscription or several.
   *
   * @param lost told which one the server does not keep any more, and why; returns at once
   * @param dropped told that values of any channel may have been lost; returns at once
   */
  Notices(
      Clock clock,
      BiConsumer<OpcUaSubscription, String> lost,
      Overruns overruns,
      Runnable dropped) {
    this.clock = clock;
    this.lost = lost;
    this.overruns = overruns;
    this.dropped = dropped;
  }

  @Override
  public void onDataReceived(
      OpcUaSubscription from, List<OpcUaMonitoredItem> items, List<DataValue> values) {
    long now = clock.millis();
    for (int i = 0; i < items.size(); i++) {
      DataValue value = values.get(i);
      items.get(i).getUserObject().map(Heard.class::cast).ifPresent(each -> tell(each, value, now));
    }
  }

  private void tell(Heard whom, DataValue value, long now) {
    if (value.statusCode().isOverflowSet()) {
      overruns.ran(whom.name());
      whom.overran(value);
    }
    whom.tell(value, now);
  }

  @Override
  public void onEventReceived(
      OpcUaSubscription from, List<OpcUaMonitoredItem> items, List<Variant[]> fields) {
    long now = clock.millis();
    for (int i = 0; i < items.size(); i++) {
      Variant[] event = fields.get(i);
      items
          .get(i)
          .getUserObject()
          .map(Alarms.class::cast)
          .ifPresent(each -> each.heard(event, now));
    }
  }

  @Override
  public void onNotificationDataLost(OpcUaSubscription from) {
    overruns.dropped();
    dropped.run();
  }

  @Override
  public void onWatchdogTimerElapsed(OpcUaSubscription from) {
    lost.accept(from, "nothing came for longer than agreed");
  }

  @Override
  public void onStatusChanged(OpcUaSubscription from, StatusCode status) {
    // What the session before hears when ours took the subscription over: it goes on.
    if (status.value() != StatusCodes.Good_SubscriptionTransferred) {
      lost.accept(from, Words.of(status));
    }
  }

  @Override
  public void onTransferFailed(OpcUaSubscription from, StatusCode status) {
    lost.accept(from, "it forgot the subscription, " + Words.of(status));
  }
}
