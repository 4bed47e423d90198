package org.bellcrank.console;

import java.util.Map;
import java.util.Optional;

/**
 * A request for a route.
 *
 * @param path values of the parts in braces, decoded
 * @param query values of the query, decoded; of a repeated name the first
 * @param body what was posted; empty for GET
 * @param uri path and query as they were sent; empty where nobody sent them
 * @param headers by name in lower case, of a repeated one the first; empty where nobody sent any
 */
public record Request(
    Map<String, String> path,
    Map<String, String> query,
    byte[] body,
    String uri,
    Map<String, String> headers) {

  /** Keeps unmodifiable copies. */
  public Request {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** A request of this gateway's own, or one whose headers say nothing. */
  public Request(Map<String, String> path, Map<String, String> query, byte[] body) {
    this(path, query, body, "", Map.of());
  }

  /** A value of the query. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /**
   * How many rows are wanted: {@code limit}, 1 to {@code most}, {@code usual} when it is not given.
   */
  public int limit(int usual, int most) {
    return query("limit")
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(Integer::parseInt)
        .map(wanted -> Math.max(1, Math.min(most, wanted)))
        .orElse(usual);
  }
}
