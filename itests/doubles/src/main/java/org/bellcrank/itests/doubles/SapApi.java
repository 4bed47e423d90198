package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
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

/** Sign-on, tokens and routes of the two OData services. */
final class SapApi implements Cmms {

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> CHANGES = Set.of("MERGE", "PATCH");
  private static final String SET = "MaintenanceNotification";
  private static final String FILES = "AttachmentContentSet";

  private final Settings settings;
  private final SapErrors errors = new SapErrors();
  private final List<SapService> services;
  private final SapSessions sessions;
  private final SapNotifications notifications;
  private final SapQuery query;
  private final SapAttachments attachments;
  private final SapPage page;
  private volatile boolean expired;

  SapApi(
      Settings settings,
      List<SapService> services,
      SapSessions sessions,
      SapNotifications notifications,
      SapQuery query,
      SapAttachments attachments,
      SapPage page) {
    this.settings = settings;
    this.services = services;
    this.sessions = sessions;
    this.notifications = notifications;
    this.query = query;
    this.attachments = attachments;
    this.page = page;
  }

  @Override
  public String name() {
    return "sap";
  }

  /** A write without a valid token never gets to what it wants, so it counts as something else. */
  @Override
  public Optional<Operation> operation(Request request) {
    if (!request.path().startsWith(SapService.ROOT)) {
      return Optional.empty();
    }
    Optional<SapService> service = service(request);
    boolean read = READS.contains(request.method());
    if (service.isEmpty() || !read && !sessions.admits(request, service.get())) {
      return Optional.of(Operation.OTHER);
    }
    String[] parts = request.path().substring(SapService.ROOT.length()).split("[/(]", 3);
    String what = parts.length > 1 ? parts[1] : "";
    boolean keyed = request.path().contains("(");
    return Optional.of(
        switch (what) {
          case SET ->
              keyed
                  ? read ? Operation.READ : Operation.UPDATE
                  : read ? Operation.FIND : Operation.CREATE;
          case FILES -> read ? Operation.READ : Operation.ATTACH;
          case "GetAllOriginals" -> Operation.READ;
          case "CompleteMaintNotification", "SetMaintNotifToInProcess" -> Operation.STATUS;
          default -> Operation.OTHER;
        });
  }

  @Override
  public Reply answer(Request request) {
    Optional<Reply> stranger = stranger(request);
    if (stranger.isPresent()) {
      return stranger.get();
    }
    try {
      SapService service =
          service(request).orElseThrow(() -> new CmmsError("not-found", request.path()));
      if ("HEAD".equals(request.method())) {
        return Reply.empty(403);
      }
      if (!READS.contains(request.method()) && !sessions.admits(request, service)) {
        return Reply.of(403, "text/plain", "CSRF token validation failed".getBytes())
            .with("x-csrf-token", "Required");
      }
      return routed(request, service).with("DataServiceVersion", "2.0");
    } catch (CmmsError refused) {
      return errors.reply(refused);
    } catch (SapRefused refused) {
      return errors.reply(refused.errors());
    } catch (ODataException refused) {
      return errors.reply(refused);
    }
  }

  private Reply routed(Request request, SapService service)
      throws CmmsError, SapRefused, ODataException {
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
    if (uri.getFunctionImport() != null) {
      return function(request, uri, method);
    }
    String set = uri.getStartEntitySet().getName();
    if (FILES.equals(set)) {
      return file(request, uri, method);
    }
    if (!SET.equals(set)) {
      throw new CmmsError("not-served", set);
    }
    return notification(request, uri, method);
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

  @Override
  public Reply unkept(Request request) {
    try {
      Optional<SapService> service = service(request);
      Operation operation = operation(request).orElse(Operation.OTHER);
      return switch (operation) {
        case ATTACH -> attachments.unkept(request);
        case UPDATE ->
            notifications.unkept(
                request, keys(service.get().parsed(service.get().edm(), request)).get(SET));
        case STATUS -> {
          UriInfo uri = service.get().parsed(service.get().edm(), request);
          String number = uri.getFunctionImportParameters().get(SET).getLiteral();
          yield notifications.answer(request, notifications.find(number));
        }
        default -> Reply.empty(204);
      };
    } catch (CmmsError refused) {
      return errors.reply(refused);
    } catch (ODataException refused) {
      return errors.reply(refused);
    }
  }

  /** The answer to who is not known here, or no longer. */
  private Optional<Reply> stranger(Request request) {
    String right = settings.text("user") + ":" + settings.text("password");
    String header =
        "Basic " + Base64.getEncoder().encodeToString(right.getBytes(StandardCharsets.UTF_8));
    return expired || !header.equals(request.header("authorization").orElse(""))
        ? Optional.of(logonFailed())
        : Optional.empty();
  }

  private static Reply logonFailed() {
    return Reply.html(
            401, "<html><body><h1>Anmeldung fehlgeschlagen / Logon failed</h1></body></html>")
        .with("WWW-Authenticate", "Basic realm=\"SAP NetWeaver Application Server [HB1/100]\"");
  }

  private Optional<SapService> service(Request request) {
    return services.stream().filter(each -> each.serves(request)).findFirst();
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

  private static Map<String, String> keys(UriInfo uri) throws EdmException {
    Map<String, String> keys = new LinkedHashMap<>();
    for (KeyPredicate each : uri.getKeyPredicates()) {
      keys.put(each.getProperty().getName(), each.getLiteral());
    }
    return keys;
  }

  /** All sessions end and with them all tokens. */
  void endSessions() {
    sessions.end();
  }

  @Override
  public Optional<Reply> page(Request request) {
    return page.answer(request);
  }

  @Override
  public Reply failure(FaultKind kind, Duration retryAfter) {
    String seconds = Long.toString(retryAfter.toSeconds());
    return switch (kind) {
      case KEY_EXPIRED -> logonFailed();
      case TOO_MANY_REQUESTS ->
          errors.reply(new CmmsError("throttled", "")).with("Retry-After", seconds);
      case UNAVAILABLE, MAINTENANCE ->
          Reply.html(503, "<html><body><h1>503 Service Unavailable</h1></body></html>")
              .with("Retry-After", seconds);
      default -> errors.reply(new CmmsError("server", ""));
    };
  }

  @Override
  public void expireKey(boolean nowExpired) {
    expired = nowExpired;
  }

  @Override
  public boolean setStatus(String number, String status) {
    return notifications.setStatus(number, status);
  }
}
