package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Routes, sign-on and headers of /maximo/api/os and /maximo/oslc/os. */
final class MaximoApi implements Cmms {

  private static final Pattern PATH =
      Pattern.compile(
          "/maximo/(api|oslc)/(?:os/(mxapiwodetail|mxapisr|mxapiasset)(?:/([^/]+)(?:/(doclinks)"
              + "(?:/(?:meta/)?([0-9]+))?)?)?|(whoami))/?");

  private static final Pattern SCHEMA =
      Pattern.compile("/maximo/(?:api|oslc)/jsonschemas/(mxapiwodetail|mxapisr)");

  private final Settings settings;
  private final MaximoErrors errors = new MaximoErrors();
  private final Map<MaximoStructure, MaximoDesk> desks;
  private final MaximoMeters meters;
  private final MaximoPage page;
  private volatile boolean expired;

  MaximoApi(
      Settings settings,
      Map<MaximoStructure, MaximoDesk> desks,
      MaximoMeters meters,
      MaximoPage page) {
    this.settings = settings;
    this.desks = desks;
    this.meters = meters;
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
    boolean post = "POST".equals(request.method());
    if (!path.matches() || MaximoStructure.at(path.group(2)).isEmpty()) {
      return Optional.of(post ? Operation.CONDITION : Operation.OTHER);
    }
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
    MaximoStructure structure = structure(request);
    try {
      return routed(request, lean);
    } catch (MaximoOrders.Refused refused) {
      return refused.errors().size() == 1 || !"1".equals(request.headers().get("batcherror"))
          ? errors.reply(refused.errors().get(0), lean, structure)
          : errors.batch(refused.errors(), lean, structure);
    } catch (CmmsError refused) {
      return errors.reply(refused, lean, structure);
    } catch (Json.Malformed malformed) {
      return errors.reply(new CmmsError("malformed", malformed.getMessage()), lean, structure);
    }
  }

  /** Which the request is about; work orders where it is about neither. */
  private static MaximoStructure structure(Request request) {
    Matcher path = PATH.matcher(request.path());
    return (path.matches() ? MaximoStructure.at(path.group(2)) : Optional.<MaximoStructure>empty())
        .orElse(MaximoStructure.WORK);
  }

  private Reply routed(Request request, boolean lean)
      throws CmmsError, Json.Malformed, MaximoOrders.Refused {
    Matcher path = PATH.matcher(request.path());
    signOn(request);
    Matcher schema = SCHEMA.matcher(request.path());
    if (schema.matches()) {
      MaximoStructure described = MaximoStructure.at(schema.group(1)).orElseThrow();
      return Reply.json(200, desks.get(described).orders().described());
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
    MaximoDesk desk = desks.get(structure(request));
    if ("mxapiasset".equals(path.group(2))) {
      return asset(desk.query(), request, path.group(3), post, lean);
    }
    if (path.group(3) == null) {
      return post ? desk.orders().create(request, lean) : desk.query().orders(request, lean);
    }
    BookedOrder order = desk.orders().find(path.group(3));
    if (path.group(4) != null) {
      return doclinks(desk.doclinks(), request, order, Optional.ofNullable(path.group(5)));
    }
    return post
        ? desk.orders().change(request, path.group(3), lean)
        : desk.query().order(request, order, lean);
  }

  private static Reply doclinks(
      MaximoDoclinks doclinks, Request request, BookedOrder order, Optional<String> id)
      throws CmmsError {
    if (id.isPresent()) {
      return doclinks.bytes(order, Long.parseLong(id.get()));
    }
    return "POST".equals(request.method())
        ? doclinks.attach(request, order)
        : doclinks.list(request, order, "1".equals(request.query().get("lean")));
  }

  private Reply asset(MaximoQuery query, Request request, String key, boolean post, boolean lean)
      throws CmmsError, Json.Malformed {
    if (key == null) {
      return query.assets(request, lean);
    }
    return post ? meters.change(request, key, lean) : meters.one(request, key, lean);
  }

  @Override
  public List<String> conditions(String asset) {
    return meters.entered(asset);
  }

  @Override
  public Reply unkept(Request request) {
    boolean lean = "1".equals(request.query().get("lean"));
    Matcher path = PATH.matcher(request.path());
    if (!path.matches() || path.group(3) == null) {
      return Reply.empty(204);
    }
    try {
      if ("mxapiasset".equals(path.group(2))) {
        return meters.unkept(request, path.group(3), lean);
      }
      return path.group(4) == null
          ? desks.get(structure(request)).orders().unkept(request, path.group(3), lean)
          : Reply.empty(201);
    } catch (CmmsError refused) {
      return errors.reply(refused, lean, structure(request));
    } catch (Json.Malformed malformed) {
      return errors.reply(
          new CmmsError("malformed", malformed.getMessage()), lean, structure(request));
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
      case KEY_EXPIRED -> failed("key-expired");
      case FORBIDDEN -> failed("forbidden");
      case TOO_MANY_REQUESTS -> failed("throttled").with("Retry-After", seconds);
      case UNAVAILABLE, MAINTENANCE ->
          Reply.html(503, "<html><body><h1>503 Service Unavailable</h1></body></html>")
              .with("Retry-After", seconds);
      default -> failed("server");
    };
  }

  private Reply failed(String error) {
    return errors.reply(new CmmsError(error, ""), true, MaximoStructure.WORK);
  }

  @Override
  public void expireKey(boolean nowExpired) {
    expired = nowExpired;
  }

  @Override
  public boolean setStatus(String number, String status) {
    return desks.values().stream().anyMatch(desk -> desk.orders().setStatus(number, status));
  }

  /** A planner makes a work order of a request; empty where there is no such request. */
  Optional<String> followUp(String ticket) {
    return desks.get(MaximoStructure.WORK).orders().followUp(ticket);
  }
}
