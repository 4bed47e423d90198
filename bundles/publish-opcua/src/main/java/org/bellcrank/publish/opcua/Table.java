package org.bellcrank.publish.opcua;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/** Rows below a folder, the newest so many of them; for one thread. */
final class Table {

  private final Nodes nodes;
  private final String name;
  private final NodeId folder;
  private final List<Field> fields;
  private final int most;
  private final BiFunction<String, String, UaNode> maker;
  private final Map<String, Kept> rows = new LinkedHashMap<>();

  private static final class Kept {
    private final UaNode node;
    private final Map<String, UaVariableNode> variables = new HashMap<>();
    private Row row;

    private Kept(UaNode node) {
      this.node = node;
    }
  }

  /**
   * An empty one.
   *
   * @param name first part of its nodes' ids
   * @param folder where its rows hang
   * @param most rows it holds; then one that is not open goes, else the oldest
   * @param maker of a row's node, from the node's id and name
   */
  Table(
      Nodes nodes,
      String name,
      NodeId folder,
      List<Field> fields,
      int most,
      BiFunction<String, String, UaNode> maker) {
    this.nodes = nodes;
    this.name = name;
    this.folder = folder;
    this.fields = fields;
    this.most = most;
    this.maker = maker;
  }

  /** Shows a row, as a new one or in place of what it was. */
  void show(Row row) {
    Kept shown = rows.get(row.id());
    if (shown == null) {
      makeRoom();
      shown = made(row.id());
      rows.put(row.id(), shown);
    }
    shown.row = row;
    for (Map.Entry<String, UaVariableNode> each : shown.variables.entrySet()) {
      Object value = row.values().get(each.getKey());
      Object before = each.getValue().getValue().value().value();
      if (before == null || !before.equals(Nodes.value(value, row.at()).value().value())) {
        each.getValue().setValue(Nodes.value(value, row.at()));
      }
    }
  }

  private Kept made(String id) {
    String path = name + "/" + id;
    UaNode node = maker.apply(path, id);
    Kept shown = new Kept(node);
    for (Field field : fields) {
      UaVariableNode variable =
          nodes.variable(
              path + "/" + field.name(), field.name(), NodeIds.BaseDataVariableType, field);
      nodes.join(node.getNodeId(), NodeIds.HasComponent, variable);
      shown.variables.put(field.name(), variable);
    }
    nodes.join(folder, NodeIds.HasComponent, node);
    return shown;
  }

  private void makeRoom() {
    while (rows.size() >= most) {
      String gone =
          rows.values().stream()
              .filter(each -> !each.row.open())
              .map(each -> each.row.id())
              .findFirst()
              .orElseGet(() -> first(rows.keySet().iterator()));
      Kept shown = rows.remove(gone);
      shown.variables.values().forEach(UaNode::delete);
      shown.node.delete();
    }
  }

  private static String first(Iterator<String> ids) {
    return ids.next();
  }

  /** The node of a row. */
  Optional<UaNode> node(String id) {
    return Optional.ofNullable(rows.get(id)).map(shown -> shown.node);
  }

  int size() {
    return rows.size();
  }
}
