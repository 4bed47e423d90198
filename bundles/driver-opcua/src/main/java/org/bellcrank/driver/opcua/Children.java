package org.bellcrank.driver.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.driver.opcua.security.Words;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.ViewDescription;

/** What lies below a node. */
final class Children {

  /** Objects, variables and methods (OPC 10000-3, 5.2.3): no types. */
  private static final int CLASSES = 1 | 2 | 4;

  /** References of one answer; small servers refuse more. */
  private static final int AT_ONCE = 500;

  private Children() {}

  /**
   * Some of them.
   *
   * @param whole whether these are all
   */
  record Some(List<ReferenceDescription> nodes, boolean whole) {}

  /**
   * What a server shows below a node, each once, in its order.
   *
   * @throws RefusedValueException when it does not show the node
   * @throws UaException when it does not answer
   */
  static List<ReferenceDescription> of(OpcUaClient client, NodeId node)
      throws RefusedValueException, UaException {
    return of(client, node, Integer.MAX_VALUE).nodes();
  }

  /**
   * As above.
   *
   * @param enough after so many no more are asked for
   */
  static Some of(OpcUaClient client, NodeId node, int enough)
      throws RefusedValueException, UaException {
    Map<ExpandedNodeId, ReferenceDescription> all = new LinkedHashMap<>();
    BrowseResult page =
        client.browse(
                new ViewDescription(NodeId.NULL_VALUE, DateTime.NULL_VALUE, uint(0)),
                uint(AT_ONCE),
                List.of(
                    new BrowseDescription(
                        node,
                        BrowseDirection.Forward,
                        NodeIds.HierarchicalReferences,
                        true,
                        uint(CLASSES),
                        uint(BrowseResultMask.All.getValue()))))
            .getResults()[0];
    while (true) {
      if (!page.getStatusCode().isGood()) {
        throw new RefusedValueException(
            "node",
            "%s, which the server does not show (%s)"
                .formatted(node.toParseableString(), Words.of(page.getStatusCode())),
            "a node of this server");
      }
      if (page.getReferences() != null) {
        for (ReferenceDescription each : page.getReferences()) {
          all.putIfAbsent(each.getNodeId(), each);
        }
      }
      ByteString more = page.getContinuationPoint();
      boolean whole = more == null || more.isNullOrEmpty();
      if (!whole && all.size() >= enough) {
        client.browseNext(true, List.of(more)); // the server need not keep the place
      }
      if (whole || all.size() >= enough) {
        return new Some(List.copyOf(all.values()), whole);
      }
      page = client.browseNext(false, List.of(more)).getResults()[0];
    }
  }
}
