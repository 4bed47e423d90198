package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The REST services of the Infor double: work orders and grids in JSON. */
final class InforRest {

  private static final String ROOT = "/axis/restservices/";
  private static final String ORDERS = ROOT + "workorders";
  private static final String GRIDS = ROOT + "grids";
  private static final String NUMBER = "WORKORDERID/JOBNUM";
  private static final String HOME = "WORKORDERID/ORGANIZATIONID/ORGANIZATIONCODE";

  private final Settings settings;
  private final InforUsers users;
  private final InforOrders orders;
  private final InforRecord record;
  private final InforTree tree;
  private final InforGrids grids;

  InforRest(
      Settings settings,
      InforUsers users,
      InforOrders orders,
      InforRecord record,
      InforGrids grids) {
    this.settings = settings;
    this.users = users;
    this.orders = orders;
    this.record = record;
    this.grids = grids;
    tree = new InforTree(record);
  }

  static boolean isOf(Request request) {
    return request.path().startsWith(ROOT);
  }

  static Operation operation(Request request) {
    boolean isOrder = request.path().startsWith(ORDERS);
    return switch (request.method()) {
      case "GET" -> isOrder ? Operation.READ : Operation.OTHER;
      case "PUT" -> isOrder ? Operation.UPDATE : Operation.OTHER;
      case "POST" -> isOrder ? Operation.CREATE : asked(request);
      default -> Operation.OTHER;
    };
  }

  private static Operation asked(Request request) {
    try {
      Map<?, ?> grid = map(Json.readObject(request.body()).get("GRID"));
      return InforGrids.isOfOrders(String.valueOf(grid.get("GRID_NAME")))
          ? Operation.FIND
          : Operation.READ;
    } catch (Json.Malformed unreadable) {
      return Operation.OTHER;
    }
  }

  Reply answer(Request request, boolean kept) {
    if (!users.admits(request)) {
      return refusal(401, "The user or password is not valid.");
    }
    try {
      header(request, "tenant", List.of(settings.text("tenant")));
      header(request, "organization", List.of("", "*", settings.text("organization")));
      return served(request, kept);
    } catch (SoapFault refused) {
      return refusal(settings.number("rest.refused"), refused.getMessage());
    } catch (Json.Malformed unreadable) {
      return refusal(400, "The body is not readable: " + unreadable.getMessage());
    }
  }

  private void header(Request request, String name, List<String> allowed) throws SoapFault {
    String given = request.header(name).orElse("");
    if (!allowed.contains(given)) {
      throw record.refused(name, "%s %s is not known.".formatted(name, given));
    }
  }

  private Reply served(Request request, boolean kept) throws SoapFault, Json.Malformed {
    boolean collection = List.of(ORDERS, ORDERS + "/").contains(request.path());
    if ("GET".equals(request.method()) && request.path().startsWith(ORDERS + "/")) {
      return result(Json.of("WorkOrder", tree.written(find(request))));
    }
    if ("POST".equals(request.method()) && collection) {
      return created(Json.readObject(request.body()), kept);
    }
    if ("PUT".equals(request.method()) && collection) {
      return changed(Json.readObject(request.body()), kept);
    }
    if ("POST".equals(request.method()) && GRIDS.equals(request.path())) {
      return result(grid(Json.readObject(request.body())));
    }
    return Reply.html(404, "<html><body><h1>404 Not found</h1></body></html>");
  }

  /** The key of an order is its number and its organization with a number sign between (P). */
  private BookedOrder find(Request request) throws SoapFault {
    String key = request.path().substring(ORDERS.length() + 1);
    String[] parts = key.split("#", 2);
    if (parts.length < 2 || !parts[1].equals(settings.text("organization"))) {
      throw record.refused("JOBNUM", "Work order %s does not exist.".formatted(key));
    }
    return orders.find(parts[0]);
  }

  private Reply created(Map<String, Object> json, boolean kept) throws SoapFault {
    Map<String, Object> fields = record.known(tree.read(json));
    for (String asks : settings.list("rest.asks")) {
      if (!asks.isEmpty() && fields.containsKey(asks)) {
        return Reply.json(
            200,
            Json.of(
                "ConfirmationAlert",
                Json.of("Name", asks, "Message", "Is %s really meant?".formatted(asks))));
      }
    }
    for (String needed : List.of(HOME, "WORKORDERID/DESCRIPTION", "STATUS/STATUSCODE")) {
      if (!fields.containsKey(needed)) {
        throw record.refused(needed, "%s is needed.".formatted(needed));
      }
    }
    String number = kept ? orders.add(fields).number() : "0";
    return result(Json.of("JOBNUM", number));
  }

