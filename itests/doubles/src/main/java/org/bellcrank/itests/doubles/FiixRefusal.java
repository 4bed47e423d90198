package org.bellcrank.itests.doubles;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fiix refuses: an error inside an answer that says 200. */
final class FiixRefusal extends Exception {

  /** How far the request came. */
  enum Leg {
    SERVER_REQUEST_RECEIVE,
    SERVER_REQUEST_UNPACK,
    SERVER_REQUEST_PROCESS
  }

  private final Leg leg;

  private FiixRefusal(Leg leg, String message) {
    super(message);
    this.leg = leg;
  }

  /** Who sends, or when, is not accepted. */
  static FiixRefusal unsigned(String message) {
    return new FiixRefusal(Leg.SERVER_REQUEST_RECEIVE, message);
  }

  /** It is no request that can be read. */
  static FiixRefusal unreadable(String message) {
    return new FiixRefusal(Leg.SERVER_REQUEST_UNPACK, message);
  }

  /** It can be read and not be done. */
  static FiixRefusal undone(String message) {
    return new FiixRefusal(Leg.SERVER_REQUEST_PROCESS, message);
  }

  Leg leg() {
    return leg;
  }

  Reply reply(int code) {
    return Reply.json(200, body(leg, code, getMessage(), Map.of()));
  }

  /**
   * Too many requests.
   *
   * @param wait what the sender is advised to wait
   */
  static Reply throttled(int status, int code, Duration wait) {
    return Reply.json(
        status,
        body(
            Leg.SERVER_REQUEST_RECEIVE,
            code,
            "Too many requests",
            Map.of("P_CLIENT_AUTO_RETRY_WAIT_ADVISORY_MS", wait.toMillis())));
  }

  private static Map<String, Object> body(
      Leg leg, int code, String message, Map<String, Object> object) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("leg", leg.name());
    error.put("code", code);
    error.put("message", message);
    error.put("stackTrace", null);
    error.put("object", object);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("_maCn", "Response");
    body.put("error", error);
    return body;
  }
}
