package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads: oslc.where, oslc.select, oslc.orderBy, oslc.pageSize, pageno, collectioncount. */
final class MaximoQuery {

  private static final Set<String> ASSET_COLUMNS =
      Set.of(
          "assetnum",
          "siteid",
          "location",
          "description",
          "status",
          "parent",
          "serialnum",
          "manufacturer",
          "priority");

  private final Settings settings;
  private final MaximoStructure structure;
  private final MaximoFields fields;
  private final MaximoRecord record;
  private final MaximoLinks links;
  private final Books books;

  MaximoQuery(
      Settings settings, MaximoFields fields, MaximoRecord record, MaximoLinks links, Books books) {
    this.settings = settings;
    structure = fields.structure();
    this.fields = fields;
    this.record = record;
    this.links = links;
    this.books = books;
  }

  Reply orders(Request request, boolean lean) throws CmmsError {
    Predicate<Map<String, Object>> wanted = where(request, fields::carries);
    MaximoSelect select = MaximoSelect.parse(request.parameter("oslc.select").orElse("href"));
    List<Row> found = new ArrayList<>();
    for (BookedOrder order : books.orders()) {
      if (MaximoStructure.of(order) == structure && wanted.test(MaximoRecord.searchable(order))) {
        found.add(
            new Row(record.whole(order, request), () -> record.selected(order, request, select)));
      }
    }
    return page(request, structure.path(), sorted(found, request), lean);
  }

  Reply order(Request request, BookedOrder order, boolean lean) throws CmmsError {
    String select = request.parameter("oslc.select").orElse("*");
    return Reply.json(200, MaximoShape.shape(record.selected(order, request, select), lean))
        .with("ETag", "\"" + MaximoRecord.rowstamp(order) + "\"");
  }

  Reply assets(Request request, boolean lean) throws CmmsError {
    Predicate<Map<String, Object>> wanted = where(request, ASSET_COLUMNS::contains);
    MaximoSelect select = MaximoSelect.parse(request.parameter("oslc.select").orElse("href"));
    List<Row> found = new ArrayList<>();
    for (Map<String, String> row : fields.plant()) {
      Map<String, Object> asset = new LinkedHashMap<>(row);
      asset.values().removeIf(""::equals);
      asset.putIfAbsent("status", "OPERATING");
      asset.put(
          "href",
          links.root(request)
              + "/os/mxapiasset/"
              + MaximoLinks.key(row.get("siteid") + "/" + row.get("assetnum")));
      if (wanted.test(asset)) {
        found.add(new Row(asset, () -> select.of(new LinkedHashMap<>(asset))));
      }
    }
    return page(request, "mxapiasset", sorted(found, request), lean);
  }

  private Reply page(Request request, String path, List<Row> found, boolean lean) throws CmmsError {
    int size = number(request, "oslc.pageSize", settings.number("page.default"));
    if (size > settings.number("page.maximum")) {
      throw new CmmsError(
          "page-size",
          "",
          Map.of("value", Integer.toString(size), "limit", settings.text("page.maximum")));
    }
    int page = number(request, "pageno", 1);
    int from = Math.min((page - 1) * size, found.size());
    int to = Math.min(from + size, found.size());
    String href = links.root(request) + "/os/" + path;
    String next = href + "?lean=" + (lean ? 1 : 0) + "&pageno=" + (page + 1);
    boolean counted = "1".equals(request.query().get("collectioncount"));
    Map<String, Object> info =
        Json.of(
            "href",
            href,
            "pagenum",
            page,
            "totalCount",
            counted ? found.size() : null,
            "nextPage",
            to < found.size() ? Json.of("href", next + kept(request)) : null);
    List<Object> members = new ArrayList<>();
    for (Row row : found.subList(from, to)) {
      members.add(row.selected().get());
    }
    return Reply.json(
        200,
        MaximoShape.shape(Json.of("member", members, "href", href, "responseInfo", info), lean));
  }

  /** A record and what of it is asked for; without oslc.select its address and nothing else. */
  private record Row(Map<String, Object> whole, Selected selected) {}

  private interface Selected {
    Map<String, Object> get() throws CmmsError;
  }

  private static Predicate<Map<String, Object>> where(Request request, Predicate<String> known)
      throws CmmsError {
    Optional<String> clause = request.parameter("oslc.where");
    return clause.isPresent() && !clause.get().isBlank()
        ? MaximoWhere.parse(clause.get(), known)
        : row -> true;
  }

  private static List<Row> sorted(List<Row> found, Request request) throws CmmsError {
    Optional<String> by = request.parameter("oslc.orderBy");
    if (by.isEmpty()) {
      return found;
    }
    // A plus that was not percent-encoded arrives as a blank.
    if (!by.get().matches("[-+].+")) {
      throw new CmmsError("where", "oslc.orderBy=" + by.get());
    }
    String column = by.get().substring(1).replace("spi:", "");
    Comparator<Row> order =
        Comparator.comparing(row -> String.valueOf(row.whole().getOrDefault(column, "")));
    found.sort(by.get().charAt(0) == '-' ? order.reversed() : order);
    return found;
  }

  private static String kept(Request request) {
    StringBuilder kept = new StringBuilder();
    for (String name : List.of("oslc.where", "oslc.select", "oslc.orderBy", "oslc.pageSize")) {
      request
          .parameter(name)
          .ifPresent(value -> kept.append('&').append(Html.parameter(name, value)));
    }
    return kept.toString();
  }

  private static int number(Request request, String name, int otherwise) throws CmmsError {
    try {
      int number = request.parameter(name).map(Integer::parseInt).orElse(otherwise);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      // answered below like any other value out of range
    }
    throw new CmmsError("where", name + "=" + request.query().get(name));
  }
}
