package org.bellcrank.delivery;

import java.net.URI;
import java.time.Duration;
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
    Duration answerTimeout) {

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
