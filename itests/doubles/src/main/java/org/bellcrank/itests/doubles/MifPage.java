package org.bellcrank.itests.doubles;

import java.util.Optional;

/** The screen of the double: a table of work orders, as the planner sees it. */
final class MifPage {

  private final Books books;

  MifPage(Books books) {
    this.books = books;
  }

  Optional<Reply> answer(Request request) {
    if (!"/".equals(request.path())) {
      return Optional.empty();
    }
    StringBuilder rows = new StringBuilder("<h2>Work Orders</h2><table class=\"list\">");
    for (BookedOrder order : Html.newest(books)) {
      rows.append(
          "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%d</td></tr>"
              .formatted(
                  order.number(),
                  Html.escape(order.fields().get("DESCRIPTION")),
                  Html.escape(order.fields().get("ASSETNUM")),
                  Html.escape(order.status()),
                  order.attachments().size()));
    }
    return Optional.of(Html.page("maximo-page.html", "List View", 3, rows + "</table>"));
  }
}
