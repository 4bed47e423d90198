package org.bellcrank.itests.doubles;

import java.time.ZoneId;
import java.util.Optional;

/** The screen of the Dynamics double: a table of requests, one page for each. */
final class DynamicsPage {

  private static final String TEMPLATE = "dynamics-page.html";
  private static final String ROOT = "/orders/";
  private static final String WHEN = "uuuu-MM-dd HH:mm:ss";

  private final ZoneId zone;
  private final DynamicsRequests requests;
  private final Books books;

  DynamicsPage(Settings settings, DynamicsRequests requests, Books books) {
    zone = ZoneId.of(settings.text("zone"));
    this.requests = requests;
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
    StringBuilder rows = new StringBuilder("<h2>Maintenance requests</h2><table>");
    for (BookedOrder order : Html.newest(books)) {
      rows.append("<tr><td><a href=\"")
          .append(ROOT)
          .append(order.number())
          .append("\">")
          .append(order.number())
          .append("</a></td><td>")
          .append(Html.escape(order.fields().get("Description")))
          .append("</td><td>")
          .append(Html.escape(requests.assetName(order)))
          .append("</td><td>")
          .append(Html.escape(order.fields().get("WorkOrderPriority")))
          .append("</td><td>")
          .append(Html.escape(order.status()))
          .append("</td><td>")
          .append(Html.time(order.created(), zone, WHEN))
          .append("</td></tr>");
    }
    return Html.page(TEMPLATE, "Maintenance requests", 3, rows + "</table>");
  }

  private Reply detail(BookedOrder order) {
    String body =
        "<p><a href=\"/\">All requests</a></p><h2>%s %s</h2><p>%s, %s, %s</p><pre>%s</pre>%s"
            .formatted(
                order.number(),
                Html.escape(order.fields().get("Description")),
                Html.escape(requests.assetName(order)),
                Html.escape(order.fields().get("WorkOrderPriority")),
                Html.escape(order.status()),
                Html.escape(order.fields().get("Notes")),
                Html.attachments(order, ROOT));
    return Html.page(TEMPLATE, order.number(), 15, body);
  }
}
