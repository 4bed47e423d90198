package org.bellcrank.itests.doubles;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.olingo.odata2.api.edm.EdmEntitySet;
import org.apache.olingo.odata2.api.exception.ODataException;

/** Creates and changes notifications. Writers take turns. */
final class SapNotifications {

  private static final Map<String, String> TARGETS =
      Map.of("CompleteMaintNotification", "NOCO", "SetMaintNotifToInProcess", "NOPR");

  private final Settings settings;
  private final SapEntry entry;
  private final SapRules rules;
  private final SapRecord record;
  private final Books books;
  private final Clock clock;
  private final Map<String, List<String>> transitions = Settings.transitions("sap-status.csv");

  SapNotifications(
      Settings settings,
      SapEntry entry,
      SapRules rules,
      SapRecord record,
      Books books,
      Clock clock) {
    this.settings = settings;
    this.entry = entry;
    this.rules = rules;
    this.record = record;
    this.books = books;
    this.clock = clock;
  }

  /** By its number, with or without leading zeros. */
  BookedOrder find(String number) throws CmmsError {
    return books
        .byNumber(number.replaceFirst("^0+(?=.)", ""))
        .orElseThrow(() -> new CmmsError("not-found", "MaintenanceNotification('" + number + "')"));
  }

  synchronized Reply create(Request request, EdmEntitySet set)
      throws CmmsError, SapRefused, ODataException {
    List<CmmsError> errors = new ArrayList<>();
    Map<String, Object> stored = entry.created(set, request, errors);
    stored.values().removeIf(value -> value == null);
    rules.created(stored, errors);
    SapRefused.unless(errors);
    rules.dates(stored, stored, clock.instant());
    long id = books.nextId();
    String number = Long.toString(settings.number("notification.first") + id - 1);
    BookedOrder order = books.create(id, number, "OSNO", stored);
    return Reply.json(201, Json.of("d", record.whole(request, order)))
        .with("Location", record.address(request, order))
        .with("ETag", SapRecord.etag(order));
  }

  synchronized Reply change(Request request, EdmEntitySet set, String number)
      throws CmmsError, SapRefused, ODataException {
    BookedOrder order = matched(request, number);
    List<CmmsError> errors = new ArrayList<>();
    Map<String, Object> given = entry.changed(set, request, errors);
    Map<String, Object> stored = new LinkedHashMap<>(order.fields());
    given.forEach(
        (name, value) -> {
          if (value == null) {
            stored.remove(name);
          } else {
            stored.put(name, value);
          }
        });
    rules.known(given, stored, errors);
    if (given.containsKey("NotificationText") && blank(given.get("NotificationText"))) {
      errors.add(new CmmsError("required", "NotificationText", Map.of()));
    }
    SapRefused.unless(errors);
    rules.dates(given, stored, clock.instant());
    return Reply.empty(204).with("ETag", SapRecord.etag(books.update(order.id(), stored)));
  }

  /** What {@link #change} would have answered. */
  Reply unkept(Request request, String number) throws CmmsError {
    return Reply.empty(204).with("ETag", SapRecord.etag(matched(request, number)));
  }

  /** A function import that sets the status. */
  synchronized Reply act(Request request, String function, String number)
      throws CmmsError, ODataException {
    BookedOrder order = find(number);
    String status = TARGETS.get(function);
    if (!transitions.get(order.status()).contains(status)) {
      throw new CmmsError(
          "status-refused",
          "",
          Map.of("value", order.number(), "from", order.status(), "to", status));
    }
    return answer(request, books.status(order.id(), status));
  }

  Reply answer(Request request, BookedOrder order) throws ODataException {
    return Reply.json(200, Json.of("d", record.whole(request, order)))
        .with("ETag", SapRecord.etag(order));
  }

  boolean setStatus(String number, String status) {
    Optional<BookedOrder> order = books.byNumber(number);
    if (order.isEmpty() || !transitions.containsKey(status)) {
      return false;
    }
    books.status(order.get().id(), status);
    return true;
  }

  private BookedOrder matched(Request request, String number) throws CmmsError {
    BookedOrder order = find(number);
    String stamp = request.header("if-match").orElseThrow(() -> new CmmsError("no-etag", number));
    if (!"*".equals(stamp) && !SapRecord.etag(order).equals(stamp)) {
      throw new CmmsError("etag", order.number());
    }
    return order;
  }

  private static boolean blank(Object value) {
    return value == null || value.toString().isBlank();
  }
}
