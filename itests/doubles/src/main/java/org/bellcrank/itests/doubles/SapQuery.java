package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.olingo.odata2.api.commons.InlineCount;
import org.apache.olingo.odata2.api.exception.ODataException;
import org.apache.olingo.odata2.api.uri.ExpandSelectTreeNode;
import org.apache.olingo.odata2.api.uri.NavigationSegment;
import org.apache.olingo.odata2.api.uri.UriInfo;
import org.apache.olingo.odata2.api.uri.UriParser;
import org.apache.olingo.odata2.api.uri.expression.OrderExpression;
import org.apache.olingo.odata2.api.uri.expression.SortOrder;

/** Reads of one set: $filter, $select, $expand, $orderby, $top, $skip, $inlinecount, $count. */
final class SapQuery {

  private final int most;
  private final SapFields fields;
  private final SapShown record;
  private final Books books;

  SapQuery(Settings settings, SapFields fields, SapShown record, Books books) {
    most = settings.number("page.maximum");
    this.fields = fields;
    this.record = record;
    this.books = books;
  }

  Reply find(Request request, UriInfo uri) throws CmmsError, ODataException {
    List<BookedOrder> found = sorted(filtered(uri), uri);
    if (uri.isCount()) {
      byte[] count = Integer.toString(found.size()).getBytes(StandardCharsets.UTF_8);
      return Reply.of(200, "text/plain", count);
    }
    int skip = uri.getSkip() == null ? 0 : uri.getSkip();
    int from = Math.min(skip + token(uri), found.size());
    int wanted = uri.getTop() == null ? found.size() : uri.getTop() - token(uri);
    int to = Math.min(from + Math.max(0, Math.min(most, wanted)), found.size());
    ExpandSelectTreeNode tree = tree(uri);
    List<Object> results = new ArrayList<>();
    for (BookedOrder order : found.subList(from, to)) {
      results.add(record.entity(request, order, tree));
    }
    boolean more = to < found.size() && wanted > most;
    return results(
        results,
        uri.getInlineCount() == InlineCount.ALLPAGES ? Integer.toString(found.size()) : null,
        more ? next(request, token(uri) + most) : null);
  }

  Reply read(Request request, UriInfo uri, BookedOrder order) throws CmmsError, ODataException {
    if (uri.getNavigationSegments().isEmpty()) {
      Reply whole = Reply.json(200, Json.of("d", record.entity(request, order, tree(uri))));
      return record.version(order).map(version -> whole.with("ETag", version)).orElse(whole);
    }
    NavigationSegment segment = uri.getNavigationSegments().get(0);
    if (uri.getNavigationSegments().size() > 1 || !segment.getKeyPredicates().isEmpty()) {
      throw new CmmsError("not-served", request.path());
    }
    SapFields.Way way = fields.ways(record.entity()).get(segment.getNavigationProperty().getName());
    return results(record.children(request, order, way), null, null);
  }

  static Reply results(List<Object> results, String count, String next) {
    return Reply.json(
        200, Json.of("d", Json.of("results", results, "__count", count, "__next", next)));
  }

  private List<BookedOrder> filtered(UriInfo uri) throws CmmsError, ODataException {
    Predicate<Function<String, Comparable<?>>> wanted =
        uri.getFilter() == null
            ? row -> true
            : SapFilter.of(uri.getFilter(), fields.of(record.entity()));
    List<BookedOrder> found = new ArrayList<>();
    for (BookedOrder order : books.orders()) {
      if (wanted.test(name -> record.compared(order, name))) {
        found.add(order);
      }
    }
    return found;
  }

  private List<BookedOrder> sorted(List<BookedOrder> found, UriInfo uri) throws CmmsError {
    if (uri.getOrderBy() == null) {
      return found;
    }
    Comparator<BookedOrder> order = (one, other) -> 0;
    for (OrderExpression each : uri.getOrderBy().getOrders()) {
      String name = each.getExpression().getUriLiteral();
      SapField field = fields.of(record.entity()).get(name);
      if (field == null || !field.sortable()) {
        throw new CmmsError("not-sortable", name, Map.of("value", name));
      }
      Comparator<BookedOrder> by =
          Comparator.comparing(
              row -> record.compared(row, name), Comparator.nullsFirst(SapFilter::sign));
      order = order.thenComparing(each.getSortOrder() == SortOrder.desc ? by.reversed() : by);
    }
    found.sort(order);
    return found;
  }

  private static ExpandSelectTreeNode tree(UriInfo uri) throws ODataException {
    return UriParser.createExpandSelectTree(uri.getSelect(), uri.getExpand());
  }

  private static int token(UriInfo uri) throws CmmsError {
    if (uri.getSkipToken() == null) {
      return 0;
    }
    if (!uri.getSkipToken().matches("[0-9]{1,9}")) {
      throw new CmmsError("odata", "$skiptoken " + uri.getSkipToken());
    }
    return Integer.parseInt(uri.getSkipToken());
  }

  private static String next(Request request, int token) {
    Map<String, String> query = new LinkedHashMap<>(request.query());
    query.put("$skiptoken", Integer.toString(token));
    String parameters =
        query.entrySet().stream()
            .map(each -> Html.parameter(each.getKey(), each.getValue()))
            .collect(Collectors.joining("&"));
    return "http://" + request.header("host").orElse("") + request.path() + "?" + parameters;
  }
}
