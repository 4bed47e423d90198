package org.bellcrank.delivery;

import java.util.List;

/**
 * The connector instances of the active site documents; a service of whoever keeps the documents.
 * Asked again before each round, so that a new version takes effect at once.
 */
@FunctionalInterface
public interface InstanceDirectory {

  /** All instances, in the documents' order. */
  List<ConnectorInstance> instances();
}
