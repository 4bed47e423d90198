package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.w3c.dom.Element;

/** The one address of the ECC double's wrapper; the element of the body says which function. */
final class EccApi implements Cmms {

  private static final String SPACE = "urn:sap-com:document:sap:rfc:functions";

  private final Settings settings;
  private final SoapSchemas schemas;
  private final EccNotifications notifications;
  private final EccPage page;
  private volatile boolean expired;

  EccApi(Settings settings, SoapSchemas schemas, EccNotifications notifications, EccPage page) {
    this.settings = settings;
    this.schemas = schemas;
    this.notifications = notifications;
    this.page = page;
  }

  EccNotifications notifications() {
    return notifications;
  }

  @Override
  public String name() {
    return "ecc";
  }

  @Override
  public Optional<Operation> operation(Request request) {
    if (!request.path().startsWith("/sap/bc/")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          switch (Soap.read(request.body()).payload().getLocalName()) {
            case "ZBCK_NOTIF_FIND" -> Operation.FIND;
            case "ZBCK_NOTIF_CREATE" -> Operation.CREATE;
            case "ZBCK_NOTIF_READ", "ZBCK_NOTIF_CHANGED", "ZBCK_EQUI_LIST" -> Operation.READ;
            case "ZBCK_NOTIF_CHANGE" -> Operation.UPDATE;
            case "ZBCK_NOTIF_ATTACH" -> Operation.ATTACH;
            default -> Operation.OTHER;
          });
    } catch (SoapFault unreadable) {
      return Optional.of(Operation.OTHER);
    }
  }

  @Override
  public Reply answer(Request request) {
    return answer(request, true);
  }

  @Override
  public Reply unkept(Request request) {
    return answer(request, false);
  }

  private Reply answer(Request request, boolean kept) {
    if (!admits(request)) {
      return html(401, "Logon failed").with("WWW-Authenticate", "Basic realm=\"SAP NetWeaver\"");
    }
    if (!settings.text("service").equals(request.path())) {
      return html(404, "Not found");
    }
    String client = request.parameter("sap-client").orElse(settings.text("client"));
    if (!settings.text("client").equals(client)) {
      return html(401, "Client " + client + " is not there");
    }
    if (!"POST".equals(request.method())) {
      return html(405, "Method not allowed");
    }
    try {
      Element call = Soap.read(request.body()).payload();
      schemas.check(call);
      return Soap.answer(
          "<n0:%sResponse xmlns:n0=\"%s\">%s</n0:%sResponse>"
              .formatted(call.getLocalName(), SPACE, result(call, kept), call.getLocalName()));
    } catch (SoapFault fault) {
      return fault.reply();
    }
  }

  private boolean admits(Request request) {
    String user = settings.text("user") + ":" + settings.text("password");
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    return !expired && request.header("authorization").filter(basic::equals).isPresent();
  }

  private String result(Element call, boolean kept) {
    return switch (call.getLocalName()) {
      case "ZBCK_NOTIF_FIND" -> notifications.find(Soap.text(call, "REFERENCE"));
      case "ZBCK_NOTIF_CREATE" -> notifications.create(call);
      case "ZBCK_NOTIF_READ" -> notifications.read(Soap.text(call, "NOTIF_NO"));
      case "ZBCK_NOTIF_CHANGED" -> notifications.changed(call);
      case "ZBCK_EQUI_LIST" -> notifications.equipment(call);
      case "ZBCK_NOTIF_CHANGE" -> notifications.change(call, kept);
      default -> notifications.attach(call, kept);
    };
  }

  @Override
  public Optional<Reply> page(Request request) {
    return page.answer(request);
  }

  @Override
  public Reply failure(FaultKind kind, Duration retryAfter) {
    String seconds = Long.toString(retryAfter.toSeconds());
    return switch (kind) {
      case KEY_EXPIRED -> html(401, "Logon failed");
      case FORBIDDEN ->
          new SoapFault("Server", "", "No RFC authorization for this function.").reply();
      case TOO_MANY_REQUESTS -> html(429, "Too many requests").with("Retry-After", seconds);
      case UNAVAILABLE, MAINTENANCE ->
          html(503, "Service unavailable").with("Retry-After", seconds);
      default -> html(500, "Internal server error");
    };
  }

  private static Reply html(int status, String words) {
    return Reply.html(status, "<html><body><h1>%d %s</h1></body></html>".formatted(status, words));
  }

  @Override
  public void expireKey(boolean isExpired) {
    expired = isExpired;
  }

  @Override
  public boolean setStatus(String number, String status) {
    return notifications.setStatus(number, status);
  }
}
