package org.bellcrank.itests.doubles;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The filters of a search. Only what the vendor's own examples and public clients were seen to use
 * is read: a field, = or &gt;, a question mark, joined by AND.
 */
final class FiixQuery {

  private static final Pattern AND = Pattern.compile("(?i)\\s+and\\s+");
  private static final Pattern TERM = Pattern.compile("\\s*(\\w+)\\s*(=|>)\\s*\\?\\s*");

  /** That a field alone means the smallest first is recalled. */
  private static final Pattern ORDER = Pattern.compile("(\\w+)(?i:\\s+(asc|desc))?");

  private record Term(String field, String operator, Object value) {}

  private final List<Term> terms = new ArrayList<>();

  /**
   * @param filters as the request has them; all of them have to hold
   */
  FiixQuery(FiixClasses classes, String in, Object filters) throws FiixRefusal {
    if (filters == null) {
      return;
    }
    if (!(filters instanceof List<?> list)) {
      throw FiixRefusal.unreadable("filters takes a list");
    }
    for (Object filter : list) {
      if (!(filter instanceof Map<?, ?> map) || !(map.get("ql") instanceof String ql)) {
        throw FiixRefusal.unreadable("a filter takes ql and parameters");
      }
      List<?> parameters = map.get("parameters") instanceof List<?> given ? given : List.of();
      read(classes, in, ql, parameters);
    }
  }

  boolean holds(Map<String, Object> row) {
    return terms.stream().allMatch(term -> holds(term, row.get(term.field())));
  }

  /** The rows in the order that a request asks for; as they are where it asks for none. */
  static List<Map<String, Object>> sorted(
      FiixClasses classes, String in, Object orderBy, List<Map<String, Object>> rows)
      throws FiixRefusal {
    if (orderBy == null) {
      return rows;
    }
    Matcher by = ORDER.matcher(orderBy.toString());
    if (!by.matches()) {
      throw FiixRefusal.undone("orderBy cannot be read: '" + orderBy + "'");
    }
    String field = by.group(1);
    classes.field(in, field);
    Comparator<Map<String, Object>> order =
        Comparator.comparing(row -> row.get(field), Comparator.nullsFirst(FiixQuery::compared));
    return rows.stream()
        .sorted("desc".equalsIgnoreCase(by.group(2)) ? order.reversed() : order)
        .toList();
  }

  private void read(FiixClasses classes, String in, String ql, List<?> parameters)
      throws FiixRefusal {
    String[] parts = AND.split(ql);
    if (parts.length != parameters.size()) {
      throw FiixRefusal.undone(
          "ql '%s' has %d conditions and %d parameters"
              .formatted(ql, parts.length, parameters.size()));
    }
    for (int i = 0; i < parts.length; i++) {
      Matcher term = TERM.matcher(parts[i]);
      if (!term.matches()) {
        throw FiixRefusal.undone("ql cannot be read at '" + parts[i].strip() + "'");
      }
      Map<String, String> fact = classes.field(in, term.group(1));
      Object value = FiixClasses.typed(in, fact, parameters.get(i));
      terms.add(new Term(term.group(1), term.group(2), value));
    }
  }

  private static boolean holds(Term term, Object stored) {
    if (stored == null) {
      return false;
    }
    int order = compared(stored, term.value());
    return "=".equals(term.operator()) ? order == 0 : order > 0;
  }

  private static int compared(Object one, Object other) {
    return one instanceof Number && other instanceof Number
        ? new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString()))
        : one.toString().compareTo(other.toString());
  }
}
