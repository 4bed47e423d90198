package org.bellcrank.itests.doubles;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Routes and sign-on of the Atlas double. */
final class AtlasApi implements Cmms {

  private static final Pattern PATH =
      Pattern.compile(
          "/(?:(?<auth>auth)/(?<sign>signin|me)"
              + "|(?<upload>files)/upload"
              + "|work-orders/files/(?<add>[0-9]{1,18})/add"
              + "|(?<kind>work-orders|requests|assets)"
              + "(?:/(?<search>search)|/(?<id>[0-9]{1,18})(?<status>/change-status)?)?)");
  private static final Pattern OURS =
      Pattern.compile("/(?:auth|files|work-orders|requests|assets|atlas-bucket)(?:/.*)?");

  private final AtlasTokens tokens;
  private final AtlasOrders orders;
  private final AtlasFiles files;
  private final AtlasSearch search;
  private final AtlasAssets assets;
  private final AtlasPage page;

  AtlasApi(
      AtlasTokens tokens,
      AtlasOrders orders,
      AtlasFiles files,
      AtlasSearch search,
      AtlasAssets assets,
      AtlasPage page) {
    this.tokens = tokens;
    this.orders = orders;
    this.files = files;
    this.search = search;
    this.assets = assets;
    this.page = page;
  }

  void endSessions() {
    tokens.endAll();
  }

  @Override
  public String name() {
    return "atlas";
  }

