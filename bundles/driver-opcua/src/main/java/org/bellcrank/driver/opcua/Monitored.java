package org.bellcrank.driver.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.bellcrank.driver.opcua.security.Words;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is asked of a server for channels that are listened to. */
final class Monitored {

  private static final Logger LOG = LoggerFactory.getLogger(Monitored.class);

  /** Events that a server keeps at least: a burst of alarms comes at once. */
  private static final int EVENTS = 1000;

  private Monitored() {}

  /**
   * An item of a subscription; it carries the channel, or its alarms, as its user object.
   *
   * @throws RefusedValueException when the channel's settings, or its namespace on this server, are
   *     none
   */
  static OpcUaMonitoredItem item(OpcUaClient client, Heard of, Function<Heard, Alarms> alarms)
      throws RefusedValueException, UaException {
    Point point = of.point();
    ReadValueId node =
        new ReadValueId(
            point.node().on(client), point.attribute().uid(), null, QualifiedName.NULL_VALUE);
    OpcUaMonitoredItem item;
    if (point.kind() == Kind.EVENT) {
      item = OpcUaMonitoredItem.newEventItem(node.getNodeId(), Alarms.filter());
      item.setUserObject(alarms.apply(of));
      item.setQueueSize(uint(Math.max(EVENTS, point.queue())));
    } else {
      item = new OpcUaMonitoredItem(node);
      item.setUserObject(of);
      item.setSamplingInterval(point.samplingMillis());
      item.setQueueSize(uint(point.queue()));
      item.setFilter(point.deadband().filter());
    }
    return item;
  }

  /** What alarms are there now is told by the server as if they came (OPC 10000-9, 5.5.7). */
  static void refresh(OpcUaClient client, OpcUaSubscription subscription, String whose)
      throws UaException {
    UInteger id = subscription.getSubscriptionId().orElseThrow();
    StatusCode answer =
        client
            .call(
                List.of(
                    new CallMethodRequest(
                        NodeIds.ConditionType,
                        NodeIds.ConditionType_ConditionRefresh,
                        new Variant[] {Variant.of(id)})))
            .getResults()[0]
            .getStatusCode();
    if (!answer.isGood()) {
      LOG.info(
          "OPC UA driver {}: the server has no list of its alarms ({}); new ones are told",
          whose,
          Words.of(answer));
    }
  }

  /** Tells the values of now to those who heard of none since the session went. */
  static void read(OpcUaClient client, List<Heard> lost, List<ReadValueId> wanted, Clock clock)
      throws UaException {
    for (int from = 0; from < lost.size(); from += Reading.BATCH) {
      int upTo = Math.min(lost.size(), from + Reading.BATCH);
      DataValue[] answers =
          client.read(0, TimestampsToReturn.Both, wanted.subList(from, upTo)).getResults();
      for (int i = 0; answers != null && i < answers.length; i++) {
        Heard whom = lost.get(from + i);
        if (whom.lost()) {
          whom.tell(answers[i], clock.millis());
        }
      }
    }
  }
}
