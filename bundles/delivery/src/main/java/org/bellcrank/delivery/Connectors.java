package org.bellcrank.delivery;

import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.connector.Connector;

/** The connectors that are loaded and running; a service. */
public interface Connectors {

  /** The running version of a connector. */
  Optional<Connector> find(String kind);

  /** State of each connector folder, by id. */
  List<Loaded> all();

  /**
   * A connector folder as it stands.
   *
   * @param kind id of the connector
   * @param title name for people; empty when it never could be read
   * @param version short hash of the running version; empty when none runs
   * @param refusal why a newer version of the folder was not taken; empty when all is well
   * @param origin the bundle that brought it, with its version, or the folder on this gateway;
   *     empty when that is not known
   */
  record Loaded(String kind, String title, String version, List<String> refusal, String origin) {

    /** From a place that is not known. */
    public Loaded(String kind, String title, String version, List<String> refusal) {
      this(kind, title, version, refusal, "");
    }
  }
}
