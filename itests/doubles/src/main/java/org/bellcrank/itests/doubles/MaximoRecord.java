package org.bellcrank.itests.doubles;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a work order looks like when it is read. */
final class MaximoRecord {

  private static final String LONG = "description_longdescription";

  private final Settings settings;
  private final MaximoLinks links;

  MaximoRecord(Settings settings, MaximoLinks links) {
    this.settings = settings;
    this.links = links;
  }

  /**
   * What a clause can ask for, without the price of a whole record: a search looks at every order.
   */
  static Map<String, Object> searchable(BookedOrder order) {
    Map<String, Object> columns = new HashMap<>(order.fields());
    columns.put("wonum", order.number());
    columns.put("workorderid", order.id());
    columns.put("status", order.status());
    columns.put("statusdate", last(order).split(" ")[0]);
    columns.put("changedate", order.changed());
    return columns;
  }

  /** Everything, in plain keys. */
  Map<String, Object> whole(BookedOrder order, Request request) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("wonum", order.number());
    record.put("workorderid", order.id());
    record.put("orgid", settings.text("orgid"));
    order.fields().forEach((key, value) -> put(record, key, value));
    if (settings.flag("longdescription.richtext")) {
      record.computeIfPresent(LONG, (key, text) -> richText(text.toString()));
    }
    String shown = synonym(order.status());
    record.put("status", shown);
    record.put("status_description", shown);
    record.put("status_maxvalue", order.status());
    record.put("statusdate", local(Instant.parse(last(order).split(" ")[0])));
    record.put("changedate", local(order.changed()));
    record.put("changeby", settings.text("user"));
    record.put("_rowstamp", rowstamp(order));
    String href = links.order(request, order);
    record.put("href", href);
    if (settings.flag("objectstructure.doclinks")) {
      record.put("doclinks", Json.of("href", href + "/doclinks"));
    }
    return record;
  }

  private String synonym(String internal) {
    return settings.list("status.synonyms").stream()
        .filter(each -> each.startsWith(internal + ":"))
        .map(each -> each.substring(internal.length() + 1))
        .findFirst()
        .orElse(internal);
  }

  /** The columns that oslc.select or the header properties name; * for all. */
  Map<String, Object> selected(BookedOrder order, Request request, String select) {
    Map<String, Object> whole = whole(order, request);
    List<String> columns = List.of(select.replace("spi:", "").split("\\s*,\\s*"));
    if (!columns.contains("*")) {
      whole.keySet().removeIf(key -> !columns.contains(key) && !"href".equals(key));
    }
    return whole;
  }

  static String rowstamp(BookedOrder order) {
    return Long.toString(
        order.changed().toEpochMilli() * 10 + order.history().size() + order.attachments().size());
  }

  private static String richText(String text) {
    return "<div>" + Html.escape(text).replace("\n", "<br />\n") + "</div><!-- RICH TEXT -->";
  }

  private static String last(BookedOrder order) {
    return order.history().get(order.history().size() - 1);
  }

  /** The server writes its own local time. */
  String local(Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.of(settings.text("zone"))));
  }

  private static void put(Map<String, Object> record, String key, Object value) {
    if (value != null) {
      record.put(key, value);
    }
  }
}
