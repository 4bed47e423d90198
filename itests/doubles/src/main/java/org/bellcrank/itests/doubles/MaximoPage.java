package org.bellcrank.itests.doubles;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The screen of the Maximo double: work order tracking, as the planner sees it. */
final class MaximoPage {

  private static final String TEMPLATE = "maximo-page.html";
  private static final String ROOT = "/maximo/ui/workorder/";

  private final Books books;
  private final ZoneId zone;
  private final TreeMap<Integer, String> priorities;
  private final Map<String, String> assets = new LinkedHashMap<>();

  MaximoPage(Settings settings, List<Map<String, String>> plant, Books books) {
    this.books = books;
    zone = ZoneId.of(settings.text("zone"));
    priorities = settings.words("priority.words");
    plant.forEach(row -> assets.put(row.get("assetnum"), row.get("description")));
  }

  Optional<Reply> answer(Request request) {
    if ("/".equals(request.path()) || "/maximo".equals(request.path())) {
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
    StringBuilder rows = new StringBuilder();
    for (BookedOrder order : Html.newest(books)) {
      rows.append("<tr><td class=\"num\"><a href=\"")
          .append(ROOT)
          .append(order.number())
          .append("\">")
          .append(Html.escape(order.number()))
          .append("</a></td><td class=\"text\">")
          .append(Html.escape(order.fields().get("description")))
          .append("</td><td>")
          .append(asset(order))
          .append("</td><td>")
          .append(priority(order))
          .append("</td><td><span class=\"status ")
          .append(order.status())
          .append("\">")
          .append(Html.escape(order.status()))
          .append("</span></td><td class=\"clip\">")
          .append(order.attachments().isEmpty() ? "" : order.attachments().size())
          .append("</td><td class=\"time\">")
          .append(Html.time(order.created(), zone, "M/d/yy h:mm:ss a"))
          .append("</td></tr>");
    }
    int all = books.orders().size();
    String body =
        "<h2>Work Orders <small>"
            + (all == 0 ? "0 - 0" : "1 - " + Math.min(all, Html.SHOWN))
            + " of "
            + all
            + "</small></h2><table class=\"list\"><thead><tr><th>Work Order</th>"
            + "<th>Description</th><th>Asset</th><th>Priority</th><th>Status</th>"
            + "<th>Files</th><th>Reported</th></tr></thead><tbody>"
            + (all == 0
                ? "<tr><td colspan=\"7\" class=\"none\">No rows to display</td></tr>"
                : rows)
            + "</tbody></table>";
    return Html.page(TEMPLATE, "List View", 3, body);
  }

  private Reply detail(BookedOrder order) {
    Map<String, Object> fields = order.fields();
    StringBuilder rows = new StringBuilder();
    row(rows, kind(order), Html.escape(order.number()));
    row(rows, "Description", Html.escape(fields.get("description")));
    row(rows, "Site", Html.escape(fields.get("siteid")));
    row(rows, "Asset", asset(order));
    row(rows, "Location", Html.escape(fields.get("location")));
    row(rows, "Work Type", Html.escape(fields.get("worktype")));
    row(rows, "Priority", priority(order));
    row(rows, "Status", order.status() + " &middot; " + words(order));
    row(rows, "Failure Class", Html.escape(fields.get("failurecode")));
    row(rows, "Problem Code", Html.escape(fields.get("problemcode")));
    row(rows, "Reported By", Html.escape(fields.get("reportedby")));
    row(rows, "Reported Date", Html.time(order.created(), zone, "M/d/yy h:mm:ss a"));
    row(rows, "Target Finish", Html.escape(fields.get("targcompdate")));
    row(rows, "External Reference", Html.escape(fields.get("externalrefid")));
    Object details = fields.get("description_longdescription");
    String body =
        "<p class=\"back\"><a href=\"/\">&lsaquo; List View</a></p><h2>"
            + kind(order)
            + " "
            + Html.escape(order.number())
            + "</h2><table class=\"record\">"
            + rows
            + "</table>"
            + "<h3>Details</h3>"
            + (details == null
                ? "<p class=\"none\">None.</p>"
                : "<div class=\"details\">" + Html.escape(details) + "</div>")
            + "<h3>Attachments</h3>"
            + Html.attachments(order, ROOT);
    return Html.page(TEMPLATE, kind(order) + " " + order.number(), 15, body);
  }

  private static String kind(BookedOrder order) {
    return MaximoStructure.of(order) == MaximoStructure.REQUEST ? "Service Request" : "Work Order";
  }

  private static String words(BookedOrder order) {
    return Settings.statusWords(MaximoStructure.of(order).table("status")).get(order.status());
  }

  private String asset(BookedOrder order) {
    Object number = order.fields().get("assetnum");
    return number == null
        ? ""
        : Html.escape(number)
            + " <small>"
            + Html.escape(assets.getOrDefault(number, ""))
            + "</small>";
  }

  /** The number with its band: 0 is the lowest here, which is easily read the wrong way round. */
  private String priority(BookedOrder order) {
    Object value = order.fields().get("wopriority");
    return value instanceof Number number
        ? number + " <small>" + priorities.floorEntry(number.intValue()).getValue() + "</small>"
        : Html.escape(order.fields().get("reportedpriority"));
  }

  private static void row(StringBuilder rows, String name, String value) {
    if (!value.isBlank()) {
      rows.append("<tr><th>").append(name).append("</th><td>").append(value).append("</td></tr>");
    }
  }
}
