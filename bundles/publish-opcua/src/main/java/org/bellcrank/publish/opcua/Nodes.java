package org.bellcrank.publish.opcua;

import java.time.Instant;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.nodes.UaMethodNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNodeContext;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableTypeNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;

/** Makes nodes of our namespace; whatever it makes can be read and nothing else. */
final class Nodes {

  private final UaNodeContext context;
  private final UShort namespace;

  Nodes(UaNodeContext context, UShort namespace) {
    this.context = context;
    this.namespace = namespace;
  }

  NodeId id(String name) {
    return new NodeId(namespace, name);
  }

  private QualifiedName browse(String name) {
    return new QualifiedName(namespace, name);
  }

  UaObjectNode object(String id, String name, NodeId type, String meaning) {
    UaObjectNode node =
        new UaObjectNode.UaObjectNodeBuilder(context)
            .setNodeId(id(id))
            .setBrowseName(browse(name))
            .setDisplayName(LocalizedText.english(name))
            .setDescription(LocalizedText.english(meaning))
            .setTypeDefinition(type)
            .build();
    context.getNodeManager().addNode(node);
    return node;
  }

  UaVariableNode variable(String id, String name, NodeId typeDefinition, Field field) {
    return variable(id, browse(name), typeDefinition, field);
  }

  /** With a name of another namespace, such as that of the standard. */
  UaVariableNode variable(String id, QualifiedName name, NodeId typeDefinition, Field field) {
    UaVariableNode node =
        new UaVariableNode.UaVariableNodeBuilder(context)
            .setNodeId(id(id))
            .setBrowseName(name)
            .setDisplayName(LocalizedText.english(name.name()))
            .setDescription(LocalizedText.english(field.meaning()))
            .setDataType(field.type())
            .setAccessLevel(AccessLevel.READ_ONLY)
            .setUserAccessLevel(AccessLevel.READ_ONLY)
            .setTypeDefinition(typeDefinition)
            .setValue(DataValue.valueOnly(Variant.NULL_VALUE))
            .build();
    context.getNodeManager().addNode(node);
    return node;
  }

  /** Whoever has a session may call it; what it answers is set with it. */
  UaMethodNode method(String id, String name) {
    UaMethodNode node =
        UaMethodNode.builder(context)
            .setNodeId(id(id))
            .setBrowseName(browse(name))
            .setDisplayName(LocalizedText.english(name))
            .setExecutable(true)
            .setUserExecutable(true)
            .build();
    context.getNodeManager().addNode(node);
    return node;
  }

  /** A variable below another node, with a name of the standard's own namespace. */
  UaVariableNode standard(
      UaNode above, String name, NodeId type, NodeId reference, NodeId dataType) {
    String id = above.getNodeId().getIdentifier() + "/" + name;
    UaVariableNode node =
        variable(id, new QualifiedName(0, name), type, new Field(name, dataType, ""));
    join(above.getNodeId(), reference, node);
    return node;
  }

  UaObjectTypeNode objectType(String name, NodeId parent, String meaning) {
    UaObjectTypeNode node =
        UaObjectTypeNode.builder(context)
            .setNodeId(id(name))
            .setBrowseName(browse(name))
            .setDisplayName(LocalizedText.english(name))
            .setDescription(LocalizedText.english(meaning))
            .setIsAbstract(false)
            .build();
    return subtype(node, parent);
  }

  UaVariableTypeNode variableType(String name, NodeId parent, String meaning) {
    UaVariableTypeNode node =
        UaVariableTypeNode.builder(context)
            .setNodeId(id(name))
            .setBrowseName(browse(name))
            .setDisplayName(LocalizedText.english(name))
            .setDescription(LocalizedText.english(meaning))
            .setDataType(NodeIds.String)
            .setValueRank(-1)
            .setIsAbstract(false)
            .build();
    return subtype(node, parent);
  }

  private <N extends UaNode> N subtype(N node, NodeId parent) {
    context.getNodeManager().addNode(node);
    node.addReference(
        new Reference(node.getNodeId(), NodeIds.HasSubtype, parent.expanded(), false));
    return node;
  }

  /** A variable that each instance of a type has. */
  void declare(UaNode type, Field field, NodeId reference, NodeId typeDefinition) {
    UaVariableNode node =
        variable(
            type.getBrowseName().name() + "/" + field.name(), field.name(), typeDefinition, field);
    node.addReference(
        new Reference(
            node.getNodeId(),
            NodeIds.HasModellingRule,
            NodeIds.ModellingRule_Mandatory.expanded(),
            true));
    join(type.getNodeId(), reference, node);
  }

  /** Puts a node below another. */
  void join(NodeId above, NodeId reference, UaNode node) {
    node.addReference(new Reference(node.getNodeId(), reference, above.expanded(), false));
  }

  static DataValue value(Object given, Instant at) {
    Object value = given instanceof Instant time ? new DateTime(time) : given;
    return new DataValue(
        value == null ? Variant.NULL_VALUE : Variant.of(value),
        StatusCode.GOOD,
        new DateTime(at),
        DateTime.now());
  }
}
