package org.bellcrank.itests.doubles;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The screen of the Infor double: a table of work orders, one page for each. */
final class InforPage {

  private static final String TEMPLATE = "infor-page.html";
  private static final String ROOT = "/orders/";

  private final ZoneId zone;
  private final Books books;

  InforPage(Settings settings, Books books) {
    zone = ZoneId.of(settings.text("zone"));
    this.books = books;
  }

  Optional<Reply> answer(Request request) {
    if ("/".equals(request.path())) {
      return Optional.of(list());
    }
    // The product's own address of one order, as its mails have it.
    if ("/web/base/logindisp".equals(request.path())) {
      return request.parameter("workordernum").flatMap(books::byNumber).map(this::detail);
    }
    return request.path().startsWith(ROOT)
        ? books.byNumber(request.path().substring(ROOT.length())).map(this::detail)
        : Optional.empty();
  }

  private Reply list() {
    StringBuilder rows = new StringBuilder("<h2>Work orders</h2><table>");
    for (BookedOrder order : Html.newest(books)) {
      rows.append(
          "<tr><td><a href=\"%s%s\">%s</a></td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
              .formatted(
                  ROOT,
                  order.number(),
                  order.number(),
                  Html.escape(order.fields().get("WORKORDERID/DESCRIPTION")),
                  Html.escape(order.fields().get("EQUIPMENTID/EQUIPMENTCODE")),
                  Html.escape(order.status()),
                  Html.time(order.created(), zone, "uuuu-MM-dd HH:mm:ss")));
    }
    return Html.page(TEMPLATE, "Work orders", 3, rows + "</table>");
  }

  private Reply detail(BookedOrder order) {
    String comments =
        InforOrders.comments(order).stream()
            .map(each -> "<pre>" + Html.escape(((Map<?, ?>) each).get("text")) + "</pre>")
            .collect(Collectors.joining());
    String documents =
        order.attachments().stream()
            .map(each -> "<p>" + Html.escape(each.name()) + "</p>")
            .collect(Collectors.joining());
    String body =
        "<p><a href=\"/\">All work orders</a></p><h2>%s %s</h2><p>%s, %s, %s</p>%s%s"
            .formatted(
                order.number(),
                Html.escape(order.fields().get("WORKORDERID/DESCRIPTION")),
                Html.escape(order.fields().get("EQUIPMENTID/EQUIPMENTCODE")),
                Html.escape(order.fields().get("PRIORITY/PRIORITYCODE")),
                Html.escape(order.status()),
                comments,
                documents);
    return Html.page(TEMPLATE, order.number(), 15, body);
  }
}
