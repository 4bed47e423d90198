package org.bellcrank.delivery;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call of one step, ready to be sent.
 *
 * @param route name of the connector's route, without the connector's id
 * @param instance where it goes and as whom
 * @param method for example {@code POST}
 * @param path path below the instance's address, beginning with {@code /}, or an address that an
 *     earlier answer gave: of that only path and query are used, on the instance's own host
 * @param query encoded query; empty for none
 * @param headers by name
 * @param body may be empty
 * @param connectTimeout longest wait for a connection
 * @param answerTimeout longest wait for the answer after sending
 * @param secured whether the body has a place that is filled when it is sent, see {@link
 *     org.bellcrank.delivery.connector.UsernameToken#PLACE}
 */
public record StepRequest(
    String route,
    ConnectorInstance instance,
    String method,
    String path,
    String query,
    Map<String, String> headers,
    byte[] body,
    Duration connectTimeout,
    Duration answerTimeout,
    boolean secured) {

  /** With a body that is sent as it is. */
  public StepRequest(
      String route,
      ConnectorInstance instance,
      String method,
      String path,
      String query,
      Map<String, String> headers,
      byte[] body,
      Duration connectTimeout,
      Duration answerTimeout) {
    this(route, instance, method, path, query, headers, body, connectTimeout, answerTimeout, false);
  }

  /**
   * The same call with more to carry.
   *
   * @param more headers by name; one of the same name replaces the call's own
   * @param behind encoded query that follows the call's own; empty for none
   */
  public StepRequest carrying(Map<String, String> more, String behind) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    String joined = query.isEmpty() || behind.isEmpty() ? query + behind : query + "&" + behind;
    return new StepRequest(
        route, instance, method, path, joined, all, body, connectTimeout, answerTimeout, secured);
  }

  /** The same call to another address of the instance. */
  public StepRequest to(String otherPath, String otherQuery) {
    return new StepRequest(
        route,
        instance,
        method,
        otherPath,
        otherQuery,
        headers,
        body,
        connectTimeout,
        answerTimeout,
        secured);
  }

  /** The same call with no longer waits than this, each. */
  public StepRequest within(Duration most) {
    return new StepRequest(
        route,
        instance,
        method,
        path,
        query,
        headers,
        body,
        connectTimeout.compareTo(most) > 0 ? most : connectTimeout,
        answerTimeout.compareTo(most) > 0 ? most : answerTimeout,
        secured);
  }

  /** The same call with another body, which is sent as it is. */
  public StepRequest filled(byte[] other) {
    return new StepRequest(
        route, instance, method, path, query, headers, other, connectTimeout, answerTimeout);
  }

  /** The full address without the query of {@link #query}. */
  public URI address() {
    if (path.startsWith("http://") || path.startsWith("https://")) {
      URI given = URI.create(path);
      String rest =
          given.getRawPath() + (given.getRawQuery() == null ? "" : "?" + given.getRawQuery());
      return instance.address().resolve(rest);
    }
    String base = instance.address().toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }
}
