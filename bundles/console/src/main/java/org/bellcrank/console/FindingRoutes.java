package org.bellcrank.console;

import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.FindingBook;

/** Findings: the newest, and one with its why-card. */
final class FindingRoutes {

  private FindingRoutes() {}

  static List<Route> of(Store store) {
    return List.of(
        Path.get(
            "/api/findings",
            request ->
                new Answer.Json(
                    Facts.with(
                            "findings",
                            store.read(
                                unit ->
                                    unit
                                        .port(FindingBook.class)
                                        .newest(before(request), request.limit(40, 200))
                                        .stream()
                                        .map(FindingView::line)
                                        .toList()))
                        .build())),
        Path.get(
            "/api/findings/{id}",
            request -> {
              String id = request.path().get("id");
              Optional<Facts> found =
                  store.read(
                      unit ->
                          unit.port(FindingBook.class)
                              .find(id)
                              .map(
                                  row ->
                                      FindingView.full(row, StretchView.of(unit, List.of(row)))));
              return found
                  .<Answer>map(Answer.Json::new)
                  .orElseGet(() -> new Answer.NotFound("finding " + id));
            }));
  }

  /** The row to go on from; 0 for the newest. */
  static long before(Request request) {
    return request
        .query("before")
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(Long::parseLong)
        .orElse(0L);
  }
}
