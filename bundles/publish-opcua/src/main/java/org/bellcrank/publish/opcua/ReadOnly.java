package org.bellcrank.publish.opcua;

import java.util.Set;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.nodes.UaMethodNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * Takes away what the standard's own nodes let a client change, such as the switch of the server's
 * diagnostics. What is asked about the client's own subscriptions stays.
 */
final class ReadOnly {

  private static final Set<NodeId> HARMLESS =
      Set.of(NodeIds.Server_GetMonitoredItems, NodeIds.Server_ResendData);

  private ReadOnly() {}

  static void make(OpcUaServer server) {
    for (UaNode node : server.getOpcUaNamespace().getNodeManager().getNodes()) {
      if (node instanceof UaVariableNode variable && variable.getNodeId() != null) {
        Set<AccessLevel> level = AccessLevel.fromValue(variable.getAccessLevel());
        if (level.contains(AccessLevel.CurrentWrite)) {
          variable.setAccessLevel(AccessLevel.toValue(AccessLevel.READ_ONLY));
          variable.setUserAccessLevel(AccessLevel.toValue(AccessLevel.READ_ONLY));
        }
      } else if (node instanceof UaMethodNode method && !HARMLESS.contains(method.getNodeId())) {
        method.setExecutable(false);
        method.setUserExecutable(false);
      }
    }
  }
}