  private Reply changed(Map<String, Object> json, boolean kept) throws SoapFault {
    Map<String, Object> fields = record.known(tree.read(json));
    BookedOrder after = orders.sync(fields, String.valueOf(json.get("recordid")), kept);
    return result(Json.of("JOBNUM", after.fields().get(NUMBER)));
  }

  private Map<String, Object> grid(Map<String, Object> json) throws SoapFault {
    Map<?, ?> grid = map(json.get("GRID"));
    List<InforQuestion.Filter> filters = new ArrayList<>();
    if (map(json.get("MULTIADDON_FILTERS")).get("MADDON_FILTER") instanceof List<?> list) {
      list.forEach(each -> filters.add(filter(map(each))));
    }
    Map<?, ?> sort = map(json.get("ADDON_SORT"));
    InforGrids.Found found =
        grids.find(
            new InforQuestion(
                text(grid, "GRID_NAME"),
                filters,
                sort.isEmpty()
                    ? List.of()
                    : List.of(new InforQuestion.Sort(alias(sort), text(sort, "TYPE"))),
                whole(grid, "CURSOR_POSITION", 0),
                whole(grid, "NUMBER_OF_ROWS_FIRST_RETURNED", 500)));
    int next = whole(grid, "CURSOR_POSITION", 0) + found.rows().size();
    String end = settings.text("rest.grid.end");
    Map<String, Object> data = new LinkedHashMap<>();
    // No rows are null, and so is what comes behind the last one.
    data.put("DATARECORD", found.rows().isEmpty() ? null : records(found));
    Object last = end.isEmpty() ? null : (Object) Integer.valueOf(end);
    data.put("NEXTCURSORPOSITION", found.more() ? (Object) next : last);
    return data;
  }

  private static List<Object> records(InforGrids.Found found) {
    List<Object> records = new ArrayList<>();
    for (Map<String, Object> row : found.rows()) {
      List<Object> fields = new ArrayList<>();
      for (Map<String, String> column : found.columns()) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("FIELDID", column.get("aliasnum"));
        field.put("FIELDNAME", column.get("alias"));
        field.put("FIELDVALUE", row.get(column.get("path")));
        fields.add(field);
      }
      records.add(Json.of("DATAFIELD", fields));
    }
    return records;
  }

  private static InforQuestion.Filter filter(Map<?, ?> filter) {
    return new InforQuestion.Filter(
        alias(filter), text(filter, "OPERATOR"), text(filter, "VALUE"), text(filter, "JOINER"));
  }

  /** Columns are named in whatever case; answers name them in lower case (P). */
  private static String alias(Map<?, ?> from) {
    return text(from, "ALIAS_NAME").toLowerCase(Locale.ROOT);
  }

  private static String text(Map<?, ?> from, String name) {
    Object value = from.get(name);
    return value == null ? "" : String.valueOf(value);
  }

  private static int whole(Map<?, ?> from, String name, int none) {
    return from.get(name) == null ? none : Integer.parseInt(text(from, name));
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Reply result(Map<String, Object> data) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("Result", Json.of("ResultData", data, "InfoAlert", Json.of("Message", "Done.")));
    all.put("ErrorAlert", List.of());
    all.put("ConfirmationAlert", null);
    return Reply.json(200, all);
  }

  private static Reply refusal(int status, String words) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("Result", null);
    all.put("ErrorAlert", List.of(Json.of("Name", "Error", "Message", words)));
    return Reply.json(status, all);
  }

  /** The shape of failures that are the services' own; empty where it is that of the server. */
  Optional<Reply> failure(FaultKind kind) {
    return switch (kind) {
      case KEY_EXPIRED -> Optional.of(refusal(401, "The user or password is not valid."));
      case FORBIDDEN ->
          Optional.of(
              refusal(settings.number("rest.refused"), "You have no right to this function."));
      default -> Optional.empty();
    };
  }
}
