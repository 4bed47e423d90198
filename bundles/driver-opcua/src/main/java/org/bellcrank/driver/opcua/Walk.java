package org.bellcrank.driver.opcua;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/**
 * The way to a node by names, whatever namespaces they are of: makers put the names of a standard
 * into its namespace, and those of their machine into their own. Found once for each client; a
 * server keeps its node ids (OPC 10000-3, 5.2.2), unless it numbers its namespaces anew. Safe for
 * any thread.
 */
final class Walk {

  private static final String ANY = "*";
  private static final Map<OpcUaClient, Map<Way, NodeId>> FOUND = new WeakHashMap<>();

  /** What was looked for, among which namespaces. */
  private record Way(NodeId from, List<String> path, List<String> namespaces) {}

  private Walk() {}

  /**
   * The node that a path leads to.
   *
   * @throws RefusedValueException when a name is not there, or more than once; says which are
   */
  static NodeId to(OpcUaClient client, NodeId from, List<String> path)
      throws RefusedValueException, UaException {
    Map<Way, NodeId> known;
    synchronized (FOUND) {
      known = FOUND.computeIfAbsent(client, each -> new ConcurrentHashMap<>());
    }
    Way way = new Way(from, path, Arrays.asList(client.getNamespaceTable().toArray()));
    NodeId node = known.get(way);
    if (node == null) {
      node = from;
      for (int i = 0; i < path.size(); i++) {
        node = step(client, node, path, i);
      }
      known.put(way, node);
    }
    return node;
  }

  private static NodeId step(OpcUaClient client, NodeId from, List<String> path, int at)
      throws RefusedValueException, UaException {
    List<ReferenceDescription> below = Children.of(client, from);
    String name = path.get(at);
    List<ReferenceDescription> fits =
        below.stream().filter(each -> name.equals(ANY) || name.equals(name(each))).toList();
    if (fits.size() != 1) {
      throw new RefusedValueException(
          "node.id",
          "path=/%s, of which '%s' is there %d times"
              .formatted(String.join("/", path), name, fits.size()),
          "one of those below /%s: %s"
              .formatted(
                  String.join("/", path.subList(0, at)), below.stream().map(Walk::name).toList()));
    }
    return fits.get(0)
        .getNodeId()
        .toNodeId(client.getNamespaceTable())
        .orElseThrow(
            () -> new RefusedValueException("node.id", name, "a node of this server itself"));
  }

  private static String name(ReferenceDescription of) {
    return of.getBrowseName().name();
  }
}
