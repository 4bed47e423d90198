package org.bellcrank.publish.opcua;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.model.objects.TransitionEventTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
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
 * The state machine of the vision system: where it is, how it came there, and an event with each
 * change. It moves by itself alone; no client can move it. Changed by one thread.
 */
final class VisionMachine {

  private static final Logger LOG = LoggerFactory.getLogger(VisionMachine.class);
  private static final String TYPE = "VisionStateMachineType";
  private static final UShort SEVERITY = Unsigned.ushort(100);
  private static final UShort ERROR_SEVERITY = Unsigned.ushort(500);

  private final OpcUaServer server;
  private final Nodes nodes;
  private final Map<Model.State, NodeId> states = new EnumMap<>(Model.State.class);
  private final Map<Model.Transition, NodeId> transitions = new EnumMap<>(Model.Transition.class);
  private final NodeId changed;
  private final UaObjectNode machine;
  private final UaVariableNode state;
  private final UaVariableNode stateId;
  private final UaVariableNode transition;
  private final UaVariableNode transitionId;
  private final UaVariableNode transitionTime;
  private Model.State before;

  /** Makes its type and, below another object, itself. */
  VisionMachine(
      OpcUaServer server, Nodes nodes, BiFunction<String, NodeId, UaObjectNode> belowSystem) {
    this.server = server;
    this.nodes = nodes;
    changed = eventType();
    machine = belowSystem.apply("VisionStateMachine", type());
    state = part("CurrentState", NodeIds.FiniteStateVariableType, NodeIds.LocalizedText);
    stateId = property(state, "Id", NodeIds.NodeId);
    transition =
        part("LastTransition", NodeIds.FiniteTransitionVariableType, NodeIds.LocalizedText);
    transitionId = property(transition, "Id", NodeIds.NodeId);
    transitionTime = property(transition, "TransitionTime", NodeIds.UtcTime);
  }

  private NodeId eventType() {
    UaObjectTypeNode type =
        nodes.objectType(
            "StateChangedEventType", NodeIds.TransitionEventType, "The state machine moved");
    server
        .getObjectTypeManager()
        .registerObjectType(
            type.getNodeId(), TransitionEventTypeNode.class, TransitionEventTypeNode::new);
    server.updateObjectTypeTree();
    return type.getNodeId();
  }

  private NodeId type() {
    UaNode type = nodes.objectType(TYPE, NodeIds.FiniteStateMachineType, "Whether results come");
    for (Model.State each : Model.State.values()) {
      UaObjectNode node = place(type, each.browseName, NodeIds.StateType);
      number(node, "StateNumber", each.number);
      states.put(each, node.getNodeId());
    }
    for (Model.Transition each : Model.Transition.values()) {
      UaObjectNode node = place(type, each.browseName, NodeIds.TransitionType);
      number(node, "TransitionNumber", each.number);
      refers(node, NodeIds.FromState, states.get(each.from));
      refers(node, NodeIds.ToState, states.get(each.to));
      refers(node, NodeIds.HasEffect, changed);
      transitions.put(each, node.getNodeId());
    }
    return type.getNodeId();
  }

  private UaObjectNode place(UaNode type, String name, NodeId typeDefinition) {
    UaObjectNode node = nodes.object(TYPE + "/" + name, name, typeDefinition, "");
    nodes.join(type.getNodeId(), NodeIds.HasComponent, node);
    return node;
  }

  private void number(UaObjectNode of, String name, int number) {
    property(of, name, NodeIds.UInt32).setValue(Nodes.value(Unsigned.uint(number), Instant.EPOCH));
  }

  private static void refers(UaNode from, NodeId reference, NodeId to) {
    from.addReference(new Reference(from.getNodeId(), reference, to.expanded(), true));
  }

  private UaVariableNode part(String name, NodeId type, NodeId dataType) {
    return nodes.standard(machine, name, type, NodeIds.HasComponent, dataType);
  }

  private UaVariableNode property(UaNode of, String name, NodeId dataType) {
    return nodes.standard(of, name, NodeIds.PropertyType, NodeIds.HasProperty, dataType);
  }

  /** It is in this state since then. */
  void moves(Model.State now, Instant at) {
    state.setValue(Nodes.value(LocalizedText.english(now.browseName), at));
    stateId.setValue(Nodes.value(states.get(now), at));
    Optional<Model.Transition> moved = Model.Transition.between(before, now);
    before = now;
    moved.ifPresent(
        each -> {
          transition.setValue(Nodes.value(LocalizedText.english(each.browseName), at));
          transitionId.setValue(Nodes.value(transitions.get(each), at));
          transitionTime.setValue(Nodes.value(at, at));
          tell(each, at);
        });
  }

  /** What fails in the library while it tells must not end the server that shows the state. */
  private void tell(Model.Transition moved, Instant at) {
    try {
      TransitionEventTypeNode event =
          (TransitionEventTypeNode)
              server.getEventFactory().createEvent(nodes.id("event/" + UUID.randomUUID()), changed);
      try {
        fill(event, moved, at);
        server.getEventNotifier().fire(event);
      } finally {
        event.delete();
      }
    } catch (UaException | RuntimeException e) {
      LOG.error("The state {} could not be told as an event: {}", moved.to, e.toString());
    }
  }

  private void fill(TransitionEventTypeNode event, Model.Transition moved, Instant at) {
    event.setBrowseName(new QualifiedName(machine.getNodeId().getNamespaceIndex(), "StateChanged"));
    event.setDisplayName(LocalizedText.english("StateChanged"));
    event.setEventId(ByteString.of(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8)));
    event.setEventType(changed);
    event.setSourceNode(machine.getNodeId());
    event.setSourceName("VisionStateMachine");
    event.setTime(new DateTime(at));
    event.setReceiveTime(DateTime.now());
    event.setMessage(
        LocalizedText.english("%s to %s".formatted(moved.from.browseName, moved.to.browseName)));
    event.setSeverity(moved.to == Model.State.ERROR ? ERROR_SEVERITY : SEVERITY);
    event.setTransition(LocalizedText.english(moved.browseName));
    event.getTransitionNode().setId(transitions.get(moved));
    event.setFromState(LocalizedText.english(moved.from.browseName));
    event.getFromStateNode().setId(states.get(moved.from));
    event.setToState(LocalizedText.english(moved.to.browseName));
    event.getToStateNode().setId(states.get(moved.to));
  }
}
