package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Routes, sign-on and headers of /maximo/api/os and /maximo/oslc/os. */
final class MaximoApi implements Cmms {

  private static final Pattern PATH =
      Pattern.compile(
          "/maximo/(api|oslc)/(?:os/(mxapiwodetail|mxapiasset)(?:/([^/]+)(?:/(doclinks)"
              + "(?:/(?:meta/)?([0-9]+))?)?)?|(whoami))/?");

  private static final Pattern SCHEMA =
      Pattern.compile("/maximo/(?:api|oslc)/jsonschemas/mxapiwodetail");

  private final Settings settings;
  private final MaximoErrors errors = new MaximoErrors();
  private final MaximoOrders orders;
  private final MaximoQuery query;
  private final MaximoDoclinks doclinks;
  private final MaximoPage page;
  private volatile boolean expired;

  MaximoApi(
      Settings settings,
      MaximoOrders orders,
      MaximoQuery query,
      MaximoDoclinks doclinks,
      MaximoPage page) {
    this.settings = settings;
    this.orders = orders;
    this.query = query;
    this.doclinks = doclinks;
    this.page = page;
  }

  @Override
  public String name() {
    return "maximo";
  }

  @Override
  public Optional<Operation> operation(Request request) {
    Matcher path = PATH.matcher(request.path());
    if (!request.path().startsWith("/maximo/api") && !request.path().startsWith("/maximo/oslc")) {
      return Optional.empty();
    }
    if (!path.matches() || !"mxapiwodetail".equals(path.group(2))) {
      return Optional.of(Operation.OTHER);
    }
    boolean post = "POST".equals(request.method());
    if (path.group(3) == null) {
      return Optional.of(post ? Operation.CREATE : Operation.FIND);
    }
    if (!post) {
      return Optional.of(Operation.READ);
    }
    if (path.group(4) != null) {
      return Optional.of(Operation.ATTACH);
    }
    return Optional.of(request.query().containsKey("action") ? Operation.STATUS : Operation.UPDATE);
  }

  @Override
  public Reply answer(Request request) {
    boolean lean = "1".equals(request.query().get("lean"));
    try {
      return routed(request, lean);
    } catch (MaximoOrders.Refused refused) {
      return refused.errors().size() == 1 || !"1".equals(request.headers().get("batcherror"))
          ? errors.reply(refused.errors().get(0), lean)
          : errors.batch(refused.errors(), lean);
    } catch (CmmsError refused) {
      return errors.reply(refused, lean);
    } catch (Json.Malformed malformed) {
      return errors.reply(new CmmsError("malformed", malformed.getMessage()), lean);
    }
  }

  private Reply routed(Request request, boolean lean)
      throws CmmsError, Json.Malformed, MaximoOrders.Refused {
    Matcher path = PATH.matcher(request.path());
    signOn(request);
    if (SCHEMA.matcher(request.path()).matches()) {
      return Reply.json(200, orders.described());
    }
    if (!path.matches()) {
      throw new CmmsError("not-found", request.path());
    }
    if (path.group(6) != null) {
      return Reply.json(200, Json.of("userName", settings.text("user"), "defaultSite", "BEDFORD"));
    }
    if (!"GET".equals(request.method()) && !"POST".equals(request.method())) {
      throw new CmmsError("method", request.method());
    }
    boolean post = "POST".equals(request.method());
    if ("mxapiasset".equals(path.group(2))) {
      return query.assets(request, lean);
    }
    if (path.group(3) == null) {
      return post ? orders.create(request, lean) : query.orders(request, lean);
    }
    BookedOrder order = orders.find(path.group(3));
    if (path.group(4) == null) {
      return post ? orders.change(request, path.group(3), lean) : query.order(request, order, lean);
    }
    return path.group(5) != null
        ? doclinks.bytes(order, Long.parseLong(path.group(5)))
        : post ? doclinks.attach(request, order) : doclinks.list(request, order, lean);
  }

  @Override
  public Reply unkept(Request request) {
    boolean lean = "1".equals(request.query().get("lean"));
    Matcher path = PATH.matcher(request.path());
    if (!path.matches() || path.group(3) == null) {
      return Reply.empty(204);
    }
    try {
      return path.group(4) == null ? orders.unkept(request, path.group(3), lean) : Reply.empty(201);
    } catch (CmmsError refused) {
      return errors.reply(refused, lean);
    } catch (Json.Malformed malformed) {
      return errors.reply(new CmmsError("malformed", malformed.getMessage()), lean);
    }
  }

  private void signOn(Request request) throws CmmsError {
    boolean api = request.path().startsWith("/maximo/api");
    String given = request.header(api ? "apikey" : "maxauth").orElse("");
    String right =
        api
            ? settings.text("apikey")
            : Base64.getEncoder()
                .encodeToString(
                    (settings.text("maxauth.user") + ":" + settings.text("maxauth.password"))
                        .getBytes(StandardCharsets.UTF_8));
    if (!right.equals(given)) {
      throw new CmmsError("unauthorized", "");
    }
    if (expired) {
      throw new CmmsError("key-expired", "");
    }
  }

  @Override
  public Optional<Reply> page(Request request) {
    return page.answer(request);
  }

  @Override
  public Reply failure(FaultKind kind, Duration retryAfter) {
    String seconds = Long.toString(retryAfter.toSeconds());
    return switch (kind) {
      case KEY_EXPIRED -> errors.reply(new CmmsError("key-expired", ""), true);
      case FORBIDDEN -> errors.reply(new CmmsError("forbidden", ""), true);
      case TOO_MANY_REQUESTS ->
          errors.reply(new CmmsError("throttled", ""), true).with("Retry-After", seconds);
      case UNAVAILABLE, MAINTENANCE ->
          Reply.html(503, "<html><body><h1>503 Service Unavailable</h1></body></html>")
              .with("Retry-After", seconds);
      default -> errors.reply(new CmmsError("server", "", Map.of()), true);
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
