package org.bellcrank.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bellcrank.document.Suggestion;
import org.bellcrank.expression.InvalidExpressionException.Mistake;

/**
 * The compiler's complaints in words of ours. They are taken from its report's text, because its
 * list of them is of a type that does not leave the library's bundle.
 */
final class Mistakes {

  private static final Pattern REPORTED =
      Pattern.compile("^ERROR: <input>:(-?\\d+):(-?\\d+): (.*)$", Pattern.MULTILINE);
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern NO_OVERLOAD =
      Pattern.compile("found no matching overload for '([^']*)' applied to '(.*?)' .*");
  private static final Pattern UNEXPECTED =
      Pattern.compile("(?:mismatched|extraneous) input '(.*?)' expecting .*");
  private static final Pattern NO_TOKEN = Pattern.compile("token recognition error at: '(.*)'");
  private static final Pattern CHAIN =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*(\\s*\\()?");

  private static final List<String> OWN_OF_THE_LANGUAGE =
      List.of(
          "size",
          "startsWith",
          "endsWith",
          "contains",
          "matches",
          "string",
          "int",
          "double",
          "bool",
          "timestamp",
          "duration",
          "has",
          "getFullYear",
          "getMonth",
          "getDate",
          "getDayOfWeek",
          "getHours",
          "getMinutes",
          "getSeconds",
          "exists",
          "all",
          "map",
          "filter");
  private static final int MOST_NAMED = 12;

  private final String text;
  private final Declarations declarations;

  Mistakes(String text, Declarations declarations) {
    this.text = text;
    this.declarations = declarations;
  }

  List<Mistake> of(String report) {
    List<Mistake> mistakes = new ArrayList<>();
    Matcher reported = REPORTED.matcher(report);
    while (reported.find()) {
      int line = Math.max(1, Integer.parseInt(reported.group(1)));
      int column = Math.max(1, Integer.parseInt(reported.group(2)));
      mistakes.add(mistake(line, column, reported.group(3)));
    }
    if (mistakes.isEmpty()) {
      mistakes.add(new Mistake(1, 1, report.strip()));
    }
    return mistakes.stream()
        .distinct()
        .sorted(Comparator.comparing(Mistake::line).thenComparing(Mistake::column))
        .toList();
  }

  private Mistake mistake(int line, int column, String message) {
    Matcher undeclared = UNDECLARED.matcher(message);
    if (undeclared.matches()) {
      return undeclared(line, column, undeclared.group(1));
    }
    Matcher overload = NO_OVERLOAD.matcher(message);
    if (overload.matches()) {
      return new Mistake(line, column, overload(overload.group(1), overload.group(2)));
    }
    Matcher unexpected = UNEXPECTED.matcher(message);
    if (unexpected.matches()) {
      return new Mistake(line, column, unexpected(unexpected.group(1)));
    }
    Matcher token = NO_TOKEN.matcher(message);
    if (token.matches()) {
      String hint = token.group(1).startsWith("=") ? ", compare with ==" : "";
      return new Mistake(line, column, "unexpected " + token.group(1).strip() + hint);
    }
    return new Mistake(line, column, message);
  }

  private Mistake undeclared(int line, int column, String name) {
    String row = row(line);
    int at = column - 1;
    if (row.startsWith(name, Math.min(at, row.length()))) {
      return new Mistake(line, column, variable(chain(row.substring(at), name)));
    }
    int start = row.lastIndexOf(name, at);
    return new Mistake(line, start < 0 ? column : start + 1, function(name));
  }

  /** The whole dotted name that begins here, without a method called on it. */
  private static String chain(String rest, String name) {
    Matcher chain = CHAIN.matcher(rest);
    if (!chain.lookingAt()) {
      return name;
    }
    String found = chain.group();
    boolean call = chain.group(2) != null;
    return call && found.contains(".") ? found.substring(0, found.lastIndexOf('.')) : found;
  }

  private String variable(String name) {
    Collection<String> declared = declarations.variables().keySet();
    String said = '"' + name + "\" is not declared";
    if (name.startsWith(Declarations.KNOWN)) {
      return said
          + nearest(name.substring(Declarations.KNOWN.length()), declared, Declarations.KNOWN);
    }
    List<String> below = declared.stream().filter(d -> d.startsWith(name + '.')).toList();
    return below.isEmpty()
        ? said + nearest(name, declared, "")
        : said + " by itself, declared are " + some(below);
  }

  private String function(String name) {
    List<String> all = new ArrayList<>(OWN_OF_THE_LANGUAGE);
    ExpressionLanguage.functions().forEach(f -> all.add(f.name()));
    return "there is no function \"" + name + '"' + nearest(name, all, "");
  }

  private static String nearest(String name, Collection<String> candidates, String prefix) {
    return Suggestion.closest(name, candidates)
        .map(c -> ", did you mean \"" + prefix + c + "\"?")
        .orElse(candidates.isEmpty() ? "" : ", declared are " + some(candidates));
  }

  private static String some(Collection<String> names) {
    String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return names.size() > MOST_NAMED ? first + " …" : first;
  }

  private static String overload(String function, String applied) {
    String name = function.equals("@in") ? "in" : function.replace("_", "");
    String inside = applied.substring(applied.indexOf('(') + 1, applied.lastIndexOf(')'));
    List<String> types =
        inside.isEmpty()
            ? List.of()
            : Arrays.stream(inside.split(", ")).map(CelTypes::words).toList();
    String said = '"' + name + "\" does not take " + String.join(" and ", types);
    if (types.isEmpty()) {
      said = '"' + name + "\" is not called like this";
    }
    if (types.contains("a number") && types.contains("a whole number")) {
      said += ", write whole numbers as 1.0 or convert with double(…)";
    }
    return said
        + ExpressionLanguage.functions().stream()
            .filter(f -> f.name().equals(name))
            .map(f -> ", it is " + f.signature())
            .findFirst()
            .orElse("");
  }

  private static String unexpected(String token) {
    return switch (token) {
      case "<EOF>" -> "the expression ends too early";
      case "and" -> "unexpected and, write &&";
      case "or" -> "unexpected or, write ||";
      case "not" -> "unexpected not, write !";
      default -> "unexpected " + token;
    };
  }

  private String row(int line) {
    String[] rows = text.split("\n", -1);
    return line <= rows.length ? rows[line - 1] : "";
  }
}
