package org.bellcrank.itests.doubles;

import java.time.ZoneId;
import java.util.Optional;

/** The screen of the ECC double: a table of notifications, one page for each. */
final class EccPage {

  private static final String TEMPLATE = "ecc-page.html";
  private static final String ROOT = "/orders/";

  private final ZoneId zone;
  private final Books books;

  EccPage(Settings settings, Books books) {
    zone = ZoneId.of(settings.text("zone"));
    this.books = books;
  }

  Optional<Reply> answer(Request request) {
    if ("/".equals(request.path())) {
      return Optional.of(list());
    }
    if (!request.path().startsWith(ROOT)) {
      return Optional.empty();
    }
    String[] parts = request.path().substring(ROOT.length()).split("/");
    return parts.length == 3
        ? Html.file(books, parts[0], parts[2])
        : books.byNumber(parts[0]).map(this::detail);
  }

  private Reply list() {
    StringBuilder rows = new StringBuilder("<h2>Notifications</h2><table>");
    for (BookedOrder order : Html.newest(books)) {
      rows.append(
          "<tr><td><a href=\"%s%s\">%s</a></td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
              .formatted(
                  ROOT,
                  order.number(),
                  order.number(),
                  Html.escape(order.fields().get("SHORT_TEXT")),
                  Html.escape(order.fields().get("EQUIPMENT")),
                  Html.escape(order.status()),
                  Html.time(order.created(), zone, "uuuu-MM-dd HH:mm:ss")));
    }
    return Html.page(TEMPLATE, "Notifications", 3, rows + "</table>");
  }

  private Reply detail(BookedOrder order) {
    String body =
        "<p><a href=\"/\">All notifications</a></p><h2>%s %s</h2><p>%s, %s</p><pre>%s</pre>%s"
            .formatted(
                order.number(),
                Html.escape(order.fields().get("SHORT_TEXT")),
                Html.escape(order.fields().get("EQUIPMENT")),
                Html.escape(order.status()),
                Html.escape(order.fields().get("LONGTEXT")),
                Html.attachments(order, ROOT));
    return Html.page(TEMPLATE, order.number(), 15, body);
  }
}