  @Override
  public Optional<Operation> operation(Request request) {
    if (!OURS.matcher(request.path()).matches()) {
      return Optional.empty();
    }
    if (AtlasFiles.isAddress(request.path())) {
      return Optional.of(Operation.READ);
    }
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      return Optional.of(Operation.OTHER);
    }
    if (path.group("upload") != null || path.group("add") != null) {
      return Optional.of(Operation.ATTACH);
    }
    if ("assets".equals(path.group("kind")) && "PATCH".equals(request.method())) {
      return Optional.of(Operation.CONDITION);
    }
    if (path.group("auth") != null || "assets".equals(path.group("kind"))) {
      return Optional.of(Operation.OTHER);
    }
    if (path.group("search") != null) {
      return Optional.of(Operation.FIND);
    }
    if (path.group("id") == null) {
      return Optional.of(Operation.CREATE);
    }
    return Optional.of(
        path.group("status") != null
            ? Operation.STATUS
            : "GET".equals(request.method()) ? Operation.READ : Operation.UPDATE);
  }

  @Override
  public Reply answer(Request request) {
    return answer(request, true);
  }

  @Override
  public Reply unkept(Request request) {
    return operation(request).orElseThrow() == Operation.CREATE
        ? Reply.json(200, Json.of())
        : answer(request, false);
  }

  private Reply answer(Request request, boolean kept) {
    if (AtlasFiles.isAddress(request.path())) {
      return files.serve(request);
    }
    boolean signIn = "/auth/signin".equals(request.path());
    if (!signIn && !tokens.admits(request)) {
      return Reply.empty(403);
    }
    try {
      Matcher path = PATH.matcher(request.path());
      if (!path.matches()) {
        throw new AtlasRefusal(404, "Not found");
      }
      return path.group("kind") == null
          ? beside(request, path, kept)
          : records(request, path, kept);
    } catch (Json.Malformed malformed) {
      return new AtlasRefusal(500, "JSON parse error: " + malformed.getMessage()).reply();
    } catch (AtlasRefusal refusal) {
      return refusal.reply();
    }
  }

  /** What is not itself a record: sign-on and files. */
  private Reply beside(Request request, Matcher path, boolean kept)
      throws AtlasRefusal, Json.Malformed {
    String what =
        path.group("upload") != null ? "upload" : path.group("add") != null ? "add" : "sign";
    return switch (request.method() + " " + what) {
      case "POST upload" -> files.upload(request, kept);
      case "PATCH add" ->
          orders.addFiles(Long.parseLong(path.group("add")), Json.read(json(request)), kept);
      case "POST sign" -> {
        if (!"signin".equals(path.group("sign"))) {
          throw unsupported(request);
        }
        yield tokens.signIn(Json.readObject(json(request)));
      }
      case "GET sign" -> {
        if (!"me".equals(path.group("sign"))) {
          throw unsupported(request);
        }
        yield Reply.json(200, assets.me());
      }
      default -> throw unsupported(request);
    };
  }

  private Reply records(Request request, Matcher path, boolean kept)
      throws AtlasRefusal, Json.Malformed {
    boolean order = "work-orders".equals(path.group("kind"));
    if ("assets".equals(path.group("kind"))) {
      return asset(request, path, kept);
    }
    String id = path.group("id");
    String what =
        path.group("search") != null
            ? "search"
            : id == null ? "all" : path.group("status") != null ? "status" : "one";
    switch (request.method() + " " + what) {
      case "POST search":
        return search.answer(
            Json.readObject(json(request)),
            orders.all(order),
            orders.shown()::row,
            record -> orders.shown().json(request, record));
      case "POST all":
        return orders.create(request, Json.readObject(json(request)), order);
      case "GET one":
        return orders.read(request, Long.parseLong(id), order);
      case "PATCH one":
        if (order) {
          return orders.replace(request, Long.parseLong(id), Json.readObject(json(request)), kept);
        }
        throw unsupported(request);
      case "PATCH status":
        if (order) {
          return orders.status(request, Long.parseLong(id), Json.readObject(json(request)), kept);
        }
        throw unsupported(request);
      default:
        throw unsupported(request);
    }
  }

  private Reply asset(Request request, Matcher path, boolean kept)
      throws AtlasRefusal, Json.Malformed {
    if ("GET".equals(request.method()) && path.group("id") != null) {
      return Reply.json(
          200,
          assets
              .find(Long.parseLong(path.group("id")))
              .map(assets::json)
              .orElseThrow(() -> new AtlasRefusal(404, "Not found")));
    }
    if ("PATCH".equals(request.method()) && path.group("id") != null) {
      long id = Long.parseLong(path.group("id"));
      return Reply.json(200, assets.replace(id, Json.readObject(json(request)), kept));
    }
    if (!"POST".equals(request.method()) || path.group("search") == null) {
      throw unsupported(request);
    }
    return search.answer(Json.readObject(json(request)), assets.all(), assets::row, assets::json);
  }

  /** The body of a request that says that it is JSON. */
  private static byte[] json(Request request) throws AtlasRefusal {
    String type = request.header("content-type").orElse("");
    if (!type.startsWith("application/json")) {
      throw new AtlasRefusal(500, "Content type '" + type + "' not supported");
    }
    return request.body();
  }

  private static AtlasRefusal unsupported(Request request) {
    return new AtlasRefusal(500, "Request method '" + request.method() + "' not supported");
  }

  @Override
  public Optional<Reply> page(Request request) {
    return page.answer(request);
  }

  @Override
  public Reply failure(FaultKind kind, Duration retryAfter) {
    String seconds = Long.toString(retryAfter.toSeconds());
    return switch (kind) {
      case KEY_EXPIRED -> Reply.empty(403);
      case FORBIDDEN -> new AtlasRefusal(403, "Access Denied").reply();
      case TOO_MANY_REQUESTS ->
          new AtlasRefusal(429, "Too many requests").reply().with("Retry-After", seconds);
      case UNAVAILABLE, MAINTENANCE ->
          Reply.html(503, "<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>")
              .with("Retry-After", seconds);
      default -> new AtlasRefusal(500, "Internal server error").reply();
    };
  }

  @Override
  public void expireKey(boolean expired) {
    tokens.expire(expired);
  }

  @Override
  public List<String> conditions(String asset) {
    return assets.statuses(asset);
  }

  @Override
  public boolean setStatus(String number, String status) {
    return orders.setStatus(number, status);
  }
}
