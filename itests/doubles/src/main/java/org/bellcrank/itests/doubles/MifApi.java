package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** The servlet for object structures: {@code /meaweb/os/NAME}, by POST and in XML alone. */
final class MifApi implements Cmms {

  private static final String ROOT = "/meaweb/os/";
  private static final String ORDERS = "MXWO";
  private static final String ASSETS = "MXASSET";

  private final Settings settings;
  private final MifOrders orders;
  private final MifQuery query;
  private final MifAssets assets;
  private final MifPage page;
  private volatile boolean expired;

  MifApi(Settings settings, MifOrders orders, MifQuery query, MifAssets assets, MifPage page) {
    this.settings = settings;
    this.orders = orders;
    this.query = query;
    this.assets = assets;
    this.page = page;
  }

  static Reply xml(String text) {
    return Reply.of(200, "application/xml; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String name() {
    return "maximo-mif";
  }

  @Override
  public Optional<Operation> operation(Request request) {
    if (!request.path().startsWith("/meaweb/")) {
      return Optional.empty();
    }
    try {
      MifMessage message = MifMessage.read(request.body());
      if (ASSETS.equals(message.structure())) {
        return Optional.of(Operation.OTHER);
      }
      return Optional.of(
          switch (message.operation()) {
            case "Create" -> Operation.CREATE;
            case "Query" -> one(message) ? Operation.READ : Operation.FIND;
            default -> files(message) ? Operation.ATTACH : Operation.UPDATE;
          });
    } catch (MifRefusal unreadable) {
      return Optional.of(Operation.OTHER);
    }
  }

  private static boolean one(MifMessage query) {
    return query.records().isEmpty()
        || query.records().stream().anyMatch(each -> MifMessage.child(each, "WONUM").isPresent());
  }

  private static boolean files(MifMessage message) {
    return message.records().stream()
        .anyMatch(each -> MifMessage.child(each, "DOCLINKS").isPresent());
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
    if (!request.path().startsWith(ROOT)) {
      return Reply.html(404, "<html><body>Error 404: SRVE0190E: File not found</body></html>");
    }
    if (!"POST".equals(request.method())) {
      return Reply.html(200, "Servlet is running. Please use HTTP POST to post data");
    }
    if (expired || !admitted(request)) {
      return new MifRefusal("unauthorized", "").reply(settings.number("stranger.status"));
    }
    try {
      MifMessage message = MifMessage.read(request.body());
      structure(request, message);
      return done(message, kept);
    } catch (MifRefusal refused) {
      return refused.reply(500);
    }
  }

  private boolean admitted(Request request) {
    String right =
        Base64.getEncoder()
            .encodeToString(
                (settings.text("user") + ":" + settings.text("password"))
                    .getBytes(StandardCharsets.UTF_8));
    return "maximo".equals(settings.text("security"))
        ? request.header("maxauth").filter(right::equals).isPresent()
        : request.header("authorization").filter(("Basic " + right)::equals).isPresent();
  }

  /** Address and root name the same object structure, one of those that the site has. */
  private void structure(Request request, MifMessage message) throws MifRefusal {
    String name = request.path().substring(ROOT.length());
    if (!List.of(ORDERS, ASSETS, settings.text("documents")).contains(name)
        || !name.equals(message.structure())) {
      throw new MifRefusal("structure", message.structure());
    }
    if (ORDERS.equals(name) && !"Query".equals(message.operation()) && files(message)) {
      throw new MifRefusal("no-doclinks", name);
    }
  }

  private Reply done(MifMessage message, boolean kept) throws MifRefusal {
    if (ASSETS.equals(message.structure())) {
      return assets.answer(message);
    }
    if ("Query".equals(message.operation())) {
      return query.answer(message);
    }
    BookedOrder last = null;
    for (Element record : message.records()) {
      last =
          switch (message.operation()) {
            case "Create" -> kept ? orders.create(record) : null;
            case "Update" -> orders.update(record, kept);
            default -> orders.sync(record, kept);
          };
    }
    boolean create = "Create".equals(message.operation());
    return create || settings.flag("response.all")
        ? keys(message, Optional.ofNullable(last))
        : Reply.of(200, "application/xml", new byte[0]);
  }

  private Reply keys(MifMessage message, Optional<BookedOrder> order) {
    String set = settings.flag("response.all") ? message.structure() + "Set" : "WORKORDERMboKeySet";
    String response = message.operation() + message.structure() + "Response";
    String key =
        order
            .map(
                each ->
                    "<WORKORDER><SITEID>%s</SITEID><WONUM>%s</WONUM></WORKORDER>"
                        .formatted(each.fields().get("SITEID"), each.number()))
            .orElse("");
    return xml(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><%s xmlns=\"%s\"><%s>%s</%s></%s>"
            .formatted(response, MifMessage.NAMESPACE, set, key, set, response));
  }

  @Override
  public Optional<Reply> page(Request request) {
    return page.answer(request);
  }

  @Override
  public Reply failure(FaultKind kind, Duration retryAfter) {
    String seconds = Long.toString(retryAfter.toSeconds());
    return switch (kind) {
      case KEY_EXPIRED ->
          new MifRefusal("unauthorized", "").reply(settings.number("stranger.status"));
      case FORBIDDEN -> new MifRefusal("forbidden", "MXWO").reply(500);
      case TOO_MANY_REQUESTS -> html(429).with("Retry-After", seconds);
      case UNAVAILABLE, MAINTENANCE -> html(503).with("Retry-After", seconds);
      default -> html(500);
    };
  }

  private static Reply html(int status) {
    return Reply.html(status, "<html><body><h1>Error %d</h1></body></html>".formatted(status));
  }

  @Override
  public void expireKey(boolean nowExpired) {
    expired = nowExpired;
  }

  @Override
  public boolean setStatus(String number, String status) {
    return orders.setStatus(number, status);
  }
}
