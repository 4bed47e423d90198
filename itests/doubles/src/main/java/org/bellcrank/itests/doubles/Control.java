package org.bellcrank.itests.doubles;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The endpoints under /_double by which a test in another process sets faults and reads books. */
final class Control {

  private final Cmms cmms;
  private final Faults faults;
  private final Books books;
  private final Map<Operation, Long> requests = new EnumMap<>(Operation.class);

  Control(Cmms cmms, Faults faults, Books books) {
    this.cmms = cmms;
    this.faults = faults;
    this.books = books;
  }

  synchronized void count(Operation operation) {
    requests.merge(operation, 1L, Long::sum);
  }

  Reply answer(Request request) {
    try {
      return switch (request.method() + " " + request.path().substring("/_double/".length())) {
        case "GET faults" -> Reply.json(200, faults.json());
        case "POST faults" -> add(request);
        case "DELETE faults" -> {
          faults.clear();
          yield Reply.json(200, faults.json());
        }
        case "POST latency" -> latency(request);
        case "POST key" -> key(request);
        case "POST status" -> status(request);
        case "GET books" -> Reply.json(200, books(request));
        default -> refused(404, "no such control: " + request.method() + " " + request.path());
      };
    } catch (Json.Malformed | IllegalArgumentException wrong) {
      return refused(400, wrong.getMessage());
    }
  }

  private synchronized Map<String, Object> books(Request request) {
    Map<String, Object> json = books.json(!request.query().containsKey("brief"));
    json.put("cmms", cmms.name());
    json.put("requests", new EnumMap<>(requests));
    return json;
  }

  private Reply add(Request request) throws Json.Malformed {
    Object json = Json.read(request.body());
    List<?> all = json instanceof List<?> list ? list : List.of(json);
    for (Object each : all) {
      if (!(each instanceof Map<?, ?> map)) {
        throw new Json.Malformed("a fault is an object or a list of objects");
      }
      faults.add(Fault.of(Json.object(map)));
    }
    return Reply.json(200, faults.json());
  }

  private Reply latency(Request request) throws Json.Malformed {
    if (!(Json.readObject(request.body()).get("milliseconds") instanceof Number milliseconds)) {
      throw new Json.Malformed("milliseconds is missing or no number");
    }
    faults.latency(Duration.ofMillis(milliseconds.longValue()));
    return Reply.json(200, faults.json());
  }

  private Reply key(Request request) throws Json.Malformed {
    boolean expired = Boolean.TRUE.equals(Json.readObject(request.body()).get("expired"));
    cmms.expireKey(expired);
    return Reply.json(200, Json.of("expired", expired));
  }

  private Reply status(Request request) throws Json.Malformed {
    Map<String, Object> json = Json.readObject(request.body());
    String number = String.valueOf(json.get("number"));
    String status = String.valueOf(json.get("status"));
    return cmms.setStatus(number, status)
        ? Reply.json(200, Json.of("number", number, "status", status))
        : refused(404, "no order " + number + ", or no status " + status);
  }

  private static Reply refused(int status, String message) {
    return Reply.json(status, Json.of("error", message));
  }
}
