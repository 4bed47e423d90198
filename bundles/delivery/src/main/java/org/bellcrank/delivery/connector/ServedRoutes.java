package org.bellcrank.delivery.connector;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;

/** Where a folder's routes begin. */
final class ServedRoutes {

  /** What is said of a route that is not there. */
  static final String NONE = "no route begins there";

  private final String connector;
  private final Set<String> served = new LinkedHashSet<>();

  private ServedRoutes(String connector) {
    this.connector = connector;
  }

  /** Reads the routes; what is wrong with them goes to the problems. */
  static ServedRoutes of(Connector connector, Problems problems) {
    ServedRoutes routes = new ServedRoutes(connector.id());
    for (Map.Entry<String, String> file : connector.routes().entrySet()) {
      problems.collect(
          () -> routes.read(Documents.parse(file.getKey(), file.getValue()), problems));
    }
    return routes;
  }

  boolean has(String route) {
    return served.contains(address(route));
  }

  String address(String route) {
    return "direct:" + connector + "/" + route;
  }

  /** All of them, for messages. */
  String all() {
    return String.join(", ", served);
  }

  /** One outside the connector's own name would take another's calls. */
  private void read(Node node, Problems problems) throws InvalidDocumentException {
    for (MapNode item : node.asList().maps()) {
      Optional<MapNode> route = item.optionalMap("route");
      MapNode holder = route.isPresent() ? route.get() : item;
      Optional<MapNode> from = holder.optionalMap("from");
      if (from.isEmpty()) {
        continue;
      }
      String uri = from.get().text("uri");
      if (!uri.startsWith(address(""))) {
        problems.add(
            from.get()
                .get("uri")
                .problem(address("…"), "a connector's routes begin under its own name"));
      }
      served.add(uri);
    }
  }
}
