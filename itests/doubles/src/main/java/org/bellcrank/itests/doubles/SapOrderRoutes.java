package org.bellcrank.itests.doubles;

import java.util.Set;
import org.apache.olingo.odata2.api.exception.ODataException;
import org.apache.olingo.odata2.api.uri.UriInfo;

/** Leads a request for the service of orders to what serves it. */
final class SapOrderRoutes {

  static final String SERVICE = "API_MAINTENANCEORDER";
  static final String SET = "MaintenanceOrder";
  static final String RELEASE = "ReleaseMaintenanceOrder";
  private static final Set<String> CHANGES = Set.of("MERGE", "PATCH");

  private final SapOrders orders;
  private final SapQuery query;

  SapOrderRoutes(SapOrders orders, SapQuery query) {
    this.orders = orders;
    this.query = query;
  }

  Reply answer(Request request, UriInfo uri, String method)
      throws CmmsError, SapRefused, ODataException {
    if (uri.getFunctionImport() != null) {
      return function(uri, method);
    }
    if (!SET.equals(uri.getStartEntitySet().getName())) {
      return child(uri, method);
    }
    if (uri.getKeyPredicates().isEmpty()) {
      return switch (method) {
        case "GET" -> query.find(request, uri);
        case "POST" -> orders.create(request, uri.getStartEntitySet());
        default -> throw new CmmsError("method", method);
      };
    }
    String number = SapRoutes.keys(uri).get(SET);
    if ("GET".equals(method)) {
      return query.read(request, uri, orders.find(number));
    }
    if (!uri.getNavigationSegments().isEmpty() || !CHANGES.contains(method)) {
      throw new CmmsError("method", method); // children come with their order alone
    }
    return orders.change(request, uri.getStartEntitySet(), number);
  }

  /** The answer to a change as if it had been kept. */
  Reply unkept(UriInfo uri, Operation operation) throws CmmsError, ODataException {
    return switch (operation) {
      case UPDATE -> {
        orders.find(SapRoutes.keys(uri).get(SET));
        yield Reply.empty(204);
      }
      case STATUS -> {
        orders.find(uri.getFunctionImportParameters().get(SET).getLiteral());
        yield SapOrders.released();
      }
      default -> Reply.empty(204);
    };
  }

  private Reply function(UriInfo uri, String method) throws CmmsError, ODataException {
    if (!method.equals(uri.getFunctionImport().getHttpMethod())) {
      throw new CmmsError("method", method);
    }
    return orders.release(uri.getFunctionImportParameters().get(SET).getLiteral());
  }

  private static Reply child(UriInfo uri, String method) throws CmmsError, ODataException {
    String set = uri.getStartEntitySet().getName();
    throw "POST".equals(method)
        ? new CmmsError("method", method)
        : new CmmsError("not-served", set);
  }
}
