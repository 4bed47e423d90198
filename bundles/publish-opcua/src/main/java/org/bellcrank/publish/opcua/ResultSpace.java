package org.bellcrank.publish.opcua;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bellcrank.journal.Facts;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.EventItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.model.objects.BaseEventTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our namespace in the server: types, results, orders, assets and the state of the machine. Changed
 * by one thread; clients read it from any.
 */
final class ResultSpace extends ManagedNamespaceWithLifecycle implements Shown {

  private static final Logger LOG = LoggerFactory.getLogger(ResultSpace.class);
  private static final int MOST_ASSETS = 1_000;
  private static final UShort SEVERITY = Unsigned.ushort(100);
  private static final Field TEXT = new Field("", NodeIds.String, "The result as JSON");

  private static final String LATEST = "newest";

  private final Nodes nodes;
  private final SubscriptionModel subscriptions;
  private final NodeId resultType;
  private final NodeId eventType;
  private final UaObjectNode system;
  private final Table results;
  private final Table latest;
  private final Table orders;
  private final Table assets;
  private final KeptResults kept;
  private final VisionMachine machine;
  private String newest = "";
  private volatile boolean following;

  /** Makes all that is always there; rows come with the journal. */
  ResultSpace(OpcUaServer server, int mostResults, int mostOrders) {
    super(server, Model.NAMESPACE);
    subscriptions = new SubscriptionModel(server, this);
    getLifecycleManager().addLifecycle(subscriptions);
    nodes = new Nodes(getNodeContext(), getNamespaceIndex());
    resultType = resultType();
    eventType = eventType();
    NodeId orderType = rowType("OrderType", "A work order of ours", Model.ORDER);
    NodeId assetType = rowType("AssetConditionType", "How an asset is", Model.CONDITION);
    NodeId folderType =
        nodes.objectType("ResultFolderType", NodeIds.FolderType, "Results").getNodeId();
    NodeId managementType =
        nodes
            .objectType("ResultManagementType", NodeIds.BaseObjectType, "Where results are")
            .getNodeId();
    NodeId systemType =
        nodes
            .objectType("VisionSystemType", NodeIds.BaseObjectType, "What looks and decides")
            .getNodeId();

    system = nodes.object("VisionSystem", "VisionSystem", systemType, "This gateway");
    system.setEventNotifier(Unsigned.ubyte(1));
    nodes.join(NodeIds.ObjectsFolder, NodeIds.Organizes, system);
    system.addReference(
        new Reference(system.getNodeId(), NodeIds.HasNotifier, NodeIds.Server.expanded(), false));
    NodeId management = below(system, "ResultManagement", managementType).getNodeId();
    kept = new KeptResults(mostResults);
    new ResultMethods(kept).make(nodes, management, managementType);
    results = results("result", folder(management, "Results", folderType), mostResults);
    latest = results("latest", management, 1);
    orders =
        rows(
            "order",
            folder(system.getNodeId(), "Orders", NodeIds.FolderType),
            orderType,
            mostOrders,
            Model.ORDER);
    assets =
        rows(
            "asset",
            folder(system.getNodeId(), "Assets", NodeIds.FolderType),
            assetType,
            MOST_ASSETS,
            Model.CONDITION);

    machine = new VisionMachine(server, nodes, (name, type) -> below(system, name, type));
  }

  private NodeId resultType() {
    UaNode type =
        nodes.variableType(
            "ResultType", NodeIds.BaseDataVariableType, "A result; its own value is JSON");
    Model.RESULT.forEach(
        field -> nodes.declare(type, field, NodeIds.HasComponent, NodeIds.BaseDataVariableType));
    return type.getNodeId();
  }

  private NodeId rowType(String name, String meaning, List<Field> fields) {
    UaNode type = nodes.objectType(name, NodeIds.BaseObjectType, meaning);
    fields.forEach(
        field -> nodes.declare(type, field, NodeIds.HasComponent, NodeIds.BaseDataVariableType));
    return type.getNodeId();
  }

  private NodeId eventType() {
    UaObjectTypeNode type =
        nodes.objectType("ResultReadyEventType", NodeIds.BaseEventType, "A result was recorded");
    Model.RESULT.stream()
        .filter(field -> Model.EVENT.contains(field.name()))
        .forEach(field -> nodes.declare(type, field, NodeIds.HasProperty, NodeIds.PropertyType));
    getServer()
        .getObjectTypeManager()
        .registerObjectType(type.getNodeId(), BaseEventTypeNode.class, BaseEventTypeNode::new);
    getServer().updateObjectTypeTree();
    return type.getNodeId();
  }

