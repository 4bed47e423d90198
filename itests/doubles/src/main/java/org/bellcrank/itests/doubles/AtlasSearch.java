package org.bellcrank.itests.doubles;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Searches: filters that all have to hold, an order, and one page of what is found. */
final class AtlasSearch {

  private static final List<String> DATES =
      List.of("createdAt", "updatedAt", "dueDate", "estimatedStartDate", "completedOn");
  private static final List<String> OPERATIONS = List.of("eq", "cn", "ge", "le", "in");

  private final Settings settings;

  AtlasSearch(Settings settings) {
    this.settings = settings;
  }

  /**
   * @param row the values that filters compare, by field; what has none of the fields is no field
   * @param shown what stands in the answer
   */
  <T> Reply answer(
      Map<String, Object> given,
      List<T> all,
      Function<T, Map<String, Object>> row,
      Function<T, Map<String, Object>> shown)
      throws AtlasRefusal {
    List<Hit<T>> hits = all.stream().map(each -> new Hit<>(each, row.apply(each))).toList();
    if (given.get("filterFields") instanceof List<?> filters) {
      for (Object filter : filters) {
        hits = filtered(hits, (Map<?, ?>) filter);
      }
    }
    int size = number(given, "pageSize", settings.number("page.default"));
    int page = number(given, "pageNum", 0);
    if (size < 1 || page < 0) {
      throw new AtlasRefusal(500, "Page size must not be less than one!");
    }
    List<Map<String, Object>> content =
        sorted(hits, given).stream()
            .skip((long) page * size)
            .limit(size)
            .map(hit -> shown.apply(hit.item()))
            .toList();
    return Reply.json(200, page(content, page, size, hits.size()));
  }

  private record Hit<T>(T item, Map<String, Object> row) {}

  private <T> List<Hit<T>> filtered(List<Hit<T>> hits, Map<?, ?> filter) throws AtlasRefusal {
    String field = String.valueOf(filter.get("field"));
    String operation = String.valueOf(filter.get("operation"));
    if (!OPERATIONS.contains(operation)) {
      throw new AtlasRefusal(500, "operation " + operation + ": one of " + OPERATIONS);
    }
    known(hits, field);
    Object wanted = "in".equals(operation) ? filter.get("values") : filter.get("value");
    if (DATES.contains(field)) {
      if (!"JS_DATE".equals(filter.get("enumName"))) {
        throw new AtlasRefusal(
            500, "Parameter value [" + wanted + "] did not match expected type [java.util.Date]");
      }
      wanted = AtlasTimes.searched(wanted, ZoneId.of(settings.text("zone")));
    }
    Object value = wanted;
    return hits.stream().filter(hit -> holds(hit.row().get(field), operation, value)).toList();
  }

  private static boolean holds(Object stored, String operation, Object wanted) {
    if (stored == null || wanted == null) {
      return false;
    }
    return switch (operation) {
      case "cn" -> lower(stored).contains(lower(wanted));
      case "in" ->
          wanted instanceof List<?> list && list.stream().anyMatch(each -> same(stored, each));
      case "ge" -> compared(stored, wanted) >= 0;
      case "le" -> compared(stored, wanted) <= 0;
      default -> same(stored, wanted);
    };
  }

  private static boolean same(Object stored, Object wanted) {
    return stored.toString().equals(String.valueOf(wanted));
  }

  private static String lower(Object value) {
    return value.toString().toLowerCase(Locale.ROOT);
  }

  private static int compared(Object one, Object other) {
    if (one instanceof Instant left && other instanceof Instant right) {
      return left.compareTo(right);
    }
    if (one instanceof Number left && other instanceof Number right) {
      return Double.compare(left.doubleValue(), right.doubleValue());
    }
    return one.toString().compareTo(other.toString());
  }

  private static <T> List<Hit<T>> sorted(List<Hit<T>> hits, Map<String, Object> given)
      throws AtlasRefusal {
    String field = String.valueOf(given.getOrDefault("sortField", "id"));
    known(hits, field);
    Comparator<Hit<T>> order =
        Comparator.comparing(
            hit -> hit.row().get(field), Comparator.nullsFirst(AtlasSearch::compared));
    return hits.stream()
        .sorted("DESC".equals(given.get("direction")) ? order.reversed() : order)
        .toList();
  }

  private static <T> void known(List<Hit<T>> hits, String field) throws AtlasRefusal {
    if (hits.stream().anyMatch(hit -> !hit.row().containsKey(field))) {
      throw new AtlasRefusal(500, "Unable to locate Attribute with the given name [" + field + "]");
    }
  }

  private static int number(Map<String, Object> given, String name, int otherwise) {
    return given.get(name) instanceof Number number ? number.intValue() : otherwise;
  }

  private static Map<String, Object> page(
      List<Map<String, Object>> content, int page, int size, int all) {
    Map<String, Object> sort = Json.of("sorted", true, "empty", false, "unsorted", false);
    int pages = (all + size - 1) / size;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("content", content);
    json.put(
        "pageable",
        Json.of(
            "sort",
            sort,
            "pageNumber",
            page,
            "offset",
            (long) page * size,
            "pageSize",
            size,
            "paged",
            true,
            "unpaged",
            false));
    json.put("last", page + 1 >= pages);
    json.put("totalElements", all);
    json.put("totalPages", pages);
    json.put("size", size);
    json.put("number", page);
    json.put("sort", sort);
    json.put("first", page == 0);
    json.put("numberOfElements", content.size());
    json.put("empty", content.isEmpty());
    return json;
  }
}
