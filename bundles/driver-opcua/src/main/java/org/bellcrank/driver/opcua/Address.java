package org.bellcrank.driver.opcua;

import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * Where a node is, as a person writes it: {@code ns=2;s=load}, {@code i=2253}, or {@code
 * nsu=http://example.com/plant;s=load}. The last survives a server that numbers its namespaces anew
 * (OPC 10000-6, 5.3.1.11).
 *
 * @param id as written, without a server
 */
record Address(ExpandedNodeId id) {

  /** How it may be written. */
  static final String ALLOWED =
      "a node as ns=2;s=name, i=2253 or nsu=http://namespace;s=name (i, s, g or b)";

  /**
   * Reads one.
   *
   * @throws RefusedValueException naming the setting
   */
  static Address of(String setting, String given) throws RefusedValueException {
    String text = given.strip();
    try {
      if (text.matches("(?s)(nsu=[^;]+;|ns=\\d{1,5};)?[isgb]=.+")) {
        return new Address(ExpandedNodeId.parse(text));
      }
    } catch (UaRuntimeException | IllegalArgumentException e) {
      // Told below, as every other text that is none.
    }
    throw new RefusedValueException(setting, "'" + given + "'", ALLOWED);
  }

  /**
   * The node as this server numbers it now.
   *
   * @throws RefusedValueException when it has no such namespace
   */
  NodeId on(NamespaceTable namespaces) throws RefusedValueException {
    return id.toNodeId(namespaces)
        .orElseThrow(
            () ->
                new RefusedValueException(
                    "node.id",
                    this,
                    "a namespace of this server: " + String.join(", ", namespaces.toArray())));
  }

  /** Whether it stands for the same node after the server numbered its namespaces anew. */
  boolean byName() {
    return id.isOpcUaNamespace()
        || id.namespace() instanceof ExpandedNodeId.NamespaceReference.NamespaceUri;
  }

  @Override
  public String toString() {
    return id.toParseableString();
  }
}
