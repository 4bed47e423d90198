package org.bellcrank.itests.doubles;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.olingo.odata2.api.edm.EdmException;
import org.apache.olingo.odata2.api.uri.ExpandSelectTreeNode;

/** What a notification looks like when it is read: its own fields and those the server fills. */
final class SapRecord implements SapShown {

  private static final String NOTIFICATION = "Notification";
  private static final String NUMBER = "MaintenanceNotification";

  private final Settings settings;
  private final SapFields fields;
  private final SapWriter writer;
  private final SapRules rules;
  private final ZoneId zone;
  private final Map<String, Map<String, String>> statuses = new LinkedHashMap<>();
  private final Map<Integer, String> priorities;

  SapRecord(Settings settings, SapFields fields, SapRules rules, SapWriter writer) {
    this.writer = writer;
    this.settings = settings;
    this.fields = fields;
    this.rules = rules;
    zone = ZoneId.of(settings.text("zone"));
    priorities = settings.words("priority.words");
    Facts.table("sap-status.csv").forEach(row -> statuses.put(row.get("status"), row));
  }

  /** The key under which another service knows the notification. */
  static String padded(String number) {
    return "%12s".formatted(number).replace(' ', '0');
  }

  /** Changes with each change, but not within one second: the field behind it has no more. */
  static String etag(BookedOrder order) {
    String changed = order.changed().truncatedTo(ChronoUnit.SECONDS).toString();
    return "W/\"datetimeoffset'" + changed.replace(":", "%3A") + "'\"";
  }

  String address(Request request, BookedOrder order) {
    return writer.uri(request, NOTIFICATION, name -> NUMBER.equals(name) ? order.number() : null);
  }

  /**
   * A field's value as it is kept, or as the server fills it.
   *
   * @return null where there is none
   */
  Object kept(BookedOrder order, String name) {
    return switch (name) {
      case NUMBER -> order.number();
      case "MaintNotifInternalID" -> "QM" + padded(order.number());
      case "NotifProcessingPhase" -> statuses.get(order.status()).get("phase");
      case "NotifProcessingPhaseDesc" -> statuses.get(order.status()).get("words");
      case "ConcatenatedActiveSystStsName" -> order.status();
      case "MaintPriorityDesc" -> priority(order);
      case "CreatedByUser" -> settings.text("user");
      case "CreationDateTime" -> seconds(order.created());
      case "LastChangeDateTime" -> seconds(order.changed());
      case "CreationDate" -> order.created().atZone(zone).toLocalDate().toString();
      case "CreationTime" -> time(order.created());
      case "LastChangeDate" -> order.changed().atZone(zone).toLocalDate().toString();
      case "LastChangeTime" -> time(order.changed());
      case "MaintNotificationLongText" -> order.fields().get("MaintNotifLongTextForEdit");
      case "TechnicalObjectLabel" -> object(order, "label");
      case "TechnicalObjectDescription" -> object(order, "description");
      default -> order.fields().get(name);
    };
  }

  @Override
  public String entity() {
    return NOTIFICATION;
  }

  @Override
  public Comparable<?> compared(BookedOrder order, String name) {
    return SapValues.compared(fields.of(NOTIFICATION).get(name), kept(order, name));
  }

  /** As it is answered after a write: everything, the children that it has inside. */
  Map<String, Object> whole(Request request, BookedOrder order) throws EdmException {
    return entity(request, order, null);
  }

  @Override
  public Map<String, Object> entity(Request request, BookedOrder order, ExpandSelectTreeNode tree)
      throws EdmException {
    Map<String, Object> json =
        writer.written(
            request, NOTIFICATION, name -> kept(order, name), order.fields(), Map.of(), tree);
    Map<String, Object> metadata = Json.object((Map<?, ?>) json.get("__metadata"));
    metadata.put("etag", etag(order));
    json.put("__metadata", metadata);
    return json;
  }

  @Override
  public Optional<String> version(BookedOrder order) {
    return Optional.of(etag(order));
  }

  @Override
  public List<Object> children(Request request, BookedOrder order, SapFields.Way way)
      throws EdmException {
    return writer.children(request, way, order.fields(), Map.of(NUMBER, order.number()), null);
  }

  private String priority(BookedOrder order) {
    Object priority = order.fields().get("MaintPriority");
    return priority == null || priority.toString().isBlank()
        ? null
        : priorities.get(Integer.valueOf(priority.toString()));
  }

  private Object object(BookedOrder order, String column) {
    Object number = order.fields().get("TechnicalObject");
    return number == null ? null : rules.object(number).map(row -> row.get(column)).orElse(null);
  }

  private String time(Instant instant) {
    return instant.atZone(zone).toLocalTime().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
