package org.bellcrank.itests.doubles;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells by a statement what a request wants. */
final class SqlOperations {

  private static final Pattern CHANGE = Pattern.compile("^(insert into|update)\\s+(\\w+)");
  private static final Pattern SEARCH = Pattern.compile("\\bfrom\\s+(\\w+)");

  /** Whoever goes through a table page by page searches, whatever table it is. */
  private static final Pattern PAGE = Pattern.compile("\\bfrom\\s.*\\soffset\\s", Pattern.DOTALL);

  private final String orders;
  private final String files;

  SqlOperations(SqlPlan plan) {
    orders = plan.orders().toLowerCase(Locale.ROOT);
    files = plan.files().toLowerCase(Locale.ROOT);
  }

  /** Empty where it has to do with neither orders nor files: the next one tells. */
  Optional<Operation> of(String statement) {
    String sql = statement.strip().toLowerCase(Locale.ROOT);
    Matcher change = CHANGE.matcher(sql);
    if (change.find()) {
      if (change.group(2).equals(files)) {
        return Optional.of(Operation.ATTACH);
      }
      boolean made = change.group(1).startsWith("insert");
      return change.group(2).equals(orders)
          ? Optional.of(made ? Operation.CREATE : Operation.UPDATE)
          : Optional.empty();
    }
    Matcher search = SEARCH.matcher(sql);
    boolean found =
        search
            .results()
            .map(table -> table.group(1))
            .anyMatch(table -> table.equals(orders) || table.equals(files));
    return found || PAGE.matcher(sql).find() ? Optional.of(Operation.FIND) : Optional.empty();
  }
}
