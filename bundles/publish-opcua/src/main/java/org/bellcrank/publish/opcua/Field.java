package org.bellcrank.publish.opcua;

import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * A variable that every row of a table has.
 *
 * @param name its browse name
 * @param type its data type
 * @param meaning shown as its description
 */
record Field(String name, NodeId type, String meaning) {}
