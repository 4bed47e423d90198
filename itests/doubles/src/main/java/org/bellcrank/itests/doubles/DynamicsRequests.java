package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Requests for maintenance, each in its company. Nothing keeps two of them from being alike. */
final class DynamicsRequests {

  static final String SET = "AssetMaintenanceRequestsV2";
  static final String ASSETS = "AssetMaintenanceAssets";
  private static final String FAULTS = "AssetMaintenanceRequestAssetFaults";
  private static final String COMPANY = "dataAreaId";
  private static final String ID = "RequestId";
  private static final String STATE = "RequestLifecycleStateId";

  private final Settings settings;
  private final Books books;
  private final DynamicsModel model;
  private final List<Map<String, String>> plant;

  DynamicsRequests(
      Settings settings, Books books, DynamicsModel model, List<Map<String, String>> plant) {
    this.settings = settings;
    this.books = books;
    this.model = model;
    this.plant = plant;
  }

  /** All requests of these companies. */
  List<Map<String, Object>> rows(List<String> companies) {
    return books.orders().stream()
        .map(this::row)
        .filter(row -> companies.contains(String.valueOf(row.get(COMPANY))))
        .toList();
  }

  Optional<BookedOrder> find(Map<String, String> key, List<String> companies) {
    return books
        .byNumber(key.get(ID))
        .filter(order -> key.get(COMPANY).equalsIgnoreCase(company(order)))
        .filter(order -> companies.contains(company(order)));
  }

  /** The maintenance assets of these companies; they are only read here. */
  List<Map<String, Object>> assets(List<String> companies) {
    return plant.stream()
        .filter(row -> companies.contains(row.get("company")))
        .map(DynamicsRequests::asset)
        .toList();
  }

  private static Map<String, Object> asset(Map<String, String> row) {
    return Json.of(
        "dataAreaId", row.get("company"),
        "MaintenanceAssetId", row.get("id"),
        "Name", row.get("name"),
        "MaintenanceAssetTypeId", "",
        "FunctionalLocationId", row.get("location"),
        "ParentMaintenanceAssetId", row.get("parent"),
        "SerialId", row.get("serial"),
        "ModelId", row.get("model"),
        "MaintenanceAssetLifecycleStateId", row.get("state"));
  }

  String assetName(BookedOrder order) {
    return plant.stream()
        .filter(row -> row.get("id").equals(order.fields().get("MaintenanceAssetId")))
        .findFirst()
        .map(row -> row.get("name"))
        .orElse("");
  }

  synchronized Map<String, Object> create(Map<String, Object> given, boolean kept)
      throws DynamicsRefusal {
    Map<String, Object> fields = new LinkedHashMap<>(given);
    fields.putIfAbsent(COMPANY, settings.text("company.default"));
    String company = String.valueOf(fields.get(COMPANY)).toLowerCase(Locale.ROOT);
    fields.put(COMPANY, company);
    if (!settings.list("companies").contains(company)
        && !settings.text("company.default").equals(company)) {
      throw refused("The company " + company + " does not exist.");
    }
    allowed(given, true);
    String number = number(fields);
    fields.put(ID, number);
    known(fields, company);
    fields.put(STATE, settings.text("state.first"));
    fields.put("IsRequestActive", "Yes");
    if (kept) {
      return row(books.create(books.nextId(), number, settings.text("state.first"), fields));
    }
    Map<String, Object> row = new LinkedHashMap<>(fields);
    row.put("@odata.etag", "W/\"0\"");
    return row;
  }

  synchronized void change(BookedOrder order, Map<String, Object> given, boolean kept)
      throws DynamicsRefusal {
    allowed(given, false);
    Map<String, Object> fields = new LinkedHashMap<>(order.fields());
    given.forEach(
        (field, value) -> {
          if (!settings.list("fields.frozen").contains(field)) {
            fields.put(field, value);
          }
        });
    known(fields, company(order));
    if (kept) {
      books.update(order.id(), fields);
    }
  }

  /** A person at the plant: no token, no words. */
  synchronized boolean setStatus(String number, String status) {
    Optional<BookedOrder> order = books.byNumber(number);
    if (order.isEmpty() || !settings.list("states").contains(status)) {
      return false;
    }
    Map<String, Object> fields = new LinkedHashMap<>(order.get().fields());
    fields.put(STATE, status);
    boolean open = !"Finished".equals(status) && !"Canceled".equals(status);
    fields.put("IsRequestActive", open ? "Yes" : "No");
    books.update(order.get().id(), fields);
    books.status(order.get().id(), status);
    return true;
  }

