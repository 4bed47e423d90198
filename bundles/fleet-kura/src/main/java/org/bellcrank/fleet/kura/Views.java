package org.bellcrank.fleet.kura;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.console.Answer;
import org.bellcrank.console.Console;
import org.bellcrank.console.Request;
import org.bellcrank.console.Route;
import org.bellcrank.journal.Facts;

/** What the console's routes show, so that everyone is told the same. */
final class Views {

  private final Console console;

  Views(Console console) {
    this.console = console;
  }

  /**
   * Asks a route.
   *
   * @param path as the route writes it, parts in braces
   */
  Reply get(String path, Map<String, String> parts, Map<String, String> query)
      throws RefusedRequestException {
    return reply(ask("GET", path, new Request(parts, query, new byte[0])));
  }

  /**
   * Decides something, as a person does on the console's pages.
   *
   * @param path as the route writes it, with {@code {id}}
   */
  Reply decide(String path, String id, Facts body) throws RefusedRequestException {
    byte[] bytes = body.json().getBytes(StandardCharsets.UTF_8);
    return reply(ask("POST", path, new Request(Map.of("id", id), Map.of(), bytes)));
  }

  private static Reply reply(Answer answer) throws RefusedRequestException {
    if (answer instanceof Answer.Json json) {
      return Reply.json(json.facts());
    } else if (answer instanceof Answer.Content content) {
      return Reply.content(content.mediaType(), content.bytes());
    } else if (answer instanceof Answer.Refused refused) {
      throw RefusedRequestException.bad(refused.why());
    } else if (answer instanceof Answer.Conflict conflict) {
      throw RefusedRequestException.bad(conflict.why());
    } else if (answer instanceof Answer.Gone gone) {
      throw RefusedRequestException.missing(gone.why());
    } else if (answer instanceof Answer.NotFound missing) {
      throw RefusedRequestException.missing("there is no " + missing.what());
    }
    throw new IllegalStateException("an answer of a new kind: " + answer);
  }

  /** A route's object; empty where it has no other answer. */
  Facts facts(String path) {
    return facts(path, Map.of());
  }

  /** A route's object; empty where it has no other answer. */
  Facts facts(String path, Map<String, String> query) {
    Request request = new Request(Map.of(), query, new byte[0]);
    return ask("GET", path, request) instanceof Answer.Json json ? json.facts() : Facts.empty();
  }

  private Answer ask(String method, String path, Request request) {
    Optional<Route> route =
        console.routes().stream()
            .filter(each -> each.method().equals(method) && each.path().equals(path))
            .findFirst();
    return route
        .map(each -> each.answer(request))
        .orElseGet(() -> new Answer.NotFound("route " + path));
  }
}
