package org.bellcrank.delivery.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One statement's text, read only as far as is needed to know what it asks for: what stands in
 * quotes and comments is passed over.
 *
 * @param sql with question marks alone
 * @param names of its named places, in their order; empty where it has question marks
 * @param places how many values it wants
 */
record SqlText(String sql, List<String> names, int places) {

  /** Nothing else belongs in a delivery; above all nothing that ends the transaction. */
  private static final Set<String> ALLOWED =
      Set.of("select", "insert", "update", "delete", "merge", "with", "values");

  /**
   * Reads a statement.
   *
   * @throws SqlRefusal when it begins with another word, holds several, leaves a quote open or has
   *     both names and question marks
   */
  static SqlText of(String given) throws SqlRefusal {
    String text = given.strip();
    String verb = verb(text);
    if (!ALLOWED.contains(verb)) {
      throw new SqlRefusal(
          "given a statement that begins with '%s'; allowed: %s"
              .formatted(verb, String.join(", ", ALLOWED.stream().sorted().toList())));
    }
    return new Reading(text).read();
  }

  /** Its first word in lower case. */
  String verb() {
    return verb(sql);
  }

  private static String verb(String text) {
    int end = 0;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /** One pass over the text. */
  private static final class Reading {
    private final String text;
    private final StringBuilder sql = new StringBuilder();
    private final List<String> names = new ArrayList<>();
    private int marks;
    private int at;

    Reading(String text) {
      this.text = text;
    }

    SqlText read() throws SqlRefusal {
      while (at < text.length()) {
        char here = text.charAt(at);
        if (here == '\'' || here == '"') {
          copyTo(quoteEnd(here));
        } else if (text.startsWith("--", at) || text.startsWith("/*", at)) {
          throw refused("a comment", "statements without comments");
        } else if (here == '$' && beginsDollarQuote()) {
          throw refused("a text in dollar signs", "values as parameters");
        } else if (here == ';') {
          throw refused("a semicolon", "one statement each");
        } else if (text.startsWith("::", at)) {
          copyTo(at + 2);
        } else if (here == ':' && isLetter(at + 1)) {
          name();
        } else {
          mark(here);
        }
      }
      if (marks > 0 && !names.isEmpty()) {
        throw new SqlRefusal("given question marks and names; allowed: one of them in a statement");
      }
      return new SqlText(sql.toString(), List.copyOf(names), marks + names.size());
    }

    private void mark(char here) {
      if (text.startsWith("??", at)) { // the driver's way to write an operator
        copyTo(at + 2);
        return;
      }
      marks += here == '?' ? 1 : 0;
      copyTo(at + 1);
    }

    private void name() {
      int end = at + 1;
      while (end < text.length() && isPart(text.charAt(end))) {
        end++;
      }
      names.add(text.substring(at + 1, end));
      sql.append('?');
      at = end;
    }

    private int quoteEnd(char quote) throws SqlRefusal {
      if (quote == '\'' && at > 0 && "eE".indexOf(text.charAt(at - 1)) >= 0) {
        throw refused("a text with backslashes", "values as parameters");
      }
      int end = text.indexOf(quote, at + 1);
      if (end < 0) {
        throw refused("a quote that is not closed", "one that is");
      }
      return end + 1; // a doubled quote reads as the end of one and the beginning of another
    }

    private boolean beginsDollarQuote() {
      return at + 1 < text.length() && (text.charAt(at + 1) == '$' || isLetter(at + 1));
    }

    private boolean isLetter(int where) {
      return where < text.length() && Character.isLetter(text.charAt(where));
    }

    private static boolean isPart(char each) {
      return Character.isLetterOrDigit(each) || each == '_';
    }

    private void copyTo(int end) {
      sql.append(text, at, end);
      at = end;
    }

    private SqlRefusal refused(String given, String allowed) {
      return new SqlRefusal("given %s at character %d; allowed: %s".formatted(given, at, allowed));
    }
  }
}
