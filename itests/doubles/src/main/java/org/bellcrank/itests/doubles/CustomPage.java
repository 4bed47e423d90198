package org.bellcrank.itests.doubles;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The screen of the small REST CMMS: cards, one per work order. */
final class CustomPage {

  private static final String TEMPLATE = "custom-page.html";
  private static final String ROOT = "/orders/";
  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  private final Books books;
  private final TreeMap<Integer, String> priorities;
  private final Map<String, String> statuses = Settings.statusWords("custom-status.csv");
  private final Map<String, String> assets = new LinkedHashMap<>();

  CustomPage(Settings settings, List<Map<String, String>> plant, Books books) {
    this.books = books;
    priorities = settings.words("priority.words");
    plant.forEach(row -> assets.put(row.get("tag"), row.get("description")));
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
    StringBuilder cards = new StringBuilder();
    for (BookedOrder order : Html.newest(books)) {
      cards
          .append("<a class=\"card p")
          .append(order.fields().get("priority"))
          .append("\" href=\"")
          .append(ROOT)
          .append(order.number())
          .append("\"><span class=\"no\">")
          .append(order.number())
          .append("</span><span class=\"title\">")
          .append(Html.escape(order.fields().get("title")))
          .append("</span><span class=\"asset\">")
          .append(asset(order))
          .append("</span><span class=\"prio\">")
          .append(priority(order))
          .append("</span><span class=\"state\">")
          .append(statuses.get(order.status()))
          .append(order.attachments().isEmpty() ? "" : " &middot; " + files(order))
          .append("</span><span class=\"when\">")
          .append(Html.time(order.created(), ZONE, "dd/MM/yyyy HH:mm:ss"))
          .append("</span></a>");
    }
    int all = books.orders().size();
    String body =
        "<h2>Work orders <span class=\"count\">"
            + all
            + "</span></h2>"
            + (all == 0 ? "<p class=\"none\">No work orders yet.</p>" : cards);
    return Html.page(TEMPLATE, "Work orders", 3, body);
  }

  private Reply detail(BookedOrder order) {
    Map<String, Object> fields = order.fields();
    StringBuilder rows = new StringBuilder();
    row(rows, "Asset", asset(order));
    row(rows, "Priority", priority(order));
    row(rows, "Kind", Html.escape(fields.get("kind")));
    row(rows, "Status", statuses.get(order.status()));
    row(rows, "Requested by", Html.escape(fields.get("requested_by")));
    row(rows, "Created", Html.time(order.created(), ZONE, "dd/MM/yyyy HH:mm:ss"));
    row(rows, "Due", Html.escape(fields.get("due_at")));
    row(rows, "External reference", Html.escape(fields.get("external_reference")));
    String text = Html.escape(fields.get("body"));
    String body =
        "<p class=\"back\"><a href=\"/\">&larr; All work orders</a></p><article><h2>"
            + Html.escape(fields.get("title"))
            + " <span class=\"count\">"
            + order.number()
            + "</span></h2><dl>"
            + rows
            + "</dl>"
            + (text.isBlank() ? "" : "<div class=\"text\">" + text + "</div>")
            + "<h3>Files</h3>"
            + Html.attachments(order, ROOT)
            + "</article>";
    return Html.page(TEMPLATE, order.number(), 15, body);
  }

  private static String files(BookedOrder order) {
    int count = order.attachments().size();
    return count + (count == 1 ? " file" : " files");
  }

  private String asset(BookedOrder order) {
    Object tag = order.fields().get("asset_tag");
    return Html.escape(tag) + " <small>" + Html.escape(assets.getOrDefault(tag, "")) + "</small>";
  }

  private String priority(BookedOrder order) {
    int number = ((Number) order.fields().get("priority")).intValue();
    return number + " " + priorities.get(number);
  }

  private static void row(StringBuilder rows, String name, String value) {
    if (!value.isBlank()) {
      rows.append("<dt>").append(name).append("</dt><dd>").append(value).append("</dd>");
    }
  }
}
