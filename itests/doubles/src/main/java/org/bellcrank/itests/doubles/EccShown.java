package org.bellcrank.itests.doubles;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** A notification's header as the wrapper shows it, with dates and times in the plant's zone. */
final class EccShown {

  static final String TEXT = "LONGTEXT";

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Settings settings;
  private final ZoneId zone;
  private final List<Map<String, String>> report = Facts.table("ecc-report.csv");

  EccShown(Settings settings) {
    this.settings = settings;
    zone = ZoneId.of(settings.text("zone"));
  }

  /** When it was changed last, to the second. */
  String stamp(BookedOrder order) {
    return STAMP.format(changed(order));
  }

  private ZonedDateTime changed(BookedOrder order) {
    return order.changed().atZone(zone);
  }

  String header(BookedOrder order) {
    StringBuilder xml = new StringBuilder();
    put(xml, "NOTIF_NO", order.number());
    order
        .fields()
        .forEach(
            (name, value) -> {
              if (!TEXT.equals(name) && !isReported(name)) {
                put(xml, name, value);
              }
            });
    put(xml, "SYS_STATUS", order.status());
    put(xml, "PHASE", phase(order.status()));
    put(xml, "CHANGED_DATE", changed(order).toLocalDate());
    put(xml, "CHANGED_TIME", TIME.format(changed(order)));
    for (Map<String, String> field : report) {
      String name = field.get("name");
      put(xml, name, order.fields().getOrDefault(name, field.get("initial")));
    }
    return xml.toString();
  }

  private boolean isReported(String name) {
    return report.stream().anyMatch(field -> field.get("name").equals(name));
  }

  private String phase(String status) {
    return settings.list("phases").stream()
        .filter(pair -> pair.startsWith(status + ":"))
        .map(pair -> pair.substring(status.length() + 1))
        .findFirst()
        .orElse("");
  }

  private static void put(StringBuilder xml, String name, Object value) {
    xml.append("<%s>%s</%s>".formatted(name, Soap.escape(value), name));
  }
}
