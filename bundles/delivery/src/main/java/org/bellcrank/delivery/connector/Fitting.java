package org.bellcrank.delivery.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Brings a text into the letters and the length of its field. */
final class Fitting {

  private static final int SHOWN = 60;

  private Fitting() {}

  /**
   * The text with its tail, no longer than the field.
   *
   * @param tail stands at the end and is never cut
   * @throws TooLongException when it is too long and the field refuses that
   */
  static String of(Mapping.Field field, String given, String tail) {
    String text = written(field, given);
    int max = field.max().orElse(Integer.MAX_VALUE) - tail.length();
    if (text.length() <= max) {
      return text + tail;
    }
    String mark = field.form().characters().cutMark();
    if (field.overflow() == Mapping.Overflow.REFUSE) {
      throw new TooLongException(
          "takes %d characters; given %d: \"%s\""
              .formatted(
                  max,
                  text.length(),
                  text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text));
    }
    int end = Math.max(0, max - mark.length());
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + mark + tail;
  }

  /** A text in lines of at most so many units, parted at its own ends of lines and at blanks. */
  static List<String> lines(String text, int most) {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String rest = line;
      while (rest.length() > most) {
        int blank = rest.lastIndexOf(' ', most);
        boolean torn = blank <= 0 && Character.isHighSurrogate(rest.charAt(most - 1)) && most > 1;
        int end = blank > 0 ? blank : torn ? most - 1 : most;
        lines.add(rest.substring(0, end));
        rest = rest.substring(blank > 0 ? end + 1 : end);
      }
      lines.add(rest);
    }
    return lines;
  }

  /** How long a text is once it is written in the letters of its field. */
  static int length(Mapping.Field field, String given) {
    return written(field, given).length();
  }

  static String written(Mapping.Field field, String given) {
    // What is no letter at all would end a text early somewhere on its way.
    String letters = letters(field, given.replace("\u0000", ""));
    return zeros(field, field.form().characters().fitted(letters));
  }

  static String letters(Mapping.Field field, String given) {
    return switch (field.letters()) {
      case UPPER -> given.toUpperCase(Locale.ROOT);
      case LOWER -> given.toLowerCase(Locale.ROOT);
      case AS_IS -> given;
    };
  }

  private static String zeros(Mapping.Field field, String text) {
    int missing = field.form().zeros().orElse(0) - text.length();
    return missing > 0 && text.matches("[0-9]+") ? "0".repeat(missing) + text : text;
  }

  /** A text that does not fit and must not be cut. */
  static final class TooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooLongException(String message) {
      super(message);
    }
  }
}
