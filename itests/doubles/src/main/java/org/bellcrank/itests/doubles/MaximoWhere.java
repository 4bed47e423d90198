package org.bellcrank.itests.doubles;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of oslc.where that the double reads: comparisons joined by "and", with = != &gt; &gt;=
 * &lt; &lt;= and in [..]; text in double quotes, and % in it stands for anything.
 */
final class MaximoWhere {

  private static final Pattern TERM =
      Pattern.compile(
          "\\s*(?:spi:)?([a-z_]+)\\s*(!=|>=|<=|=|>|<|\\bin\\b)\\s*"
              + "(\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^\\]]*\\]|[-\\w.:+]+)\\s*");
  private static final Pattern AND = Pattern.compile("and\\b");
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|([^,\\s]+)");

  private MaximoWhere() {}

  /**
   * @param known which attributes may stand in a clause
   */
  static Predicate<Map<String, Object>> parse(String clause, Predicate<String> known)
      throws CmmsError {
    Predicate<Map<String, Object>> all = row -> true;
    Matcher term = TERM.matcher(clause);
    int at = 0;
    while (true) {
      if (!term.region(at, clause.length()).lookingAt() || !known.test(term.group(1))) {
        throw new CmmsError("where", clause.substring(at));
      }
      all = all.and(term(term.group(1), term.group(2), term.group(3)));
      at = term.end();
      if (at == clause.length()) {
        return all;
      }
      Matcher and = AND.matcher(clause).region(at, clause.length());
      if (!and.lookingAt()) {
        throw new CmmsError("where", clause.substring(at));
      }
      at = and.end();
    }
  }

  private static Predicate<Map<String, Object>> term(String attribute, String sign, String raw) {
    List<String> values = values(raw);
    Predicate<Object> same = same(values.get(0));
    List<Predicate<Object>> any = values.stream().map(MaximoWhere::same).toList();
    return switch (sign) {
      case "in" -> row -> any.stream().anyMatch(each -> each.test(row.get(attribute)));
      case "=" -> row -> same.test(row.get(attribute));
      case "!=" -> row -> !same.test(row.get(attribute));
      default -> row -> ordered(row.get(attribute), sign, values.get(0));
    };
  }

  private static Predicate<Object> same(String wanted) {
    BigDecimal figure = number(wanted);
    Predicate<String> text = text(wanted);
    return stored ->
        stored instanceof Number
            ? figure != null && new BigDecimal(stored.toString()).compareTo(figure) == 0
            : stored != null && text.test(stored.toString());
  }

  private static Predicate<String> text(String wanted) {
    if (!wanted.contains("%")) {
      return wanted::equals;
    }
    List<String> quoted = new ArrayList<>();
    for (String part : wanted.split("%", -1)) {
      quoted.add(Pattern.quote(part));
    }
    return Pattern.compile(String.join(".*", quoted), Pattern.DOTALL).asMatchPredicate();
  }

  private static boolean ordered(Object stored, String sign, String wanted) {
    if (stored == null) {
      return false;
    }
    int order = compare(stored.toString(), wanted);
    return switch (sign) {
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "<" -> order < 0;
      default -> order <= 0;
    };
  }

  private static int compare(String stored, String wanted) {
    if (number(stored) != null && number(wanted) != null) {
      return number(stored).compareTo(number(wanted));
    }
    try {
      return OffsetDateTime.parse(stored)
          .toInstant()
          .compareTo(OffsetDateTime.parse(wanted).toInstant());
    } catch (DateTimeParseException noTimes) {
      return stored.compareTo(wanted);
    }
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }

  private static List<String> values(String raw) {
    String inner = raw.startsWith("[") ? raw.substring(1, raw.length() - 1) : raw;
    List<String> values = new ArrayList<>();
    Matcher text = TEXT.matcher(inner);
    while (text.find()) {
      values.add(text.group(1) == null ? text.group(2) : text.group(1).replaceAll("\\\\(.)", "$1"));
    }
    return values.isEmpty() ? List.of("") : values;
  }
}