  /** The entity as it is shown; without any time of its last change. */
  Map<String, Object> row(BookedOrder order) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("@odata.etag", "W/\"%d\"".formatted(order.changed().toEpochMilli()));
    for (Map.Entry<String, Map<String, String>> field : model.fields(SET).entrySet()) {
      Object value = order.fields().get(field.getKey());
      row.put(field.getKey(), value == null ? empty(field.getValue().get("type")) : value);
    }
    return row;
  }

  /** The faults that people found, as entities of their own; {@code name} leads to them. */
  List<Map<String, Object>> faults(BookedOrder order, String name) {
    List<Map<String, Object>> faults = new ArrayList<>();
    if (order.fields().get(name) instanceof List<?> list) {
      for (Object each : list) {
        Map<String, Object> fault = Json.object((Map<?, ?>) each);
        Map<String, Object> row = new LinkedHashMap<>();
        model
            .fields(FAULTS)
            .forEach(
                (field, fact) ->
                    row.put(field, fault.getOrDefault(field, empty(fact.get("type")))));
        row.put(COMPANY, company(order));
        row.put(ID, order.number());
        row.put("FaultID", "F-%03d".formatted(faults.size() + 1));
        faults.add(row);
      }
    }
    return faults;
  }

  private static Object empty(String type) {
    return switch (type) {
      case "Int32" -> 0;
      case "DateTimeOffset" -> "1900-01-01T00:00:00Z";
      case "NoYes" -> "No";
      default -> "";
    };
  }

  private String number(Map<String, Object> fields) throws DynamicsRefusal {
    Object given = fields.get(ID);
    if ("manual".equals(settings.text("numbers"))) {
      if (given == null || given.toString().isEmpty()) {
        throw refused("Field 'Maintenance request' must be filled in.");
      }
      if (books.byNumber(given.toString()).isPresent()) {
        throw refused("The record already exists.");
      }
      return given.toString();
    }
    if (given != null) {
      throw refused("Number sequence does not allow manual numbers: " + given);
    }
    return String.format("MR-%06d", settings.number("number.first") + books.orders().size());
  }

  private void allowed(Map<String, Object> given, boolean isNew) throws DynamicsRefusal {
    for (Map.Entry<String, Object> entry : given.entrySet()) {
      Map<String, String> fact = model.fields(SET).get(entry.getKey());
      boolean allowed =
          "settable".equals(fact.get("level")) || isNew && "created".equals(fact.get("level"));
      if (!allowed) {
        throw refused("Field '" + entry.getKey() + "' cannot be changed.");
      }
      int most = length(entry.getKey());
      if (entry.getValue() instanceof String text && text.length() > most) {
        throw refused("Field '%s' is too long, %d allowed.".formatted(entry.getKey(), most));
      }
    }
  }

  private int length(String field) {
    return switch (field) {
      case "Description", "RequestId", "MaintenanceAssetId" -> settings.number("length." + field);
      default -> Integer.MAX_VALUE;
    };
  }

  private void known(Map<String, Object> fields, String company) throws DynamicsRefusal {
    Object type = fields.get("RequestTypeId");
    if (type == null || !settings.list("request.types").contains(type.toString())) {
      throw refused("Request type '" + type + "' does not exist.");
    }
    Object asset = fields.get("MaintenanceAssetId");
    boolean there =
        asset == null
            || plant.stream()
                .anyMatch(row -> row.get("company").equals(company) && row.get("id").equals(asset));
    if (!there) {
      throw refused("Asset '" + asset + "' does not exist in company " + company + ".");
    }
    Object priority = fields.get("WorkOrderPriority");
    if (priority != null && !settings.list("priorities").contains(priority.toString())) {
      throw refused("Service level '" + priority + "' does not exist.");
    }
  }

  private DynamicsRefusal refused(String log) {
    return DynamicsRefusal.business(settings.number("business.status"), SET, log);
  }

  private static String company(BookedOrder order) {
    return String.valueOf(order.fields().get(COMPANY));
  }
}
