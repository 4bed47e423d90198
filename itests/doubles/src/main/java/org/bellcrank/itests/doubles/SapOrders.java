package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.olingo.odata2.api.edm.EdmEntitySet;
import org.apache.olingo.odata2.api.exception.ODataException;

/**
 * Creates, changes and releases the orders that are made for notifications. Writers take turns. A
 * notification has one order: where it has one, no second is made for it.
 */
final class SapOrders {

  private static final String NOTIFICATION = "MaintenanceNotification";
  private static final String ORDER = SapOrderRecord.NUMBER;
  private static final String DESCRIPTION = "MaintenanceOrderDesc";
  private static final String EQUIPMENT = "Equipment";

  private final Settings settings;
  private final SapEntry entry;
  private final SapOrderRules rules;
  private final SapOrderRecord record;
  private final Books notifications;
  private final Books orders;
  private final Map<String, List<String>> transitions =
      Settings.transitions("sap-order-status.csv");

  SapOrders(
      Settings settings,
      SapEntry entry,
      SapOrderRules rules,
      SapOrderRecord record,
      Books notifications,
      Books orders) {
    this.settings = settings;
    this.entry = entry;
    this.rules = rules;
    this.record = record;
    this.notifications = notifications;
    this.orders = orders;
  }

  /** By its number, with or without leading zeros. */
  BookedOrder find(String number) throws CmmsError {
    return orders
        .byNumber(plain(number))
        .orElseThrow(() -> new CmmsError("not-found", "MaintenanceOrder('" + number + "')"));
  }

  synchronized Reply create(Request request, EdmEntitySet set)
      throws CmmsError, SapRefused, ODataException {
    List<CmmsError> errors = new ArrayList<>();
    Map<String, Object> stored = entry.created(set, request, errors);
    stored.values().removeIf(value -> value == null);
    Optional<BookedOrder> notification = notification(stored, errors);
    rules.created(stored, errors);
    SapRefused.unless(errors);
    taken(stored, notification.orElseThrow());
    long id = orders.nextId();
    String number = Long.toString(settings.number("order.first") + id - 1);
    BookedOrder order = orders.create(id, number, "CRTD", stored);
    assigned(notification.get(), number);
    return Reply.json(201, Json.of("d", record.entity(request, order, null)))
        .with("Location", record.address(request, order));
  }

  private Optional<BookedOrder> notification(Map<String, Object> stored, List<CmmsError> errors)
      throws CmmsError {
    Object given = stored.get(NOTIFICATION);
    if (given == null || given.toString().isBlank()) {
      throw new CmmsError("alone", "");
    }
    Optional<BookedOrder> found = notifications.byNumber(plain(given.toString()));
    if (found.isEmpty()) {
      errors.add(
          new CmmsError("no-such-notification", NOTIFICATION, Map.of("value", given.toString())));
    } else if (found.get().fields().get(ORDER) instanceof String other && !other.isBlank()) {
      Map<String, String> words = Map.of("value", found.get().number(), "order", other);
      errors.add(new CmmsError("order-there", NOTIFICATION, words));
    }
    return found;
  }

  /** What the order does not say is taken from its notification. */
  private static void taken(Map<String, Object> stored, BookedOrder notification) {
    Map<String, Object> from = notification.fields();
    stored.put(NOTIFICATION, notification.number());
    stored.putIfAbsent(DESCRIPTION, from.get("NotificationText"));
    if ("EAMS_EQUI".equals(from.get("TechObjIsEquipOrFuncnlLoc"))) {
      stored.putIfAbsent(EQUIPMENT, from.get("TechnicalObject"));
    }
    stored.putIfAbsent("MaintPriority", from.get("MaintPriority"));
    stored.values().removeIf(value -> value == null);
  }

  private void assigned(BookedOrder notification, String number) {
    Map<String, Object> fields = new LinkedHashMap<>(notification.fields());
    fields.put(ORDER, number);
    notifications.update(notification.id(), fields);
  }

  synchronized Reply change(Request request, EdmEntitySet set, String number)
      throws CmmsError, SapRefused, ODataException {
    BookedOrder order = find(number);
    List<CmmsError> errors = new ArrayList<>();
    Map<String, Object> given = entry.changed(set, request, errors);
    rules.known(given, errors);
    SapRefused.unless(errors);
    Map<String, Object> stored = new LinkedHashMap<>(order.fields());
    stored.putAll(given);
    stored.values().removeIf(value -> value == null);
    orders.update(order.id(), stored);
    return Reply.empty(204);
  }

  /** A function import that sets the status; its answer says nothing of the order. */
  synchronized Reply release(String number) throws CmmsError {
    BookedOrder order = find(number);
    if (!transitions.get(order.status()).contains("REL")) {
      throw new CmmsError(
          "order-status", "", Map.of("value", order.number(), "from", order.status(), "to", "REL"));
    }
    orders.status(order.id(), "REL");
    return released();
  }

  /** What a release answers, done or not. */
  static Reply released() {
    Map<String, Object> result = Json.of("IsInvalid", Boolean.FALSE);
    return Reply.json(200, Json.of("d", Json.of("ReleaseMaintenanceOrder", result)));
  }

  /** A planner makes an order for a notification, past all rules of the interface. */
  synchronized void make(String notification) {
    BookedOrder known = notifications.byNumber(notification).orElseThrow();
    long id = orders.nextId();
    String number = Long.toString(settings.number("order.first") + id - 1);
    orders.create(id, number, "CRTD", Map.of(NOTIFICATION, notification));
    assigned(known, number);
  }

  /** A person at the plant fills in fields and sets the status, past all rules of the interface. */
  synchronized boolean report(String number, String status, Map<String, Object> fields) {
    Optional<BookedOrder> order = orders.byNumber(number);
    if (order.isEmpty() || !transitions.containsKey(status)) {
      return false;
    }
    Map<String, Object> all = new LinkedHashMap<>(order.get().fields());
    all.putAll(fields);
    orders.update(order.get().id(), all);
    orders.status(order.get().id(), status);
    return true;
  }

  List<BookedOrder> all() {
    return orders.orders();
  }

  private static String plain(String number) {
    return number.replaceFirst("^0+(?=.)", "");
  }
}
