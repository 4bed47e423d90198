package org.bellcrank.itests.doubles;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a work order or a service request looks like when it is read. */
final class MaximoRecord {

  private static final String LONG = "description_longdescription";

  private final Settings settings;
  private final MaximoLinks links;
  private final Books books;
  private final Map<MaximoStructure, MaximoStatuses> statuses =
      new EnumMap<>(MaximoStructure.class);

  MaximoRecord(Settings settings, MaximoLinks links, Books books) {
    this.settings = settings;
    this.links = links;
    this.books = books;
    for (MaximoStructure each : MaximoStructure.values()) {
      statuses.put(each, new MaximoStatuses(each, settings));
    }
  }

  MaximoStatuses statuses(MaximoStructure structure) {
    return statuses.get(structure);
  }

  /**
   * What a clause can ask for, without the price of a whole record: a search looks at every order.
   */
  static Map<String, Object> searchable(BookedOrder order) {
    Map<String, Object> columns = new HashMap<>(order.fields());
    columns.put(MaximoStructure.of(order).number(), order.number());
    columns.put(MaximoStructure.of(order).id(), order.id());
    columns.put("status", order.status());
    columns.put("statusdate", last(order).split(" ")[0]);
    columns.put("changedate", order.changed());
    return columns;
  }

  /** Everything, in plain keys. */
  Map<String, Object> whole(BookedOrder order, Request request) {
    Map<String, Object> record = new LinkedHashMap<>();
    MaximoStructure structure = MaximoStructure.of(order);
    record.put(structure.number(), order.number());
    record.put(structure.id(), order.id());
    record.put("orgid", settings.text("orgid"));
    order.fields().forEach((key, value) -> put(record, key, value));
    if (settings.flag("longdescription.richtext")) {
      record.computeIfPresent(LONG, (key, text) -> richText(text.toString()));
    }
    String shown = statuses(structure).shown(order.status());
    record.put("status", shown);
    record.put("status_description", shown);
    if ("1".equals(request.query().get("internalvalues"))) {
      record.put("status_maxvalue", statuses(structure).internal(order.status()));
    }
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

  /** The columns that oslc.select or the header properties name. */
  Map<String, Object> selected(BookedOrder order, Request request, String select) throws CmmsError {
    return selected(order, request, MaximoSelect.parse(select));
  }

  Map<String, Object> selected(BookedOrder order, Request request, MaximoSelect select)
      throws CmmsError {
    Map<String, Object> selected = select.of(whole(order, request));
    for (Map.Entry<String, MaximoSelect> each : select.related().entrySet()) {
      put(selected, each.getKey(), related(order, each.getKey(), request, each.getValue()));
    }
    return selected;
  }

  /** Related records stand in a list of the relationship's name. */
  private Object related(
      BookedOrder order, String relationship, Request request, MaximoSelect select)
      throws CmmsError {
    return switch (relationship) {
      case "newworkorder" -> {
        Optional<BookedOrder> grown = grown(order);
        yield grown.isEmpty() ? null : List.of(selected(grown.get(), request, select));
      }
      case "showplanmaterial" -> order.fields().get(MaximoMaterials.CHILD);
      case "failurereport" -> order.fields().get(relationship);
      default -> throw new CmmsError("where", relationship);
    };
  }

  /** The last work order that was made of a request. */
  private Optional<BookedOrder> grown(BookedOrder request) {
    return books.orders().stream()
        .filter(each -> request.number().equals(each.fields().get("origrecordid")))
        .filter(
            each ->
                MaximoStructure.of(request).object().equals(each.fields().get("origrecordclass")))
        .reduce((first, second) -> second);
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
