package org.bellcrank.itests.doubles;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A work order between the JSON of the REST services and leaves by their paths. */
final class InforTree {

  private static final String YEAR = "YEAR";
  private static final List<String> PARTS =
      List.of("MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "SUBSECOND");
  private static final String TYPE = "qualifier";

  private final InforRecord record;
  private final List<Map<String, String>> facts = Facts.table("infor-rest-fields.csv");

  InforTree(InforRecord record) {
    this.record = record;
  }

  /** The leaves, without those that are null or empty. */
  Map<String, Object> read(Map<String, Object> json) throws SoapFault {
    Map<String, Object> fields = new LinkedHashMap<>();
    leaves(json, "", fields);
    return fields;
  }

  private void leaves(Map<?, ?> tree, String path, Map<String, Object> fields) throws SoapFault {
    for (Map.Entry<?, ?> entry : tree.entrySet()) {
      String here = path.isEmpty() ? "" + entry.getKey() : path + "/" + entry.getKey();
      Object value = entry.getValue();
      if (value == null || "".equals(value) || isBesideTheFields(here)) {
        continue;
      }
      boolean date = fact(here).filter(row -> row.get("kind").equals("date")).isPresent();
      if (value instanceof Map<?, ?> below && date) {
        date(below, here, fields);
      } else if (value instanceof Map<?, ?> below) {
        leaves(below, here, fields);
      } else {
        fields.put(here, text(here, value));
      }
    }
  }

  /** What the service shows beside its fields, and words beside codes. */
  private static boolean isBesideTheFields(String path) {
    return List.of("recordid", "is_completed", "WORKORDERID/auto_generated").contains(path)
        || path.endsWith("/DESCRIPTION") && !path.equals("WORKORDERID/DESCRIPTION");
  }

  private Optional<Map<String, String>> fact(String path) {
    return facts.stream().filter(row -> row.get("name").equals(path)).findFirst();
  }

  private String text(String path, Object value) throws SoapFault {
    Map<String, String> row =
        fact(path)
            .orElseThrow(() -> record.refused(path, "Field %s is not known.".formatted(path)));
    String text = String.valueOf(value);
    int most = Integer.parseInt(row.get("length"));
    if (!(value instanceof String) || text.length() > most) {
      throw record.refused(path, "%s is no text of at most %d.".formatted(path, most));
    }
    return text;
  }

  /** The year is a moment in it; a plain one is a moment of 1970. */
  private void date(Map<?, ?> parts, String path, Map<String, Object> fields) throws SoapFault {
    if (!(parts.get(YEAR) instanceof Number year)) {
      throw record.refused(path, "%s has no year.".formatted(path));
    }
    int read = Instant.ofEpochMilli(year.longValue()).atZone(ZoneOffset.UTC).getYear();
    fields.put(path + "/" + YEAR, String.valueOf(read));
    for (String part : PARTS) {
      Object value = parts.get(part);
      if (value != null && !(value instanceof Number)) {
        throw record.refused(path, "%s of %s is no number.".formatted(part, path));
      }
      fields.put(path + "/" + part, String.valueOf(value == null ? 0 : value));
    }
    fields.put(path + "/TIMEZONE", "UTC");
  }

  /** The order as the service shows it. */
  Map<String, Object> written(BookedOrder order) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("recordid", order.fields().get("recordid"));
    order
        .fields()
        .forEach(
            (path, value) -> {
              if (value instanceof String) {
                put(tree, path, shown(path, (String) value));
              }
            });
    return tree;
  }

  private Object shown(String path, String value) {
    int last = path.lastIndexOf('/');
    boolean part = last > 0 && fact(path.substring(0, last)).isPresent();
    if (!part) {
      return value;
    }
    if (path.endsWith("/TIMEZONE")) {
      return "+0000";
    }
    return path.endsWith("/" + YEAR)
        ? LocalDate.of(Integer.parseInt(value), 1, 2)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant()
            .toEpochMilli()
        : (Object) Integer.valueOf(value);
  }

  @SuppressWarnings("unchecked")
  private void put(Map<String, Object> tree, String path, Object value) {
    Map<String, Object> here = tree;
    String[] names = path.split("/");
    for (int i = 0; i < names.length - 1; i++) {
      here =
          (Map<String, Object>)
              here.computeIfAbsent(names[i], none -> new LinkedHashMap<String, Object>());
    }
    here.put(names[names.length - 1], value);
    if (names[names.length - 1].equals(YEAR)) {
      here.put(TYPE, "OTHER");
    }
  }
}
