package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Routes and sign-on of /api/v1. */
final class CustomApi implements Cmms {

  private static final Pattern PATH =
      Pattern.compile(
          "/api/v1/(?:(workorders)(?:/([0-9]+)(?:/(status|attachments)(?:/([0-9]+))?)?)?"
              + "|(assets)(?:/([^/]+))?)");

  private final Settings settings;
  private final CustomOrders orders;
  private final CustomAttachments attachments;
  private final CustomPage page;
  private final List<Map<String, String>> plant;
  private volatile boolean expired;

  CustomApi(
      Settings settings,
      CustomOrders orders,
      CustomAttachments attachments,
      CustomPage page,
      List<Map<String, String>> plant) {
    this.settings = settings;
    this.orders = orders;
    this.attachments = attachments;
    this.page = page;
    this.plant = plant;
  }

  @Override
  public String name() {
    return "custom";
  }

  @Override
  public Optional<Operation> operation(Request request) {
    if (!request.path().startsWith("/api/")) {
      return Optional.empty();
    }
    Matcher path = PATH.matcher(request.path());
    if (!path.matches() || path.group(1) == null) {
      return Optional.of(Operation.OTHER);
    }
    boolean read = "GET".equals(request.method());
    if (path.group(2) == null) {
      return Optional.of(read ? Operation.FIND : Operation.CREATE);
    }
    if (read) {
      return Optional.of(Operation.READ);
    }
    return Optional.of(
        path.group(3) == null
            ? Operation.UPDATE
            : "status".equals(path.group(3)) ? Operation.STATUS : Operation.ATTACH);
  }

  @Override
  public Reply answer(Request request) {
    if (!signedOn(request) || expired) {
      return refused(401, "unauthorized", "Sign in with user name and password.")
          .with("WWW-Authenticate", "Basic realm=\"Lyon maintenance\"");
    }
    boolean body = "POST".equals(request.method()) || "PUT".equals(request.method());
    if (body && !request.header("content-type").orElse("").startsWith("application/json")) {
      return refused(415, "unsupported_media_type", "Send application/json.");
    }
    try {
      return routed(request);
    } catch (Json.Malformed malformed) {
      return refused(400, "malformed", malformed.getMessage());
    } catch (CustomOrders.Invalid invalid) {
      return Reply.json(422, Json.of("errors", invalid.errors()));
    }
  }

  private Reply routed(Request request) throws Json.Malformed, CustomOrders.Invalid {
    if (request.path().equals("/api/v1/openapi.json")) {
      return Reply.json(200, orders.described());
    }
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      return refused(404, "not_found", "There is nothing at " + request.path());
    }
    if (path.group(5) != null) {
      return assets(request, path.group(6));
    }
    if (path.group(2) == null) {
      return switch (request.method()) {
        case "GET" -> orders.list(request);
        case "POST" -> orders.create(Json.readObject(request.body()));
        default -> refused(405, "method_not_allowed", request.method());
      };
    }
    Optional<BookedOrder> order = orders.find(Long.parseLong(path.group(2)));
    if (order.isEmpty()) {
      return refused(404, "not_found", "There is no work order " + path.group(2));
    }
    String resource = path.group(3) == null ? "order" : path.group(3);
    return switch (request.method() + " " + resource) {
      case "GET order" -> Reply.json(200, orders.json(order.get()));
      case "PUT order" -> orders.change(order.get().id(), Json.readObject(request.body()));
      case "PUT status" -> orders.status(order.get().id(), Json.readObject(request.body()));
      case "GET attachments" -> attachments.read(order.get(), path.group(4));
      case "POST attachments" -> attachments.add(order.get(), Json.readObject(request.body()));
      default -> refused(405, "method_not_allowed", request.method());
    };
  }

  @Override
  public Reply unkept(Request request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches() || path.group(2) == null) {
      return Reply.json(200, Json.of());
    }
    try {
      Map<String, Object> given = Json.readObject(request.body());
      return "attachments".equals(path.group(3))
          ? Reply.json(201, Json.of("filename", given.get("filename")))
          : orders.unkept(Long.parseLong(path.group(2)), given);
    } catch (Json.Malformed malformed) {
      return refused(400, "malformed", malformed.getMessage());
    }
  }

  private Reply assets(Request request, String tag) throws CustomOrders.Invalid {
    List<Map<String, Object>> found =
        plant.stream()
            .filter(row -> tag == null || row.get("tag").equals(tag))
            .map(CustomApi::asset)
            .toList();
    if (tag == null) {
      return orders.page(request, found);
    }
    return found.isEmpty()
        ? refused(404, "not_found", "There is no asset " + tag)
        : Reply.json(200, found.get(0));
  }

  /** What is not filled in is null. */
  private static Map<String, Object> asset(Map<String, String> row) {
    Map<String, Object> asset = new LinkedHashMap<>();
    row.forEach((column, cell) -> asset.put(column, cell.isEmpty() ? null : cell));
    return asset;
  }

  private boolean signedOn(Request request) {
    String right =
        Base64.getEncoder()
            .encodeToString(
                (settings.text("user") + ":" + settings.text("password"))
                    .getBytes(StandardCharsets.UTF_8));
    return request.header("authorization").orElse("").equals("Basic " + right);
  }

  static Reply refused(int status, String code, String message) {
    return Reply.json(
        status, Json.of("errors", List.of(Json.of("code", code, "message", message))));
  }

  @Override
  public Optional<Reply> page(Request request) {
    return page.answer(request);
  }

  @Override
  public Reply failure(FaultKind kind, Duration retryAfter) {
    String seconds = Long.toString(retryAfter.toSeconds());
    return switch (kind) {
      case KEY_EXPIRED -> refused(401, "unauthorized", "The password has expired.");
      case FORBIDDEN -> refused(403, "forbidden", "The user has no right to this.");
      case TOO_MANY_REQUESTS ->
          refused(429, "too_many_requests", "Slow down.").with("Retry-After", seconds);
      case UNAVAILABLE, MAINTENANCE ->
          Reply.html(503, "<html><body><h1>Down for maintenance</h1></body></html>")
              .with("Retry-After", seconds);
      default -> refused(500, "internal_error", "Something went wrong.");
    };
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
