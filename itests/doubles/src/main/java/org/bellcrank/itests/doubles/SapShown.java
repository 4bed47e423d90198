package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.olingo.odata2.api.edm.EdmException;
import org.apache.olingo.odata2.api.uri.ExpandSelectTreeNode;

/** How what stands in the books is shown as an entity of a service. */
interface SapShown {

  /** The entity's short name. */
  String entity();

  /** A field's value as it is compared in a search. */
  Comparable<?> compared(BookedOrder order, String name);

  /**
   * The entity in JSON.
   *
   * @param tree what was selected and expanded; null for everything, with all children inside
   */
  Map<String, Object> entity(Request request, BookedOrder order, ExpandSelectTreeNode tree)
      throws EdmException;

  /** The children on one way, each whole. */
  List<Object> children(Request request, BookedOrder order, SapFields.Way way) throws EdmException;

  /** What a change has to name; empty where none is compared. */
  Optional<String> version(BookedOrder order);
}
