package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Assets one by one, with their meters: readings come in as newreading and are shown as
 * lastreading. Safe for all threads.
 */
final class MaximoMeters {

  private static final String CHILD = "assetmeter";

  private final MaximoFields fields;
  private final MaximoOrders orders;
  private final MaximoLinks links;
  private final Books books;
  private final Map<String, List<Meter>> meters = new LinkedHashMap<>();

  /** A meter and what was read from it, oldest first; the first is what stood there before. */
  private record Meter(String name, boolean gauge, List<String> values, List<String> readings) {

    String last() {
      return readings.get(readings.size() - 1);
    }

    boolean takes(String reading) {
      return gauge ? reading.matches("-?\\d{1,14}(\\.\\d{1,4})?") : values.contains(reading);
    }
  }

  /** A reading that is to be entered. */
  private record Entry(Meter meter, String reading) {}

  MaximoMeters(MaximoFields fields, MaximoOrders orders, MaximoLinks links, Books books) {
    this.fields = fields;
    this.orders = orders;
    this.links = links;
    this.books = books;
    for (Map<String, String> row : Facts.table("maximo-meters.csv")) {
      meters
          .computeIfAbsent(row.get("assetnum"), none -> new ArrayList<>())
          .add(
              new Meter(
                  row.get("metername"),
                  "GAUGE".equals(row.get("type")),
                  Arrays.asList(row.get("values").split("\\|")),
                  new ArrayList<>(List.of(row.get("lastreading")))));
    }
  }

  /** The readings that were entered at any meter of an asset, oldest first. */
  synchronized List<String> entered(String asset) {
    return meters.getOrDefault(asset, List.of()).stream()
        .flatMap(meter -> meter.readings().stream().skip(1))
        .toList();
  }

  synchronized Reply one(Request request, String key, boolean lean) throws CmmsError {
    Map<String, String> asset = asset(key);
    String select = request.parameter("oslc.select").orElse("*");
    return Reply.json(200, MaximoShape.shape(shown(request, asset, select), lean));
  }

  synchronized Reply change(Request request, String key, boolean lean)
      throws CmmsError, Json.Malformed {
    Map<String, String> asset = asset(key);
    if (!"PATCH".equals(request.header("x-method-override").orElse(""))) {
      throw new CmmsError("no-override", "");
    }
    Optional<String> transaction = orders.transaction(request);
    String number = asset.get("assetnum");
    List<Entry> entries = new ArrayList<>();
    Object rows = MaximoShape.attributes(Json.readObject(request.body()), lean).get(CHILD);
    for (Object row : rows instanceof List<?> list ? list : List.of()) {
      entries.add(entry(number, Json.object((Map<?, ?>) row)));
    }
    if (rows != null && !"MERGE".equals(request.header("patchtype").orElse(""))) {
      List<Meter> named = entries.stream().map(Entry::meter).toList();
      meters.get(number).removeIf(meter -> !named.contains(meter));
    }
    entries.forEach(entry -> entry.meter().readings().add(entry.reading()));
    transaction.ifPresent(books::remember);
    return answer(request, asset, lean);
  }

  /** What {@link #change} would have answered; the transaction counts as done. */
  synchronized Reply unkept(Request request, String key, boolean lean) throws CmmsError {
    Map<String, String> asset = asset(key);
    orders.transaction(request).ifPresent(books::remember);
    return answer(request, asset, lean);
  }

  private Reply answer(Request request, Map<String, String> asset, boolean lean) {
    return request
        .header("properties")
        .map(select -> Reply.json(200, MaximoShape.shape(shown(request, asset, select), lean)))
        .orElseGet(() -> Reply.empty(204));
  }

  private Entry entry(String asset, Map<String, Object> row) throws CmmsError {
    String name = String.valueOf(row.get("metername"));
    Meter meter =
        meters.getOrDefault(asset, List.of()).stream()
            .filter(each -> each.name().equals(name))
            .filter(each -> "0".equals(String.valueOf(row.getOrDefault("linearassetmeterid", 0))))
            .findFirst()
            .orElseThrow(
                () ->
                    new CmmsError(
                        "meter-unknown", "metername", Map.of("value", name, "asset", asset)));
    String reading = String.valueOf(row.get("newreading"));
    if (!meter.takes(reading)) {
      throw new CmmsError("meter-value", "newreading", Map.of("value", reading));
    }
    return new Entry(meter, reading);
  }

  private Map<String, String> asset(String key) throws CmmsError {
    String number = MaximoLinks.number(key).orElse("");
    return fields.plant().stream()
        .filter(row -> row.get("assetnum").equals(number))
        .findFirst()
        .orElseThrow(() -> new CmmsError("not-found", key));
  }

  private Map<String, Object> shown(Request request, Map<String, String> asset, String select) {
    boolean all = "*".equals(select);
    List<String> columns = List.of(select.replaceAll("\\{[^}]*}", "").split("\\s*,\\s*"));
    String number = asset.get("assetnum");
    Map<String, Object> shown = new LinkedHashMap<>(asset);
    shown.values().removeIf(""::equals);
    shown.keySet().removeIf(column -> !all && !columns.contains(column));
    shown.put(
        "href",
        links.root(request)
            + "/os/mxapiasset/"
            + MaximoLinks.key(asset.get("siteid") + "/" + number));
    if (columns.contains(CHILD) && meters.containsKey(number)) {
      shown.put(CHILD, meters.get(number).stream().map(MaximoMeters::row).toList());
    }
    return shown;
  }

  private static Map<String, Object> row(Meter meter) {
    return Json.of("metername", meter.name(), "linearassetmeterid", 0, "lastreading", meter.last());
  }
}
