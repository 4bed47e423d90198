package org.bellcrank.console;

/**
 * One address of the console, offered as a service and served by whatever HTTP server the gateway
 * has. Implementations are safe for any thread.
 */
public interface Route {

  /** GET or POST. */
  String method();

  /** The path; a part in braces stands for any one part, for example {@code /api/orders/{id}}. */
  String path();

  /** Answers one request. */
  Answer answer(Request request);
}
