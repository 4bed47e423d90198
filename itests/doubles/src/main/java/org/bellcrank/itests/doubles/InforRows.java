package org.bellcrank.itests.doubles;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What grids show: orders and documents, with times as texts in the server's own zone. */
final class InforRows {

  private static final String SYSTEM = "@system";
  private static final String CHANGED = "@changed";
  private static final Set<String> DATES = Set.of("STARTDATE", "COMPLETEDDATE");

  private final Settings settings;
  private final Books books;
  private final List<Map<String, String>> plant;
  private final DateTimeFormatter format;

  InforRows(Settings settings, Books books, List<Map<String, String>> plant) {
    this.settings = settings;
    this.books = books;
    this.plant = plant;
    format = DateTimeFormatter.ofPattern(settings.text("grid.time"), Locale.ROOT);
  }

  boolean isTime(String path) {
    return CHANGED.equals(path) || DATES.contains(path);
  }

  /** Whether a text is a time as the user's format says. */
  boolean isWritten(String time) {
    try {
      LocalDateTime.parse(time, format);
      return true;
    } catch (DateTimeException otherForm) {
      return false;
    }
  }

  List<Map<String, Object>> orders() {
    return new ArrayList<>(books.orders().stream().map(this::row).toList());
  }

  private Map<String, Object> row(BookedOrder order) {
    Map<String, Object> row = new LinkedHashMap<>(order.fields());
    row.put(SYSTEM, system(order.status()));
    row.put(CHANGED, time(order.changed()));
    for (String date : DATES) {
      if (row.containsKey(date + "/YEAR")) {
        row.put(date, format.format(parts(row, date)));
      }
    }
    return row;
  }

  private String system(String status) {
    return settings.list("status.system").stream()
        .map(pair -> pair.split(":", 2))
        .filter(pair -> pair[0].equals(status))
        .map(pair -> pair[1])
        .findFirst()
        .orElse("");
  }

  private String time(Instant at) {
    return format.format(at.atZone(ZoneId.of(settings.text("zone"))));
  }

  private static LocalDateTime parts(Map<String, Object> row, String date) {
    return LocalDateTime.of(
        part(row, date + "/YEAR"),
        part(row, date + "/MONTH"),
        part(row, date + "/DAY"),
        part(row, date + "/HOUR"),
        part(row, date + "/MINUTE"));
  }

  private static int part(Map<String, Object> row, String path) {
    return Integer.parseInt(String.valueOf(row.getOrDefault(path, "0")));
  }

  /** The equipment of the organisation. */
  List<Map<String, Object>> equipment() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, String> each : plant) {
      if ("EQUIPMENTID/EQUIPMENTCODE".equals(each.get("kind"))) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("EQUIPMENTCODE", each.get("code"));
        row.put("DESCRIPTION", each.get("words"));
        row.put("ORGANIZATIONCODE", settings.text("organization"));
        row.put("STATUSCODE", each.get("status"));
        row.put(SYSTEM, each.get("system"));
        row.put("SERIALNUMBER", each.get("serial"));
        row.put("MANUFACTURERCODE", each.get("maker"));
        row.put("MODEL", each.get("model"));
        row.put("COMMISSIONDATE", each.get("commissioned"));
        row.put("CRITICALITYCODE", each.get("criticality"));
        rows.add(row);
      }
    }
    return rows;
  }

  List<Map<String, Object>> documents() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (BookedOrder order : books.orders()) {
      for (BookedAttachment document : order.attachments()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("document", document.description());
        row.put("entity", "EVNT");
        row.put("code", order.number());
        rows.add(row);
      }
    }
    return rows;
  }
}
