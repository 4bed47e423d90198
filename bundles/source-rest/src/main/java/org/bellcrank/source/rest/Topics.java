package org.bellcrank.source.rest;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.bellcrank.observation.RefusedObservationException;

/** Which topic a request is about, as mappings name topics. */
final class Topics {

  static final String PAYLOADS = "/v1/payloads/";
  private static final int LONGEST = 1000;

  private Topics() {}

  /**
   * What stands behind {@value #PAYLOADS}.
   *
   * @throws RefusedObservationException when nothing does, or more than a topic holds
   */
  static String ofPath(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return checked(path.length() < PAYLOADS.length() ? "" : path.substring(PAYLOADS.length()));
  }

  /**
   * Of line protocol: {@code write/} and the setting {@code db} (as of InfluxDB 1.x) or {@code
   * bucket} (2.x); times are to be nanoseconds, the usual.
   *
   * @throws RefusedObservationException when neither is named, or another precision is
   */
  static String ofWrite(HttpExchange exchange) {
    String place = "";
    String query = exchange.getRequestURI().getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      String value = parts.length < 2 ? "" : decoded(parts[1]);
      switch (parts[0]) {
        case "db", "bucket" -> place = value;
        case "precision" -> nanoseconds(value);
        default -> {
          // organisation, retention policy, consistency: not ours
        }
      }
    }
    if (place.isEmpty()) {
      throw new RefusedObservationException("db", "nothing", "/write?db=NAME, or ?bucket=NAME");
    }
    return checked("write/" + place);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RefusedObservationException("query", "'" + text + "'", "percent-encoded UTF-8");
    }
  }

  private static void nanoseconds(String precision) {
    if (!precision.matches("|n|ns")) {
      throw new RefusedObservationException("precision", "'" + precision + "'", "ns, or none");
    }
  }

  private static String checked(String topic) {
    if (topic.isEmpty() || topic.length() > LONGEST || topic.matches("(?s).*[\\p{Cntrl}+#].*")) {
      throw new RefusedObservationException(
          "topic",
          "'"
              + topic.substring(0, Math.min(60, topic.length())).replaceAll("\\p{Cntrl}", "?")
              + "'",
          "1 to %d characters without + and #, behind %s".formatted(LONGEST, PAYLOADS));
    }
    return topic;
  }
}
