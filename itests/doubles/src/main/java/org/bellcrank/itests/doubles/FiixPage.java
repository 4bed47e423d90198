package org.bellcrank.itests.doubles;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The screen of the Fiix double: a table of work orders, one page for each. */
final class FiixPage {

  private static final String TEMPLATE = "fiix-page.html";
  private static final String ROOT = "/orders/";
  private static final String WHEN = "uuuu-MM-dd HH:mm:ss";

  private final ZoneId zone;
  private final FiixRecords records;
  private final Books books;

  FiixPage(Settings settings, FiixRecords records, Books books) {
    zone = ZoneId.of(settings.text("zone"));
    this.records = records;
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
          .append(Html.escape(title(order)))
          .append("</td><td>")
          .append(asset(order))
          .append("</td><td>")
          .append(Html.escape(priority(order)))
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
                Html.escape(title(order)),
                asset(order),
                Html.escape(priority(order)),
                Html.escape(order.status()),
                Html.escape(order.fields().get("strDescription")),
                Html.attachments(order, ROOT));
    return Html.page(TEMPLATE, order.number(), 15, body);
  }

  private String priority(BookedOrder order) {
    return records.name("Priority", order.fields().get("intPriorityID"));
  }

  /** The first line of the description: there is no title. */
  private static String title(BookedOrder order) {
    return String.valueOf(order.fields().get("strDescription")).lines().findFirst().orElse("");
  }

  private String asset(BookedOrder order) {
    return order.fields().get("WorkOrderAsset") instanceof List<?> list
        ? list.stream()
            .map(each -> records.name("Asset", ((Map<?, ?>) each).get("intAssetID")))
            .map(Html::escape)
            .collect(Collectors.joining(", "))
        : "";
  }
}
