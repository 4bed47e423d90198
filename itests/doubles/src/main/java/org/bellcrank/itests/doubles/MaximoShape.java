package org.bellcrank.itests.doubles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two key sets: plain with lean=1, and with namespace prefixes without it. */
final class MaximoShape {

  private static final Map<String, String> NAMED =
      Map.of(
          "href", "rdf:about",
          "member", "rdfs:member",
          "responseInfo", "oslc:responseInfo",
          "nextPage", "oslc:nextPage",
          "totalCount", "oslc:totalCount",
          "Error", "oslc:Error",
          "message", "oslc:message",
          "statusCode", "oslc:statusCode",
          "extendedError", "oslc:extendedError",
          "moreInfo", "oslc:moreInfo");

  private MaximoShape() {}

  /** Turns plain keys into those the request asked for. */
  static Object shape(Object value, boolean lean) {
    if (lean) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> shaped = new LinkedHashMap<>();
      map.forEach(
          (key, each) ->
              shaped.put(
                  NAMED.getOrDefault(String.valueOf(key), "spi:" + key), shape(each, false)));
      return shaped;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(each -> shape(each, false)).toList();
    }
    return value;
  }

  /** Reads a body: without lean only prefixed keys are attributes, the others are unknown. */
  static Map<String, Object> attributes(Map<String, Object> body, boolean lean) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    body.forEach(
        (key, value) -> {
          if (lean) {
            attributes.put(key, value);
          } else if (key.startsWith("spi:")) {
            attributes.put(key.substring(4), children(value));
          }
        });
    return attributes;
  }

  private static Object children(Object value) {
    if (value instanceof List<?> rows) {
      return rows.stream()
          .map(row -> row instanceof Map<?, ?> map ? attributes(Json.object(map), false) : row)
          .toList();
    }
    return value;
  }
}
