package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.olingo.odata2.api.exception.ODataException;

/** Sign-on, tokens and failures of the OData services. */
final class SapApi implements Cmms {

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  private final Settings settings;
  private final SapErrors errors = new SapErrors();
  private final List<SapService> services;
  private final SapSessions sessions;
  private final SapNotifications notifications;
  private final SapOrders orders;
  private final SapRoutes routes;
  private final SapPage page;
  private volatile boolean expired;

  SapApi(
      Settings settings,
      List<SapService> services,
      SapSessions sessions,
      SapNotifications notifications,
      SapOrders orders,
      SapRoutes routes,
      SapPage page) {
    this.settings = settings;
    this.services = services;
    this.sessions = sessions;
    this.notifications = notifications;
    this.orders = orders;
    this.routes = routes;
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
          case SapRoutes.SET, SapOrderRoutes.SET ->
              keyed
                  ? read ? Operation.READ : Operation.UPDATE
                  : read ? Operation.FIND : Operation.CREATE;
          case SapRoutes.FILES -> read ? Operation.READ : Operation.ATTACH;
          case "GetAllOriginals" -> Operation.READ;
          case "CompleteMaintNotification", "SetMaintNotifToInProcess", SapOrderRoutes.RELEASE ->
              Operation.STATUS;
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
      return routes.answer(request, service).with("DataServiceVersion", "2.0");
    } catch (CmmsError refused) {
      return errors.reply(refused);
    } catch (SapRefused refused) {
      return errors.reply(refused.errors());
    } catch (ODataException refused) {
      return errors.reply(refused);
    }
  }

  @Override
  public Reply unkept(Request request) {
    try {
      Operation operation = operation(request).orElse(Operation.OTHER);
      Optional<SapService> service = service(request);
      return service.isEmpty()
          ? Reply.empty(204)
          : routes.unkept(request, service.get(), operation);
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
    String client = request.parameter("sap-client").orElse(settings.text("client"));
    return expired
            || !settings.text("client").equals(client)
            || !header.equals(request.header("authorization").orElse(""))
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
      case FORBIDDEN -> errors.reply(new CmmsError("forbidden", ""));
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

  /** A person at the plant fills in fields of an order and sets its status. */
  boolean report(String order, String status, Map<String, Object> fields) {
    return orders.report(order, status, fields);
  }

  /** A planner makes an order for a notification. */
  void make(String notification) {
    orders.make(notification);
  }

  List<BookedOrder> orders() {
    return orders.all();
  }

  @Override
  public boolean setStatus(String number, String status) {
    return notifications.setStatus(number, status);
  }
}
