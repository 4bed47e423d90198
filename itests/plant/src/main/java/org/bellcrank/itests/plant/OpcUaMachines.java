package org.bellcrank.itests.plant;

import java.util.List;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.nodes.filters.AttributeFilters;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** The nodes of {@link OpcUaPlant}; values are computed when somebody looks. */
final class OpcUaMachines extends ManagedNamespaceWithLifecycle {

  private final PlantClock clock;
  private final SubscriptionModel subscriptions;

  OpcUaMachines(OpcUaServer server, Plant plant, PlantClock clock) {
    super(server, OpcUaPlant.NAMESPACE);
    this.clock = clock;
    subscriptions = new SubscriptionModel(server, this);
    getLifecycleManager().addLifecycle(subscriptions);
    getLifecycleManager().addStartupTask(() -> plant.machines().forEach(this::add));
  }

  private void add(Machine machine) {
    String asset = machine.station().asset();
    UaFolderNode folder =
        new UaFolderNode(
            getNodeContext(),
            newNodeId(asset),
            newQualifiedName(asset),
            LocalizedText.english(asset));
    getNodeManager().addNode(folder);
    folder.addReference(
        new Reference(
            folder.getNodeId(),
            NodeIds.Organizes,
            NodeIds.ObjectsFolder.expanded(),
            Reference.Direction.INVERSE));
    List<Channel> told =
        machine.channels().stream()
            .filter(channel -> channel.kind() != Channel.Kind.WAVEFORM)
            .toList();
    for (int i = 0; i < told.size(); i++) {
      folder.addOrganizes(variable(machine, told.get(i), i));
    }
  }

  private UaVariableNode variable(Machine machine, Channel channel, int place) {
    String point = machine.station().point(channel);
    UaVariableNode node =
        UaVariableNode.build(
            getNodeContext(),
            builder ->
                builder
                    .setNodeId(newNodeId(point))
                    .setBrowseName(newQualifiedName(channel.name()))
                    .setDisplayName(LocalizedText.english(channel.name()))
                    .setDataType(
                        channel.kind() == Channel.Kind.VALUE ? NodeIds.Double : NodeIds.UInt16)
                    .setTypeDefinition(NodeIds.BaseDataVariableType)
                    .buildAndAdd());
    node.getFilterChain()
        .addLast(
            AttributeFilters.getValue(
                context -> OpcUaPlant.told(channel, machine.samples(clock.now()).get(place))));
    if (!channel.unit().isEmpty()) {
      unit(node, point, channel.unit());
    }
    return node;
  }

  private void unit(UaVariableNode of, String point, String unit) {
    NodeId id = newNodeId(point + "/unit");
    UaVariableNode property =
        UaVariableNode.build(
            getNodeContext(),
            builder ->
                builder
                    .setNodeId(id)
                    .setBrowseName(newQualifiedName("unit"))
                    .setDisplayName(LocalizedText.english("unit"))
                    .setDataType(NodeIds.String)
                    .setTypeDefinition(NodeIds.PropertyType)
                    .setValue(new DataValue(Variant.ofString(unit)))
                    .buildAndAdd());
    of.addReference(
        new Reference(
            of.getNodeId(),
            NodeIds.HasProperty,
            property.getNodeId().expanded(),
            Reference.Direction.FORWARD));
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
}
