package org.bellcrank.itests.doubles;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.olingo.odata2.api.edm.Edm;
import org.apache.olingo.odata2.api.edm.EdmException;
import org.apache.olingo.odata2.api.edm.EdmLiteral;
import org.apache.olingo.odata2.api.exception.ODataException;
import org.apache.olingo.odata2.api.uri.KeyPredicate;
import org.apache.olingo.odata2.api.uri.UriInfo;

/** Leads a request that was let in to what serves it, by what the library reads in its address. */
final class SapRoutes {

  static final String SET = "MaintenanceNotification";
  static final String FILES = "AttachmentContentSet";
  private static final Set<String> CHANGES = Set.of("MERGE", "PATCH");

  private final SapSessions sessions;
  private final SapNotifications notifications;
  private final SapQuery query;
  private final SapAttachments attachments;
  private final SapEquipment equipment;
  private final SapOrderRoutes orders;

  SapRoutes(
      SapSessions sessions,
      SapNotifications notifications,
      SapQuery query,
      SapAttachments attachments,
      SapEquipment equipment,
      SapOrderRoutes orders) {
    this.sessions = sessions;
    this.notifications = notifications;
    this.query = query;
    this.attachments = attachments;
    this.equipment = equipment;
    this.orders = orders;
  }

  Reply answer(Request request, SapService service) throws CmmsError, SapRefused, ODataException {
    Edm edm = service.edm();
    String rest = request.path().substring((SapService.ROOT + service.name()).length());
    if (rest.isEmpty() || "/".equals(rest)) {
      return root(request, service, edm, !rest.isEmpty());
    }
    if ("/$metadata".equals(rest)) {
      return service.metadata();
    }
    UriInfo uri = service.parsed(edm, request);
    String method = method(request);
    if (!CHANGES.contains(method)) {
      accepted(request, uri);
    }
    if (uri.getFunctionImport() != null && !isOfOrders(service)) {
      return function(request, uri, method);
    }
    boolean beside = uri.isLinks() || !uri.getPropertyPath().isEmpty();
    boolean nothing = uri.getFunctionImport() == null && uri.getStartEntitySet() == null;
    if (beside || nothing) { // a field's own address, $links, $batch
      throw new CmmsError("not-served", rest);
    }
    if (isOfOrders(service)) {
      return orders.answer(request, uri, method);
    }
    String set = uri.getStartEntitySet().getName();
    if (FILES.equals(set)) {
      return file(request, uri, method);
    }
    if (SapEquipment.SET.equals(set) && "GET".equals(method) && uri.getKeyPredicates().isEmpty()) {
      return equipment.find(request, uri);
    }
    if (!SET.equals(set)) {
      throw new CmmsError("not-served", set);
    }
    return notification(request, uri, method);
  }

  /** The answer to a change as if it had been kept. */
  Reply unkept(Request request, SapService service, Operation operation)
      throws CmmsError, ODataException {
    if (isOfOrders(service)) {
      return orders.unkept(service.parsed(service.edm(), request), operation);
    }
    return switch (operation) {
      case ATTACH -> attachments.unkept(request);
      case UPDATE ->
          notifications.unkept(request, keys(service.parsed(service.edm(), request)).get(SET));
      case STATUS -> {
        UriInfo uri = service.parsed(service.edm(), request);
        String number = uri.getFunctionImportParameters().get(SET).getLiteral();
        yield notifications.answer(request, notifications.find(number));
      }
      default -> Reply.empty(204);
    };
  }

  private Reply root(Request request, SapService service, Edm edm, boolean slash)
      throws CmmsError, ODataException {
    if (!"GET".equals(request.method())) {
      throw new CmmsError("method", request.method());
    }
    String address = "http://" + request.header("host").orElse("") + service.root();
    Reply document = service.document(edm, address, json(request));
    return slash && "fetch".equalsIgnoreCase(request.header("x-csrf-token").orElse(""))
        ? sessions.fetched(document, request, service)
        : document;
  }

  private Reply notification(Request request, UriInfo uri, String method)
      throws CmmsError, SapRefused, ODataException {
    if (uri.getKeyPredicates().isEmpty()) {
      return switch (method) {
        case "GET" -> query.find(request, uri);
        case "POST" -> notifications.create(request, uri.getStartEntitySet());
        default -> throw new CmmsError("method", method);
      };
    }
    String number = keys(uri).get(SET);
    if ("GET".equals(method)) {
      return query.read(request, uri, notifications.find(number));
    }
    if (!uri.getNavigationSegments().isEmpty()) {
      throw new CmmsError("not-served", method + " " + request.path());
    }
    if (!CHANGES.contains(method)) {
      throw new CmmsError("method", method);
    }
    return notifications.change(request, uri.getStartEntitySet(), number);
  }

  private Reply file(Request request, UriInfo uri, String method) throws CmmsError, ODataException {
    boolean keyed = !uri.getKeyPredicates().isEmpty();
    if ("POST".equals(method) && !keyed) {
      return attachments.attach(request);
    }
    if (!"GET".equals(method) || !keyed) {
      throw new CmmsError("method", method);
    }
    return attachments.read(request, keys(uri), uri.isValue());
  }

  private Reply function(Request request, UriInfo uri, String method)
      throws CmmsError, ODataException {
    if (!method.equals(uri.getFunctionImport().getHttpMethod())) {
      throw new CmmsError("method", method);
    }
    Map<String, EdmLiteral> given = uri.getFunctionImportParameters();
    String function = uri.getFunctionImport().getName();
    return "GetAllOriginals".equals(function)
        ? attachments.list(
            request,
            given.get("LinkedSAPObjectKey").getLiteral(),
            Optional.ofNullable(given.get("BusinessObjectTypeName"))
                .map(EdmLiteral::getLiteral)
                .filter(each -> !each.isEmpty()))
        : notifications.act(request, function, given.get(SET).getLiteral());
  }

  private static boolean isOfOrders(SapService service) {
    return SapOrderRoutes.SERVICE.equals(service.name());
  }

  /** The method, or the one that a POST stands for. */
  private static String method(Request request) {
    return "POST".equals(request.method())
        ? request.header("x-http-method").orElse("POST").toUpperCase(Locale.ROOT)
        : request.method();
  }

  private static boolean json(Request request) {
    return request.header("accept").orElse("").contains("application/json")
        || "json".equals(request.query().get("$format"));
  }

  private static void accepted(Request request, UriInfo uri) throws CmmsError {
    if (!json(request) && !uri.isValue() && !uri.isCount()) {
      throw new CmmsError("accept", "");
    }
  }

  static Map<String, String> keys(UriInfo uri) throws EdmException {
    Map<String, String> keys = new LinkedHashMap<>();
    for (KeyPredicate each : uri.getKeyPredicates()) {
      keys.put(each.getProperty().getName(), each.getLiteral());
    }
    return keys;
  }
}
