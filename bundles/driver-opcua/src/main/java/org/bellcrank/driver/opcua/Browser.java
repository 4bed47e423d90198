package org.bellcrank.driver.opcua;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.verb.Terminal;
import org.eclipse.kura.type.DataType;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/** Tells the nodes below another, level by level within each, and every node once. */
final class Browser {

  private final OpcUaClient client;
  private final BrowseOptions options;
  private final Terminal terminal;
  private final Set<NodeId> seen = new HashSet<>();
  private boolean whole = true;

  Browser(OpcUaClient client, BrowseOptions options, Terminal terminal) {
    this.client = client;
    this.options = options;
    this.terminal = terminal;
  }

  /** Whether all was told down to the depth that was asked for. */
  boolean whole() {
    return whole;
  }

  /**
   * Tells what lies below a node.
   *
   * @throws RefusedValueException when the server does not show it
   * @throws UaException when the server does not answer
   */
  void below(NodeId node) throws RefusedValueException, UaException {
    seen.add(node);
    below(node, 1);
    if (!whole) {
      terminal.error(
          "opcua --most: given %d; there are more nodes; the rest is left out"
              .formatted(options.most()));
    }
  }

  private void below(NodeId node, int level) throws RefusedValueException, UaException {
    Map<NodeId, ReferenceDescription> fresh = new LinkedHashMap<>();
    for (ReferenceDescription each : Children.of(client, node)) {
      Optional<NodeId> id = each.getNodeId().toNodeId(client.getNamespaceTable());
      if (id.isPresent() && !seen.contains(id.get())) {
        fresh.put(id.get(), each);
      }
    }
    Map<NodeId, Variable> values = values(fresh);
    for (Map.Entry<NodeId, ReferenceDescription> each : fresh.entrySet()) {
      if (seen.size() > options.most()) {
        whole = false;
        return;
      }
      if (seen.add(each.getKey())) {
        tell(each.getKey(), each.getValue(), values.get(each.getKey()), level);
        if (level < options.depth() && each.getValue().getNodeClass() != NodeClass.Method) {
          below(each.getKey(), level + 1);
        }
      }
    }
  }

  private Map<NodeId, Variable> values(Map<NodeId, ReferenceDescription> of) throws UaException {
    return Variable.read(
        client,
        of.entrySet().stream()
            .filter(each -> each.getValue().getNodeClass() == NodeClass.Variable)
            .map(Map.Entry::getKey)
            .toList());
  }

  private void tell(NodeId id, ReferenceDescription what, Variable read, int level) {
    String node = Address.written(id.expanded(client.getNamespaceTable()));
    String name = what.getBrowseName().name();
    String line = "%s%s  %s  %s".formatted("  ".repeat(level - 1), node, name, what.getNodeClass());
    if (read == null) {
      terminal.line(line);
      return;
    }
    Optional<OpcUaDataType> type = read.type();
    terminal.line("%s  %s  %s".formatted(line, read.typeName(), read.text()));
    if (options.channels() && type.isPresent()) {
      String channel = name.replaceAll("[^A-Za-z0-9.-]", "-");
      terminal.line(
          "%s  %s#node.id=%s  %s#+value.type=%s  %s#+type=READ  %s#+enabled=true"
              .formatted(
                  "  ".repeat(level - 1),
                  channel,
                  node,
                  channel,
                  fits(type.get(), read.now()),
                  channel,
                  channel));
    }
  }

  /** The type of a channel that holds every value of the node's. */
  private static DataType fits(OpcUaDataType type, DataValue read) {
    Object value = read.value().value();
    if (value != null && value.getClass().isArray()) {
      return DataType.STRING;
    }
    return switch (type) {
      case Boolean -> DataType.BOOLEAN;
      case SByte, Byte, Int16, UInt16, Int32 -> DataType.INTEGER;
      case UInt32, Int64, UInt64, DateTime -> DataType.LONG;
      case Float -> DataType.FLOAT;
      case Double -> DataType.DOUBLE;
      case ByteString -> DataType.BYTE_ARRAY;
      default -> DataType.STRING;
    };
  }
}
