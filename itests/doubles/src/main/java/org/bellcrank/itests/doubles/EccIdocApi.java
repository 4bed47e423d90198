package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** SAP's address for IDocs in XML. It says that one came, and nothing of what comes of it. */
final class EccIdocApi implements Cmms {

  private static final String PATH = "/sap/bc/idoc_xml";

  private final Settings settings;
  private final EccIdocs idocs;
  private final EccPage page;
  private volatile boolean expired;

  EccIdocApi(Settings settings, EccIdocs idocs, EccPage page) {
    this.settings = settings;
    this.idocs = idocs;
    this.page = page;
  }

  EccIdocs idocs() {
    return idocs;
  }

  @Override
  public String name() {
    return "ecc-idoc";
  }

  @Override
  public Optional<Operation> operation(Request request) {
    return request.path().startsWith("/sap/bc/")
        ? Optional.of(EccIdoc.read(request.body()).map(EccIdoc::operation).orElse(Operation.OTHER))
        : Optional.empty();
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
    if (!PATH.equals(request.path())) {
      return html(404, "Not found");
    }
    String client = request.parameter("sap-client").orElse(settings.text("client"));
    if (!settings.text("client").equals(client)) {
      return html(401, "Client " + client + " is not there");
    }
    if (!"POST".equals(request.method())) {
      return html(405, "Method not allowed");
    }
    Optional<EccIdoc> idoc = EccIdoc.read(request.body());
    Optional<String> wrong = idoc.isEmpty() ? Optional.of("no XML") : idoc.flatMap(EccIdoc::wrong);
    if (wrong.isPresent()) {
      return html(500, "IDoc-XML-inbound error: " + Soap.escape(wrong.get()));
    }
    if (kept) {
      idocs.post(idoc.get());
    }
    return html(200, "IDoc-XML-inbound ok");
  }

  private boolean admits(Request request) {
    String user = settings.text("user") + ":" + settings.text("password");
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    return !expired && request.header("authorization").filter(basic::equals).isPresent();
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
      case FORBIDDEN -> html(403, "No authorization for service idoc_xml");
      case TOO_MANY_REQUESTS -> html(429, "Too many requests").with("Retry-After", seconds);
      case UNAVAILABLE, MAINTENANCE ->
          html(503, "Service unavailable").with("Retry-After", seconds);
      default -> html(500, "Internal server error");
    };
  }

  private static Reply html(int status, String words) {
    return Reply.html(
        status,
        "<html><head><title>%s</title></head><body><h1>%s</h1></body></html>"
            .formatted(words, words));
  }

  @Override
  public void expireKey(boolean isExpired) {
    expired = isExpired;
  }

  @Override
  public boolean setStatus(String number, String status) {
    return idocs.setStatus(number, status);
  }
}
