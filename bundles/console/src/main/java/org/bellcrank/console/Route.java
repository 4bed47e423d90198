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

  /**
   * Whether each request proves by itself who sent it, so that machines may post without having
   * asked for anything before.
   */
  default boolean provesItself() {
    return false;
  }

  /** Answers one request. */
  Answer answer(Request request);
}
