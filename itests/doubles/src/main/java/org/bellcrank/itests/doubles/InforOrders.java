package org.bellcrank.itests.doubles;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.w3c.dom.Element;

/** Work orders and their comments. Nothing keeps two orders from being alike. */
final class InforOrders {

  private static final String COMMENTS = "COMMENTS";

  /** The order in which the service shows an order's parts. */
  private static final List<String> SEQUENCE =
      List.of(
          "WORKORDERID STATUS EQUIPMENTID TYPE DEPARTMENTID CLASSID PROBLEMCODEID STANDARDWO PRIORITY"
              .split(" "));

  private static final List<String> BEHIND =
      List.of(
          ("LOCATIONID REQUESTEDBY REPORTED ASSIGNEDTO TARGETDATE SCHEDEND REQUESTEDSTART"
                  + " REQUESTEDEND CREATEDDATE FAILURECODEID CAUSECODEID ACTIONCODEID STARTDATE"
                  + " COMPLETEDDATE UserDefinedFields FIXED")
              .split(" "));

  private final Settings settings;
  private final Books books;
  private final InforRecord record;
  private final Clock clock;

  InforOrders(Settings settings, Books books, InforRecord record, Clock clock) {
    this.settings = settings;
    this.books = books;
    this.record = record;
    this.clock = clock;
  }

  /** Whatever number is sent, the server gives its own. */
  BookedOrder add(Element workOrder) throws SoapFault {
    return add(record.read(workOrder));
  }

  /** As above, from leaves by their paths. */
  synchronized BookedOrder add(Map<String, Object> given) {
    Map<String, Object> fields = new LinkedHashMap<>();
    long id = books.nextId();
    String number = String.valueOf(settings.number("job.first") + id - 1);
    fields.put("WORKORDERID/JOBNUM", number);
    fields.putAll(given);
    fields.put("WORKORDERID/JOBNUM", number);
    if (!fields.containsKey("REPORTED/YEAR")) {
      fields.putAll(record.time("REPORTED", clock.instant()));
    }
    fields.putAll(record.time("CREATEDDATE", clock.instant()));
    String status = String.valueOf(fields.get("STATUS/STATUSCODE"));
    fields.put("STATUS/DESCRIPTION", record.words("STATUS/STATUSCODE", status));
    defaults(fields);
    fields.put("recordid", 1);
    return books.create(id, number, status, sorted(fields));
  }

  /** An install parameter may let the server's defaults win over what was sent. */
  private void defaults(Map<String, Object> fields) {
    if (!settings.text("defaults.win").isEmpty()) {
      for (String pair : settings.list("defaults.win")) {
        String[] parts = pair.split(":", 2);
        fields.put(parts[0], parts[1]);
      }
    }
  }

  BookedOrder find(String number) throws SoapFault {
    return books
        .byNumber(number)
        .orElseThrow(
            () -> record.refused("JOBNUM", "Work order %s does not exist.".formatted(number)));
  }

  String written(BookedOrder order) {
    return record.written(order);
  }

  /** The order is from now on as it was sent: what is left out is gone. */
  BookedOrder sync(Element workOrder, boolean kept) throws SoapFault {
    return sync(record.read(workOrder), workOrder.getAttribute("recordid"), kept);
  }

  /**
   * As above, from leaves by their paths.
   *
   * @param seen the counter of the order that was read
   */
  synchronized BookedOrder sync(Map<String, Object> fields, String seen, boolean kept)
      throws SoapFault {
    BookedOrder before = find(String.valueOf(fields.get("WORKORDERID/JOBNUM")));
    int counter = ((Number) before.fields().get("recordid")).intValue();
    if (!String.valueOf(counter).equals(seen)) {
      throw record.refused("recordid", "The record was changed by another user.");
    }
    if (!kept) {
      return before;
    }
    frozen(before.fields(), fields);
    fields.put("recordid", counter + 1);
    if (before.fields().containsKey(COMMENTS)) {
      fields.put(COMMENTS, before.fields().get(COMMENTS));
    }
    books.update(before.id(), sorted(fields));
    return books.status(before.id(), String.valueOf(fields.get("STATUS/STATUSCODE")));
  }

  private void frozen(Map<String, Object> before, Map<String, Object> fields) {
    for (String name : settings.list("fields.frozen")) {
      before.forEach(
          (path, value) -> {
            if (!name.isEmpty() && path.startsWith(name + "/")) {
              fields.put(path, value);
            }
          });
    }
  }

  /** By the place of their first name; what has none, such as comments, stands behind. */
  private static Map<String, Object> sorted(Map<String, Object> fields) {
    List<String> all = new ArrayList<>(SEQUENCE);
    all.addAll(BEHIND);
    Map<Integer, Map<String, Object>> places = new TreeMap<>();
    fields.forEach(
        (path, value) -> {
          int place = all.indexOf(path.split("/")[0]);
          places
              .computeIfAbsent(place < 0 ? all.size() : place, none -> new LinkedHashMap<>())
              .put(path, value);
        });
    Map<String, Object> sorted = new LinkedHashMap<>();
    places.values().forEach(sorted::putAll);
    return sorted;
  }

  /** The number of the new comment's line. */
  synchronized int comment(Element comment) throws SoapFault {
    BookedOrder order = commented(Soap.text(comment, "ENTITYCOMMENTID/ENTITY"), comment);
    List<Object> comments = new ArrayList<>(comments(order));
    int line = (comments.size() + 1) * 10;
    comments.add(
        Json.of(
            "line", line,
            "type", Soap.text(comment, "ENTITYCOMMENTID/COMMENTTYPE/TYPECODE"),
            "text", Soap.text(comment, "COMMENTTEXT")));
    Map<String, Object> fields = new LinkedHashMap<>(order.fields());
    fields.put(COMMENTS, comments);
    books.update(order.id(), fields);
    return line;
  }

  private BookedOrder commented(String entity, Element comment) throws SoapFault {
    if (!"EVNT".equals(entity)) {
      throw record.refused("ENTITY", "Comments of the entity %s are not here.".formatted(entity));
    }
    return find(Soap.text(comment, "ENTITYCOMMENTID/ENTITYKEYCODE"));
  }

  static List<?> comments(BookedOrder order) {
    return order.fields().get(COMMENTS) instanceof List<?> list ? list : List.of();
  }

  /** A person at the plant sets a status. */
  synchronized boolean setStatus(String number, String status) {
    if (books.byNumber(number).isEmpty() || record.words("STATUS/STATUSCODE", status).isEmpty()) {
      return false;
    }
    BookedOrder order = books.byNumber(number).get();
    Map<String, Object> fields = new LinkedHashMap<>(order.fields());
    fields.put("STATUS/STATUSCODE", status);
    fields.put("STATUS/DESCRIPTION", record.words("STATUS/STATUSCODE", status));
    fields.put("recordid", ((Number) fields.get("recordid")).intValue() + 1);
    books.update(order.id(), sorted(fields));
    books.status(order.id(), status);
    return true;
  }
}
