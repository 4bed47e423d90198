package org.bellcrank.itests.doubles;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** The screen of the Atlas double: a table of work orders and requests, one page for each. */
final class AtlasPage {

  private static final String TEMPLATE = "atlas-page.html";
  private static final String ROOT = "/orders/";
  private static final String WHEN = "uuuu-MM-dd HH:mm:ss";

  private final ZoneId zone;
  private final AtlasAssets assets;
  private final Books books;

  AtlasPage(Settings settings, AtlasAssets assets, Books books) {
    zone = ZoneId.of(settings.text("zone"));
    this.assets = assets;
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
    StringBuilder rows = new StringBuilder("<h2>Work orders</h2><table>");
    for (BookedOrder order : Html.newest(books)) {
      rows.append("<tr><td><a href=\"")
          .append(ROOT)
          .append(order.number())
          .append("\">")
          .append(order.number())
          .append("</a></td><td>")
          .append(Html.escape(order.fields().get("title")))
          .append("</td><td>")
          .append(asset(order))
          .append("</td><td>")
          .append(Html.escape(order.fields().get("priority")))
          .append("</td><td>")
          .append(Html.escape(order.status()))
          .append("</td><td>")
          .append(Html.time(order.created(), zone, WHEN))
          .append("</td></tr>");
    }
    return Html.page(TEMPLATE, "Work orders", 3, rows + "</table>");
  }

  private Reply detail(BookedOrder order) {
    String body =
        "<p><a href=\"/\">All work orders</a></p><h2>%s %s</h2><p>%s, %s, %s</p><pre>%s</pre>%s"
            .formatted(
                order.number(),
                Html.escape(order.fields().get("title")),
                asset(order),
                Html.escape(order.fields().get("priority")),
                Html.escape(order.status()),
                Html.escape(order.fields().get("description")),
                Html.attachments(order, ROOT));
    return Html.page(TEMPLATE, order.number(), 15, body);
  }

  private String asset(BookedOrder order) {
    return order.fields().get("asset") instanceof Map<?, ?> asset
        ? Html.escape(assets.name(asset.get("id")))
        : "";
  }
}
