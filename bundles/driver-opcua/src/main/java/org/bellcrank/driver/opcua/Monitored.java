package org.bellcrank.driver.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.time.Clock;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bellcrank.driver.opcua.security.Words;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.MonitoredItemServiceOperationResult;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
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

  /** How a server refuses a deadband (OPC 10000-4, 7.22.2). */
  private static final Set<Long> REFUSALS =
      Set.of(
          StatusCodes.Bad_FilterNotAllowed,
          StatusCodes.Bad_DeadbandFilterInvalid,
          StatusCodes.Bad_MonitoredItemFilterInvalid,
          StatusCodes.Bad_MonitoredItemFilterUnsupported);

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
      Alarms told = alarms.apply(of);
      told.on(client.getNamespaceTable());
      item.setUserObject(told);
      item.setQueueSize(uint(Math.max(EVENTS, point.queue())));
    } else {
      item = new OpcUaMonitoredItem(node);
      item.setUserObject(of);
      item.setSamplingInterval(point.samplingMillis());
      item.setQueueSize(uint(point.queue()));
      item.setFilter(of.deadband().filter());
    }
    return item;
  }

  /**
   * Makes items at the server. Where it refuses the driver's deadband for a node, such as a
   * percentage of a range that the node does not have, or any for a text, the item is made without
   * one; told once for a node.
   *
   * @return how each of them ended
   */
  static List<MonitoredItemServiceOperationResult> create(
      OpcUaSubscription subscription, Predicate<OpcUaMonitoredItem> which, String whose) {
    List<MonitoredItemServiceOperationResult> results =
        new ArrayList<>(subscription.createMonitoredItems(which));
    Map<OpcUaMonitoredItem, StatusCode> plain = new IdentityHashMap<>();
    for (MonitoredItemServiceOperationResult each : results) {
      StatusCode status = each.operationResult().orElse(each.serviceResult());
      if (REFUSALS.contains(status.value())
          && each.monitoredItem().getUserObject().orElse(null) instanceof Heard of
          && of.takesBackDeadband()) {
        each.monitoredItem().setFilter(null);
        plain.put(each.monitoredItem(), status);
      }
    }
    if (!plain.isEmpty()) {
      LOG.info(
          "OPC UA driver {}: for {} nodes the server refuses the driver's deadband ({}); they are"
              + " told without one",
          whose,
          plain.size(),
          plain.values().stream().map(Words::of).distinct().collect(Collectors.joining(", ")));
      results.removeIf(each -> plain.containsKey(each.monitoredItem()));
      results.addAll(subscription.createMonitoredItems(plain::containsKey));
    }
    return results;
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
