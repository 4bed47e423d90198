package org.bellcrank.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Our own functions: what each is called, what it means and what it does. */
final class Functions {

  /** A function as the language needs it. */
  record Function(FunctionDoc doc, CelFunctionDecl declaration, CelFunctionBinding binding) {}

  private static final CelType TEXT = SimpleType.STRING;
  private static final CelType WHOLE = SimpleType.INT;
  private static final int LONGEST_PADDING = 1000;
  private static final int MOST_DIGITS = 18;

  static final List<Function> ALL =
      List.of(
          function(
              "truncate(text, whole number) → text",
              "The text, cut to at most so many characters; the last one is then an ellipsis.",
              "truncate('Bearing worn', 8)",
              "'Bearing…'",
              List.of(TEXT, WHOLE),
              TEXT,
              a -> truncate((String) a[0], (Long) a[1])),
          function(
              "first(text, whole number) → text",
              "The first characters of the text, at most so many.",
              "first('PITTING', 3)",
              "'PIT'",
              List.of(TEXT, WHOLE),
              TEXT,
              a -> first((String) a[0], (Long) a[1])),
          function(
              "upper(text) → text",
              "The text in upper case.",
              "upper('pit')",
              "'PIT'",
              List.of(TEXT),
              TEXT,
              a -> ((String) a[0]).toUpperCase(Locale.ROOT)),
          function(
              "lower(text) → text",
              "The text in lower case.",
              "lower('PIT')",
              "'pit'",
              List.of(TEXT),
              TEXT,
              a -> ((String) a[0]).toLowerCase(Locale.ROOT)),
          function(
              "padLeft(text, whole number, text) → text",
              "The text, filled up on the left to so many characters (at most 1000).",
              "padLeft('42', 6, '0')",
              "'000042'",
              List.of(TEXT, WHOLE, TEXT),
              TEXT,
              a -> padLeft((String) a[0], (Long) a[1], (String) a[2])),
          function(
              "digits(text, whole number) → text",
              "So many digits (0 to 18), always the same for the same text: a hash, where a system"
                  + " knows things by numbers alone.",
              "digits('ABCDEFGHIJKLMNOPQRST', 6)",
              "'096494'",
              List.of(TEXT, WHOLE),
              TEXT,
              a -> digits((String) a[0], (Long) a[1])),
          function(
              "oneLine(text) → text",
              "The text without line breaks, tabs and repeated spaces.",
              "oneLine('two  spaces')",
              "'two spaces'",
              List.of(TEXT),
              TEXT,
              a -> ((String) a[0]).replaceAll("\\s+", " ").strip()),
          function(
              "round(number, whole number) → number",
              "The number with at most so many digits (0 to 15) after the point, halves away from"
                  + " zero.",
              "round(0.8749, 2)",
              "0.87",
              List.of(SimpleType.DOUBLE, WHOLE),
              SimpleType.DOUBLE,
              a -> round((Double) a[0], (Long) a[1])),
          function(
              "percent(number) → text",
              "A share from 0 to 1 in whole per cent.",
              "percent(0.874)",
              "'87 %'",
              List.of(SimpleType.DOUBLE),
              TEXT,
              a -> plain(round((Double) a[0] * 100, 0)) + " %"),
          function(
              "formatInstant(time, text, text) → text",
              "The time by a pattern (yyyy-MM-dd HH:mm:ss) in a time zone.",
              "formatInstant(timestamp('2026-03-29T06:00:00Z'), 'dd.MM.yyyy HH:mm',"
                  + " 'Europe/Berlin')",
              "'29.03.2026 08:00'",
              List.of(SimpleType.TIMESTAMP, TEXT, TEXT),
              TEXT,
              a -> formatInstant((Instant) a[0], (String) a[1], (String) a[2])),
          function(
              "join(list of texts, text) → text",
              "The texts of a list with another text between them.",
              "join(['pit', 'scratch'], ', ')",
              "'pit, scratch'",
              List.of(ListType.create(TEXT), TEXT),
              TEXT,
              a -> join((List<?>) a[0], (String) a[1])));

  private Functions() {}

  private static Function function(
      String signature,
      String description,
      String example,
      String yields,
      List<CelType> parameters,
      CelType result,
      CelFunctionOverload body) {
    String name = signature.substring(0, signature.indexOf('('));
    String overload = "bellcrank_" + name;
    List<Class<?>> classes = parameters.stream().<Class<?>>map(Functions::javaClass).toList();
    return new Function(
        new FunctionDoc(name, signature, description, example, yields),
        CelFunctionDecl.newFunctionDeclaration(
            name, List.of(CelOverloadDecl.newGlobalOverload(overload, result, parameters))),
        CelFunctionBinding.from(overload, classes, body));
  }

  private static Class<?> javaClass(CelType type) {
    return switch (type.kind()) {
      case STRING -> String.class;
      case INT -> Long.class;
      case DOUBLE -> Double.class;
      case TIMESTAMP -> Instant.class;
      case LIST -> List.class;
      default -> throw new IllegalArgumentException("No function takes a " + type);
    };
  }

  private static String truncate(String text, long most) throws CelEvaluationException {
    int length = within("truncate", most, Integer.MAX_VALUE);
    if (text.codePointCount(0, text.length()) <= length) {
      return text;
    }
    return length == 0 ? "" : text.substring(0, text.offsetByCodePoints(0, length - 1)) + '…';
  }

  private static String first(String text, long most) throws CelEvaluationException {
    int length = within("first", most, Integer.MAX_VALUE);
    return text.codePointCount(0, text.length()) <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, length));
  }

  private static String padLeft(String text, long length, String fill)
      throws CelEvaluationException {
    int missing = within("padLeft", length, LONGEST_PADDING) - text.length();
    if (missing <= 0) {
      return text;
    }
    if (fill.isEmpty()) {
      throw new CelEvaluationException("padLeft needs something to fill with, given ''");
    }
    return fill.repeat(missing).substring(0, missing) + text;
  }

  private static String digits(String text, long length) throws CelEvaluationException {
    int many = within("digits", length, MOST_DIGITS);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      String all = padLeft(new BigInteger(1, hash).toString(), MOST_DIGITS, "0");
      return all.substring(all.length() - many);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static double round(double number, long digits) throws CelEvaluationException {
    int scale = within("round", digits, 15);
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).setScale(scale, RoundingMode.HALF_UP).doubleValue()
        : number;
  }

  private static String plain(double whole) throws CelEvaluationException {
    if (!Double.isFinite(whole)) {
      throw new CelEvaluationException("percent needs a finite number, given " + whole);
    }
    return BigDecimal.valueOf(whole).setScale(0, RoundingMode.HALF_UP).toPlainString();
  }

  private static String formatInstant(Instant time, String pattern, String zone)
      throws CelEvaluationException {
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(time.atZone(ZoneId.of(zone)));
    } catch (DateTimeException | IllegalArgumentException refused) {
      throw new CelEvaluationException("formatInstant: " + refused.getMessage(), refused);
    }
  }

  private static String join(List<?> texts, String between) {
    return String.join(between, texts.stream().map(String::valueOf).toList());
  }

  private static int within(String function, long given, int most) throws CelEvaluationException {
    if (given < 0 || given > most) {
      throw new CelEvaluationException(
          function + " takes a whole number from 0 to " + most + ", given " + given);
    }
    return (int) given;
  }
}
