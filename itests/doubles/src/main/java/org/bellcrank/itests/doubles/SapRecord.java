package org.bellcrank.itests.doubles;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.olingo.odata2.api.edm.EdmException;
import org.apache.olingo.odata2.api.edm.EdmProperty;
import org.apache.olingo.odata2.api.uri.ExpandSelectTreeNode;

/** What a notification looks like when it is read: its own fields and those the server fills. */
final class SapRecord {

  private static final String NOTIFICATION = "Notification";
  private static final String NUMBER = "MaintenanceNotification";

  private final Settings settings;
  private final SapFields fields;
  private final SapRules rules;
  private final ZoneId zone;
  private final Map<String, Map<String, String>> statuses = new LinkedHashMap<>();
  private final Map<Integer, String> priorities;

  SapRecord(Settings settings, SapFields fields, SapRules rules) {
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
    return uri(request, NOTIFICATION, name -> NUMBER.equals(name) ? order.number() : null);
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

  /** The same value as it is compared in a search. */
  Comparable<?> compared(BookedOrder order, String name) {
    return SapValues.compared(fields.of(NOTIFICATION).get(name), kept(order, name));
  }

  /** As it is answered after a write: everything, the children that it has inside. */
  Map<String, Object> whole(Request request, BookedOrder order) throws EdmException {
    return entity(request, order, null);
  }

  /**
   * @param tree what was selected and expanded; null for everything, with all children inside
   */
  Map<String, Object> entity(Request request, BookedOrder order, ExpandSelectTreeNode tree)
      throws EdmException {
    Map<String, Object> json =
        written(request, NOTIFICATION, name -> kept(order, name), order.fields(), Map.of(), tree);
    Map<String, Object> metadata = Json.object((Map<?, ?>) json.get("__metadata"));
    metadata.put("etag", etag(order));
    json.put("__metadata", metadata);
    return json;
  }

  /** The children on one way, each whole. */
  List<Object> children(Request request, BookedOrder order, SapFields.Way way) throws EdmException {
    return children(request, way, order.fields(), Map.of(NUMBER, order.number()), null);
  }

  /** An entity without children, from its values. */
  Map<String, Object> plain(Request request, String entity, Map<String, Object> values)
      throws EdmException {
    return written(request, entity, values::get, values, Map.of(), null);
  }

  private Map<String, Object> written(
      Request request,
      String entity,
      Function<String, Object> values,
      Map<?, ?> row,
      Map<String, Object> parents,
      ExpandSelectTreeNode tree)
      throws EdmException {
    String uri = uri(request, entity, values);
    SapFields.Place place = fields.places().get(entity);
    Map<String, Object> json = new LinkedHashMap<>();
    String type = place.namespace() + "." + place.type();
    json.put("__metadata", Json.of("id", uri, "uri", uri, "type", type));
    List<String> selected = selected(tree);
    for (SapField field : fields.of(entity).values()) {
      if (tree == null || tree.isAll() || selected.contains(field.name())) {
        json.put(field.name(), SapValues.sent(field, values.apply(field.name())));
      }
    }
    Map<String, Object> keys = new LinkedHashMap<>(parents);
    fields.key(entity).forEach(name -> keys.put(name, values.apply(name)));
    for (SapFields.Way way : fields.ways(entity).values()) {
      ExpandSelectTreeNode below = tree == null ? null : tree.getLinks().get(way.set());
      if (below != null || tree == null && row.get(way.set()) != null) {
        json.put(way.set(), Json.of("results", children(request, way, row, keys, below)));
      } else if (tree == null || tree.isAll() || tree.getLinks().containsKey(way.set())) {
        json.put(way.set(), Json.of("__deferred", Json.of("uri", uri + "/" + way.set())));
      }
    }
    return json;
  }

  private List<Object> children(
      Request request,
      SapFields.Way way,
      Map<?, ?> row,
      Map<String, Object> keys,
      ExpandSelectTreeNode tree)
      throws EdmException {
    List<Object> written = new ArrayList<>();
    if (row.get(way.set()) instanceof List<?> rows) {
      for (Object each : rows) {
        Map<?, ?> child = (Map<?, ?>) each;
        Function<String, Object> values =
            name -> keys.containsKey(name) ? keys.get(name) : child.get(name);
        written.add(written(request, way.entity(), values, child, keys, tree));
      }
    }
    return written;
  }

  private static List<String> selected(ExpandSelectTreeNode tree) throws EdmException {
    List<String> names = new ArrayList<>();
    if (tree != null) {
      for (EdmProperty property : tree.getProperties()) {
        names.add(property.getName());
      }
    }
    return names;
  }

  private String uri(Request request, String entity, Function<String, Object> values) {
    SapFields.Place place = fields.places().get(entity);
    List<String> key = fields.key(entity);
    String inside =
        key.stream()
            .map(name -> (key.size() == 1 ? "" : name + "=") + literal(values.apply(name)))
            .collect(Collectors.joining(","));
    return "http://"
        + request.header("host").orElse("")
        + SapService.ROOT
        + place.service()
        + "/"
        + place.set()
        + "("
        + inside
        + ")";
  }

  private static String literal(Object value) {
    String text = value == null ? "" : value.toString().replace("'", "''");
    return "'" + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20") + "'";
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
