package org.bellcrank.itests.doubles;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The screen of the SAP double: the list of notifications and one of them, as a planner sees it.
 */
final class SapPage {

  private static final String TEMPLATE = "sap-page.html";
  private static final String ROOT = "/ui/notification/";
  private static final String TIME = "dd.MM.yyyy, HH:mm:ss";

  private final Books books;
  private final SapRules rules;
  private final ZoneId zone;
  private final TreeMap<Integer, String> priorities;
  private final Map<String, String> statuses = Settings.statusWords("sap-status.csv");

  SapPage(Settings settings, SapRules rules, Books books) {
    this.books = books;
    this.rules = rules;
    zone = ZoneId.of(settings.text("zone"));
    priorities = settings.words("priority.words");
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
    StringBuilder rows = new StringBuilder();
    for (BookedOrder order : Html.newest(books)) {
      rows.append("<tr><td class=\"text\"><a href=\"")
          .append(ROOT)
          .append(order.number())
          .append("\">")
          .append(Html.escape(order.fields().get("NotificationText")))
          .append("</a><small>")
          .append(Html.escape(order.number()))
          .append("</small></td><td>")
          .append(object(order))
          .append("</td><td class=\"prio p")
          .append(Html.escape(order.fields().get("MaintPriority")))
          .append("\">")
          .append(priority(order))
          .append("</td><td><span class=\"status ")
          .append(order.status())
          .append("\">")
          .append(statuses.get(order.status()))
          .append("</span></td><td class=\"clip\">")
          .append(order.attachments().isEmpty() ? "" : order.attachments().size())
          .append("</td><td class=\"time\">")
          .append(Html.time(order.created(), zone, TIME))
          .append("</td></tr>");
    }
    int all = books.orders().size();
    String none = "<tr><td colspan=\"6\" class=\"none\">No notifications yet.</td></tr>";
    String body =
        "<h2>Maintenance Notifications <small>("
            + all
            + ")</small></h2><table class=\"list\"><thead><tr><th>Notification</th>"
            + "<th>Technical Object</th><th>Priority</th><th>Phase</th><th>Files</th>"
            + "<th>Created On</th></tr></thead><tbody>"
            + (all == 0 ? none : rows)
            + "</tbody></table>";
    return Html.page(TEMPLATE, "Maintenance Notifications", 3, body);
  }

  private Reply detail(BookedOrder order) {
    Map<String, Object> fields = order.fields();
    StringBuilder rows = new StringBuilder();
    row(rows, "Notification", Html.escape(order.number()));
    row(rows, "Type", Html.escape(fields.get("NotificationType")));
    row(rows, "Technical Object", object(order));
    row(rows, "Priority", priority(order));
    row(rows, "Phase", statuses.get(order.status()) + " <small>" + order.status() + "</small>");
    row(rows, "Planning Plant", Html.escape(fields.get("MaintenancePlanningPlant")));
    row(rows, "Main Work Center", Html.escape(fields.get("MainWorkCenter")));
    row(rows, "Coding", codes(fields, "MaintNotificationCodeGroup", "MaintNotificationCode"));
    row(rows, "Breakdown", Boolean.TRUE.equals(fields.get("MaintenanceObjectIsDown")) ? "Yes" : "");
    row(rows, "Required End", Html.escape(fields.get("RequiredEndDate")));
    row(rows, "Reported By", Html.escape(fields.get("ReportedByUser")));
    row(rows, "Created On", Html.time(order.created(), zone, TIME));
    row(rows, "External Reference", Html.escape(fields.get("MaintNotifExtReferenceNumber")));
    Object text = fields.get("MaintNotifLongTextForEdit");
    String body =
        "<p class=\"back\"><a href=\"/\">&lsaquo; Maintenance Notifications</a></p><h2>"
            + Html.escape(fields.get("NotificationText"))
            + "</h2><table class=\"record\">"
            + rows
            + "</table><h3>Long Text</h3>"
            + (text == null
                ? "<p class=\"none\">None.</p>"
                : "<div class=\"details\">" + Html.escape(text) + "</div>")
            + "<h3>Items</h3>"
            + items(fields.get("to_Item"))
            + "<h3>Attachments</h3>"
            + Html.attachments(order, ROOT);
    return Html.page(TEMPLATE, "Notification " + order.number(), 15, body);
  }

  private static String items(Object items) {
    StringBuilder rows = new StringBuilder();
    if (items instanceof List<?> list) {
      for (Object each : list) {
        Map<String, Object> item = Json.object((Map<?, ?>) each);
        row(
            rows,
            Html.escape(item.get("MaintenanceNotificationItem")),
            Html.escape(item.get("MaintNotifItemText"))
                + " <small>"
                + codes(item, "MaintNotifDamageCodeGroup", "MaintNotificationDamageCode")
                + "</small>");
      }
    }
    return rows.isEmpty()
        ? "<p class=\"none\">None.</p>"
        : "<table class=\"record\">" + rows + "</table>";
  }

  private static String codes(Map<String, Object> fields, String group, String code) {
    return Html.escape(fields.get(group)) + " " + Html.escape(fields.get(code));
  }

  private String object(BookedOrder order) {
    Object number = order.fields().get("TechnicalObject");
    String words =
        number == null ? "" : rules.object(number).map(row -> row.get("description")).orElse("");
    return number == null ? "" : Html.escape(number) + " <small>" + Html.escape(words) + "</small>";
  }

  private String priority(BookedOrder order) {
    Object value = order.fields().get("MaintPriority");
    return value == null || value.toString().isBlank()
        ? ""
        : Html.escape(value)
            + " <small>"
            + priorities.get(Integer.valueOf(value.toString()))
            + "</small>";
  }

  private static void row(StringBuilder rows, String name, String value) {
    if (!value.isBlank()) {
      rows.append("<tr><th>").append(name).append("</th><td>").append(value).append("</td></tr>");
    }
  }
}
