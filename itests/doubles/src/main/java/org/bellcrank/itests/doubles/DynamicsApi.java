package org.bellcrank.itests.doubles;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sign-on, entity sets and companies of the Dynamics double. */
final class DynamicsApi implements Cmms {

  private final Settings settings;
  private final DynamicsTokens tokens;
  private final DynamicsService service;
  private final DynamicsRequests requests;
  private final DynamicsFiles files;
  private final DynamicsPage page;

  DynamicsApi(
      Settings settings,
      DynamicsTokens tokens,
      DynamicsService service,
      DynamicsRequests requests,
      DynamicsFiles files,
      DynamicsPage page) {
    this.settings = settings;
    this.tokens = tokens;
    this.service = service;
    this.requests = requests;
    this.files = files;
    this.page = page;
  }

  void endSessions() {
    tokens.endAll();
  }

  @Override
  public String name() {
    return "dynamics";
  }

  @Override
  public Optional<Operation> operation(Request request) {
    if (tokens.serves(request)) {
      return Optional.of(Operation.OTHER);
    }
    if (!request.path().startsWith(DynamicsService.ROOT + "/")) {
      return Optional.empty();
    }
    String rest = request.path().substring(DynamicsService.ROOT.length() + 1);
    boolean one = rest.contains("(");
    if (rest.startsWith(DynamicsFiles.SET)) {
      return Optional.of("POST".equals(request.method()) ? Operation.ATTACH : Operation.READ);
    }
    if (!rest.startsWith(DynamicsRequests.SET)) {
      return Optional.of(Operation.OTHER);
    }
    return Optional.of(
        switch (request.method()) {
          case "POST" -> Operation.CREATE;
          case "PATCH" -> Operation.UPDATE;
          default -> one ? Operation.READ : Operation.FIND;
        });
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
    if (tokens.serves(request)) {
      return tokens.token(request);
    }
    if (!tokens.admits(request)) {
      return Reply.empty(401).with("WWW-Authenticate", "Bearer authorization_uri=\"login\"");
    }
    try {
      if (request.path().equals(DynamicsService.ROOT + "/$metadata")) {
        return service.metadata();
      }
      DynamicsService.Place place = service.place(request);
      return place.key().isEmpty() ? set(request, place, kept) : one(request, place, kept);
    } catch (DynamicsRefusal refusal) {
      return refusal.reply();
    }
  }

  private Reply set(Request request, DynamicsService.Place place, boolean kept)
      throws DynamicsRefusal {
    boolean file = DynamicsFiles.SET.equals(place.set());
    if (DynamicsRequests.ASSETS.equals(place.set()) && "GET".equals(request.method())) {
      return list(request, place, requests.assets(companies(request)));
    }
    if (!file && !DynamicsRequests.SET.equals(place.set())) {
      throw DynamicsRefusal.protocol(404, "Not played here: " + place.set());
    }
    if (!service.expanded(place.uri()).isEmpty()) {
      throw DynamicsRefusal.protocol(400, "Not played here: $expand in a list");
    }
    List<String> companies = companies(request);
    switch (request.method()) {
      case "GET":
        List<Map<String, Object>> all = file ? files.rows(companies) : requests.rows(companies);
        return list(request, place, all);
      case "POST":
        Map<String, Object> body = service.body(place.set(), request);
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("@odata.context", context(request, place.set()) + "/$entity");
        // Where a record goes is said in it; nobody asks for other companies to write into one.
        made.putAll(file ? files.create(body, every(), kept) : requests.create(body, kept));
        return Reply.json(201, made);
      default:
        throw DynamicsRefusal.protocol(405, "The method is not allowed: " + request.method());
    }
  }

  private Reply list(Request request, DynamicsService.Place place, List<Map<String, Object>> all)
      throws DynamicsRefusal {
    int most = settings.number("page.maximum");
    Map<String, Object> page =
        Json.of(
            "@odata.context",
            context(request, place.set()),
            "value",
            service.rows(place.uri(), all, most));
    service
        .next(place.uri(), all, most)
        .ifPresent(skip -> page.put("@odata.nextLink", next(request, skip)));
    return Reply.json(200, page);
  }

  private static String next(Request request, int skip) {
    Map<String, String> query = new LinkedHashMap<>(request.query());
    query.put("$skip", Integer.toString(skip));
    return query.entrySet().stream()
        .map(each -> Html.parameter(each.getKey(), each.getValue()))
        .collect(Collectors.joining("&", request.path() + "?", ""));
  }

  private Reply one(Request request, DynamicsService.Place place, boolean kept)
      throws DynamicsRefusal {
    if (!DynamicsRequests.SET.equals(place.set())) {
      throw DynamicsRefusal.protocol(404, "Not played here: one of " + place.set());
    }
    BookedOrder order =
        requests
            .find(place.key(), companies(request))
            .orElseThrow(() -> DynamicsRefusal.protocol(404, "The record was not found."));
    switch (request.method()) {
      case "GET":
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("@odata.context", context(request, place.set()) + "/$entity");
        shown.putAll(service.selected(place.uri(), requests.row(order)));
        for (String name : service.expanded(place.uri())) {
          shown.put(name, requests.faults(order, name));
        }
        return Reply.json(200, shown);
      case "PATCH":
        requests.change(order, service.body(place.set(), request), kept);
        return Reply.empty(204);
      default:
        throw DynamicsRefusal.protocol(405, "The method is not allowed: " + request.method());
    }
  }

  /** Without cross-company only the sender's own company is seen. */
  private List<String> companies(Request request) {
    boolean all = "true".equals(request.parameter("cross-company").orElse(""));
    return all ? every() : List.of(settings.text("company.default"));
  }

  private List<String> every() {
    List<String> every = new ArrayList<>(settings.list("companies"));
    every.add(settings.text("company.default"));
    return every;
  }

  private static String context(Request request, String set) {
    return "http://%s%s/$metadata#%s"
        .formatted(request.header("host").orElse(""), DynamicsService.ROOT, set);
  }

  @Override
  public Optional<Reply> page(Request request) {
    return page.answer(request);
  }

  @Override
  public Reply failure(FaultKind kind, Duration retryAfter) {
    String seconds = Long.toString(retryAfter.toSeconds());
    return switch (kind) {
      case KEY_EXPIRED -> Reply.empty(401);
      case FORBIDDEN ->
          DynamicsRefusal.protocol(403, "The user has no right to this entity.").reply();
      case TOO_MANY_REQUESTS ->
          DynamicsRefusal.protocol(429, "Number of requests exceeded the limit.")
              .reply()
              .with("Retry-After", seconds);
      case UNAVAILABLE, MAINTENANCE ->
          Reply.html(503, "<html><body><h1>503 Service Unavailable</h1></body></html>")
              .with("Retry-After", seconds);
      default -> DynamicsRefusal.protocol(500, "An error has occurred.").reply();
    };
  }

  @Override
  public void expireKey(boolean expired) {
    tokens.expire(expired);
  }

  @Override
  public boolean setStatus(String number, String status) {
    return requests.setStatus(number, status);
  }
}
