package org.bellcrank.driver.opcua;

import java.util.List;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * Where a node is, as a person writes it: {@code ns=2;s=load}, {@code i=2253}, or {@code
 * nsu=http://example.com/plant;s=load}. The last survives a server that numbers its namespaces anew
 * (OPC 10000-6, 5.3.1.11); {@code ;} and {@code %} of the namespace are {@code %3B} and {@code %25}
 * there. Or {@code path=/Spindles/S1/Load}: names, from the server's Objects on, for servers whose
 * node ids are nobody's but their own; {@code *} is the only one there.
 *
 * @param id as written, without a server; where a path begins
 * @param path names below it; empty for the node itself
 */
record Address(ExpandedNodeId id, List<String> path) {

  /** How it may be written. */
  static final String ALLOWED =
      "a node as ns=2;s=name, i=2253 or nsu=http://namespace;s=name (i, s, g or b), or path=/name/name";

  private static final String PATH = "path=/";
  private static final String NAMESPACE = "nsu=";

  Address {
    path = List.copyOf(path);
  }

  /**
   * Reads one.
   *
   * @throws RefusedValueException naming the setting
   */
  static Address of(String setting, String given) throws RefusedValueException {
    String text = given.strip();
    try {
      if (text.matches("(?s)(nsu=[^;]+;|ns=\\d{1,5};)?[isgb]=.+")) {
        return new Address(parsed(text), List.of());
      }
    } catch (UaRuntimeException | IllegalArgumentException e) {
      // Told below, as every other text that is none.
    }
    if (text.matches(PATH + "[^/]+(/[^/]+)*")) {
      return new Address(
          NodeIds.ObjectsFolder.expanded(), List.of(text.substring(PATH.length()).split("/")));
    }
    throw new RefusedValueException(setting, "'" + given + "'", ALLOWED);
  }

  /** The library takes a namespace as it is written. */
  private static ExpandedNodeId parsed(String text) {
    if (!text.startsWith(NAMESPACE)) {
      return ExpandedNodeId.parse(text);
    }
    int end = text.indexOf(';');
    String uri =
        text.substring(NAMESPACE.length(), end).replaceAll("(?i)%3B", ";").replace("%25", "%");
    ExpandedNodeId id = ExpandedNodeId.parse(text.substring(end + 1));
    return new ExpandedNodeId(
        id.server(), ExpandedNodeId.NamespaceReference.of(uri), id.getIdentifier());
  }

  /** As {@link #of} reads it again; the library writes a namespace as it is. */
  static String written(ExpandedNodeId id) {
    String text = id.toParseableString();
    if (id.namespace() instanceof ExpandedNodeId.NamespaceReference.NamespaceUri named
        && text.startsWith(NAMESPACE)) {
      String uri = named.namespaceUri();
      return NAMESPACE
          + uri.replace("%", "%25").replace(";", "%3B")
          + text.substring(NAMESPACE.length() + uri.length());
    }
    return text;
  }

  /**
   * The node as this server numbers it now.
   *
   * @throws RefusedValueException when it has no such namespace, or nothing of that name
   * @throws UaException when it does not answer the search for a path
   */
  NodeId on(OpcUaClient client) throws RefusedValueException, UaException {
    NamespaceTable namespaces = client.getNamespaceTable();
    NodeId start =
        id.toNodeId(namespaces)
            .orElseThrow(
                () ->
                    new RefusedValueException(
                        "node.id",
                        this,
                        "a namespace of this server: " + String.join(", ", namespaces.toArray())));
    return path.isEmpty() ? start : Walk.to(client, start, path);
  }

  /** Whether it stands for the same node after the server numbered its namespaces anew. */
  boolean byName() {
    return path.isEmpty()
        && (id.isOpcUaNamespace()
            || id.namespace() instanceof ExpandedNodeId.NamespaceReference.NamespaceUri);
  }

  @Override
  public String toString() {
    return path.isEmpty() ? written(id) : PATH + String.join("/", path);
  }
}
