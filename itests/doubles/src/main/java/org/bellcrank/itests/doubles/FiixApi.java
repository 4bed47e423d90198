package org.bellcrank.itests.doubles;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One address for everything: what is wanted stands in the body, and so does what went wrong. */
final class FiixApi implements Cmms {

  private static final String ROOT = "/api/";
  private static final String KIND = "_maCn";

  private final Settings settings;
  private final FiixSignature signature;
  private final FiixThrottle throttle;
  private final FiixRecords records;
  private final FiixClasses classes = new FiixClasses();
  private final FiixPage page;

  FiixApi(Settings settings, FiixRecords records, FiixPage page, Clock clock) {
    this.settings = settings;
    this.records = records;
    this.page = page;
    signature = new FiixSignature(settings, clock);
    throttle = new FiixThrottle(settings, clock);
  }

  @Override
  public String name() {
    return "fiix";
  }

  @Override
  public Optional<Operation> operation(Request request) {
    if (!ROOT.equals(request.path())) {
      return Optional.empty();
    }
    try {
      Map<String, Object> body = Json.readObject(request.body());
      return Optional.of(
          operation(String.valueOf(body.get(KIND)), String.valueOf(body.get(FiixClasses.CLASS))));
    } catch (Json.Malformed malformed) {
      return Optional.of(Operation.OTHER);
    }
  }

  private static Operation operation(String kind, String in) {
    return switch (kind + " " + in) {
      case "FindRequest WorkOrder" -> Operation.FIND;
      case "AddRequest WorkOrder" -> Operation.CREATE;
      case "FindByIdRequest WorkOrder" -> Operation.READ;
      case "ChangeRequest WorkOrder" -> Operation.UPDATE;
      case "ChangeRequest Asset" -> Operation.CONDITION;
      case "AddRequest FileContents", "AddRequest File" -> Operation.ATTACH;
      default -> Operation.OTHER;
    };
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
    try {
      head(request);
      Optional<Duration> wait = throttle.asks();
      if (wait.isPresent()) {
        return throttled(wait.get());
      }
      return Reply.json(200, body(request, kept));
    } catch (FiixRefusal refusal) {
      boolean unsigned = refusal.leg() == FiixRefusal.Leg.SERVER_REQUEST_RECEIVE;
      return unsigned && "401".equals(settings.text("unsigned"))
          ? Reply.html(401, "<html><body><h1>HTTP Status 401 - Unauthorized</h1></body></html>")
          : refusal.reply(settings.number("code.other"));
    }
  }

  private void head(Request request) throws FiixRefusal {
    if (!"POST".equals(request.method())) {
      throw FiixRefusal.unreadable(request.method() + " was given, POST is needed");
    }
    String type = request.header("content-type").orElse("");
    if (!type.matches("(?i)text/plain(\\s*;\\s*charset=utf-8)?")) {
      throw FiixRefusal.unreadable("Content-Type '" + type + "', text/plain is needed");
    }
    signature.check(request);
  }