  private UaObjectNode below(UaNode above, String name, NodeId type) {
    UaObjectNode node = nodes.object(name, name, type, "");
    nodes.join(above.getNodeId(), NodeIds.HasComponent, node);
    return node;
  }

  private NodeId folder(NodeId above, String name, NodeId type) {
    UaObjectNode node = nodes.object(name, name, type, "");
    nodes.join(above, NodeIds.HasComponent, node);
    return node.getNodeId();
  }

  private Table results(String name, NodeId folder, int most) {
    return new Table(
        nodes,
        name,
        folder,
        Model.RESULT,
        most,
        (path, id) ->
            nodes.variable(path, name.equals("latest") ? "LatestResult" : id, resultType, TEXT));
  }

  private Table rows(String name, NodeId folder, NodeId type, int most, List<Field> fields) {
    return new Table(
        nodes, name, folder, fields, most, (path, id) -> nodes.object(path, id, type, ""));
  }

  @Override
  public void result(Row row, boolean isNew) {
    Facts json = Facts.of(row.values());
    results.show(row);
    kept.keep(row, json.json());
    text(results, row.id(), json, row);
    if (isNew || !following || row.id().equals(newest)) {
      newest = row.id();
      latest.show(new Row(LATEST, row.at(), true, row.values()));
      text(latest, LATEST, json, row);
    }
    if (isNew) {
      tell(row);
    }
  }

  private static void text(Table table, String id, Facts json, Row row) {
    table
        .node(id)
        .map(UaVariableNode.class::cast)
        .ifPresent(node -> node.setValue(Nodes.value(json.json(), row.at())));
  }

  @Override
  public void order(Row row) {
    orders.show(row);
  }

  @Override
  public void asset(Row row) {
    assets.show(row);
  }

  @Override
  public void state(Model.State now, Instant at) {
    machine.moves(now, at);
    following = following || now == Model.State.OPERATIONAL;
  }

  /** Whether what is kept has been shown and the journal is followed. */
  boolean isFollowing() {
    return following;
  }

  /** An event of the vision system, which the server's own object tells too. */
  private void tell(Row row) {
    try {
      BaseEventTypeNode event =
          getServer()
              .getEventFactory()
              .createEvent(nodes.id("event/" + UUID.randomUUID()), eventType);
      try {
        fill(event, row);
        getServer().getEventNotifier().fire(event);
      } finally {
        event.delete();
      }
    } catch (UaException e) {
      LOG.error("Result {} could not be told as an event: {}", row.id(), e.getMessage());
    }
  }

  private void fill(BaseEventTypeNode event, Row row) {
    event.setBrowseName(new QualifiedName(getNamespaceIndex(), "ResultReady"));
    event.setDisplayName(LocalizedText.english("ResultReady"));
    event.setEventId(ByteString.of(row.id().getBytes(StandardCharsets.UTF_8)));
    event.setEventType(eventType);
    event.setSourceNode(system.getNodeId());
    event.setSourceName("VisionSystem");
    event.setTime(new DateTime(row.at()));
    event.setReceiveTime(DateTime.now());
    event.setMessage(
        LocalizedText.english(
            "%s at %s".formatted(row.values().get("Class"), row.values().get("Point"))));
    event.setSeverity(SEVERITY);
    for (String name : Model.EVENT) {
      event
          .findNode(new QualifiedName(getNamespaceIndex(), name))
          .map(UaVariableNode.class::cast)
          .ifPresent(node -> node.setValue(Nodes.value(row.values().get(name), row.at())));
    }
  }

  @Override
  public void onDataItemsCreated(List<DataItem> items) {
    subscriptions.onDataItemsCreated(items);
  }

  @Override
  public void onDataItemsModified(List<DataItem> items) {
    subscriptions.onDataItemsModified(items);
  }

  @Override
  public void onDataItemsDeleted(List<DataItem> items) {
    subscriptions.onDataItemsDeleted(items);
  }

  @Override
  public void onMonitoringModeChanged(List<MonitoredItem> items) {
    subscriptions.onMonitoringModeChanged(items);
  }

  @Override
  public void onEventItemsCreated(List<EventItem> items) {
    items.forEach(each -> getServer().getEventNotifier().register(each));
  }

  @Override
  public void onEventItemsDeleted(List<EventItem> items) {
    items.forEach(each -> getServer().getEventNotifier().unregister(each));
  }
}
