package org.bellcrank.console;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;
import org.bellcrank.pipeline.Statement;

/**
 * What a person posts: {@code who} and {@code why}, and what the desk asks besides.
 *
 * @param id what it is about
 */
record Decision(String id, Facts given) {

  /** A route on which a person decides about one thing; {@code {id}} stands in its path. */
  static Route route(String path, Function<Decision, Facts> work) {
    return Path.post(path, request -> answer(request, work));
  }

  private static Answer answer(Request request, Function<Decision, Facts> work) {
    try {
      Facts given = Facts.parse(new String(request.body(), StandardCharsets.UTF_8));
      return new Answer.Json(work.apply(new Decision(request.path().get("id"), given)));
    } catch (FactsException | IllegalArgumentException e) {
      return new Answer.Refused(e.getMessage());
    } catch (IllegalStateException | Desks.ClosedException e) {
      return new Answer.Conflict(e.getMessage());
    }
  }

  Statement statement() {
    return new Statement(text("who").orElse(""), text("why").orElse(""));
  }

  /** Who decides, where no reason is asked. */
  String who() {
    return new Statement(text("who").orElse(""), "-").who();
  }

  /** A text; empty when it is not given or blank. */
  Optional<String> text(String name) {
    return given.text(name).map(String::strip).filter(text -> !text.isEmpty());
  }

  String require(String name, String allowed) {
    return text(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "given %s nothing; allowed: %s".formatted(name, allowed)));
  }

  boolean truth(String name) {
    return given.bool(name).orElse(false);
  }
}