  private Map<String, Object> body(Request request, boolean kept) throws FiixRefusal {
    Map<String, Object> body;
    try {
      body = Json.readObject(request.body());
    } catch (Json.Malformed malformed) {
      throw FiixRefusal.unreadable("the request cannot be parsed: " + malformed.getMessage());
    }
    String kind = String.valueOf(body.get(KIND));
    if (!kind.equals(request.parameter("action").orElse(""))) {
      throw FiixRefusal.unreadable(
          "action '%s' and %s '%s' differ"
              .formatted(request.parameter("action").orElse(""), KIND, kind));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(KIND, kind.replace("Request", "Response"));
    answer.put("error", null);
    answer.putAll(
        switch (kind) {
          case "FindRequest" -> find(body);
          case "FindByIdRequest" -> findById(body);
          case "AddRequest" -> add(body, kept);
          case "ChangeRequest" -> change(body, kept);
          default -> throw FiixRefusal.unreadable(KIND + " '" + kind + "' is not played here");
        });
    return answer;
  }

  private Map<String, Object> find(Map<String, Object> body) throws FiixRefusal {
    String in = classes.known(body.get(FiixClasses.CLASS));
    List<String> fields = classes.listed(in, body.get("fields"));
    FiixQuery query = new FiixQuery(classes, in, body.get("filters"));
    List<Map<String, Object>> hits =
        FiixQuery.sorted(
            classes,
            in,
            body.get("orderBy"),
            records.rows(in).stream().filter(query::holds).toList());
    int most = Math.min(number(body, "maxObjects", 100), settings.number("find.maximum"));
    return Json.of(
        "objects",
        hits.stream()
            .skip(number(body, "startIndex", 0))
            .limit(most)
            .map(row -> shown(in, row, fields))
            .toList(),
        "totalObjects",
        hits.size());
  }

  /** Without such an object the answer has none. */
  private Map<String, Object> findById(Map<String, Object> body) throws FiixRefusal {
    String in = classes.known(body.get(FiixClasses.CLASS));
    List<String> fields = classes.listed(in, body.get("fields"));
    return Json.of(
        "object",
        records.find(in, id(body.get("id"))).map(row -> shown(in, row, fields)).orElse(null));
  }

  private Map<String, Object> add(Map<String, Object> body, boolean kept) throws FiixRefusal {
    String in = classes.known(body.get(FiixClasses.CLASS));
    List<String> fields = classes.listed(in, body.get("fields"));
    Map<String, Object> set = classes.settable(in, object(in, body));
    Optional<String> missing = classes.missing(in, set);
    if (missing.isPresent()) {
      throw FiixRefusal.undone("%s.%s is needed".formatted(in, missing.get()));
    }
    there(in, set);
    return Json.of("object", shown(in, records.add(in, set, kept), fields), "count", 1);
  }

  /** Only what is named under changeFields is changed, whatever else the object holds. */
  private Map<String, Object> change(Map<String, Object> body, boolean kept) throws FiixRefusal {
    String in = classes.known(body.get(FiixClasses.CLASS));
    List<String> fields = classes.listed(in, body.get("fields"));
    Map<String, Object> object = object(in, body);
    Map<String, Object> set = classes.settable(in, object);
    if (!FiixRecords.ORDER.equals(in) && !FiixRecords.ASSET.equals(in)) {
      throw FiixRefusal.undone("a change of class " + in + " is not played here");
    }
    long id = id(object.get("id"));
    if (records.find(in, id).isEmpty()) {
      throw FiixRefusal.undone("There is no %s %d".formatted(in, id));
    }
    List<String> named = classes.listed(in, body.get("changeFields"));
    if (named.isEmpty()) {
      throw FiixRefusal.undone("changeFields names nothing to change");
    }
    Map<String, Object> changes = new LinkedHashMap<>();
    named.forEach(field -> changes.put(field, set.get(field)));
    there(in, set);
    Map<String, Object> changed =
        FiixRecords.ASSET.equals(in)
            ? records.changeAsset(id, changes, kept)
            : records.change(id, changes, kept);
    return Json.of("object", shown(in, changed, fields), "count", 1);
  }

  private Map<String, Object> shown(String in, Map<String, Object> row, List<String> fields) {
    Map<String, Object> shown = FiixClasses.shown(in, row, fields);
    for (String field : fields) {
      classes
          .named(in, field)
          .forEach(
              (reference, of) -> {
                String name = records.name(of, row.get(reference));
                shown.put(field, name.isEmpty() ? null : name);
              });
    }
    return shown;
  }

  private void there(String in, Map<String, Object> set) throws FiixRefusal {
    for (Map.Entry<String, String> reference : classes.references(in, set).entrySet()) {
      long id = ((Number) set.get(reference.getKey())).longValue();
      if (records.find(reference.getValue(), id).isEmpty()) {
        throw FiixRefusal.undone(
            "%s.%s: there is no %s %d".formatted(in, reference.getKey(), reference.getValue(), id));
      }
    }
  }

  private static Map<String, Object> object(String in, Map<String, Object> body)
      throws FiixRefusal {
    if (!(body.get("object") instanceof Map<?, ?> object)) {
      throw FiixRefusal.unreadable("the request has no object");
    }
    if (!in.equals(object.get(FiixClasses.CLASS))) {
      throw FiixRefusal.unreadable(
          "the object's className '%s' is not %s".formatted(object.get(FiixClasses.CLASS), in));
    }
    return Json.object(object);
  }

  private static long id(Object given) throws FiixRefusal {
    if (given instanceof Integer || given instanceof Long) {
      return ((Number) given).longValue();
    }
    throw FiixRefusal.unreadable("id " + Json.write(given) + " is no whole number");
  }

  private static int number(Map<String, Object> body, String name, int otherwise) {
    return body.get(name) instanceof Number number ? number.intValue() : otherwise;
  }

  private Reply throttled(Duration wait) {
    return FiixRefusal.throttled(
        settings.number("throttle.status"), settings.number("code.throttled"), wait);
  }

  @Override
  public Optional<Reply> page(Request request) {
    return page.answer(request);
  }

  @Override
  public Reply failure(FaultKind kind, Duration retryAfter) {
    return switch (kind) {
      case KEY_EXPIRED ->
          FiixRefusal.unsigned("Unknown application key").reply(settings.number("code.other"));
      case FORBIDDEN ->
          FiixRefusal.undone("The user has no permission for this")
              .reply(settings.number("code.other"));
      case TOO_MANY_REQUESTS -> throttled(retryAfter);
      case UNAVAILABLE, MAINTENANCE ->
          Reply.html(503, "<html><body><h1>503 Service Unavailable</h1></body></html>")
              .with("Retry-After", Long.toString(retryAfter.toSeconds()));
      default -> Reply.html(500, "<html><body><h1>500 Internal Server Error</h1></body></html>");
    };
  }

  @Override
  public void expireKey(boolean expired) {
    signature.expire(expired);
  }

  @Override
  public List<String> conditions(String asset) {
    return records.conditions(asset);
  }

  @Override
  public boolean setStatus(String number, String status) {
    return records.setStatus(number, status);
  }
}
