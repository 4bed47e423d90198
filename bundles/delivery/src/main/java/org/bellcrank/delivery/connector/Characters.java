package org.bellcrank.delivery.connector;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Brings a text into the letters that a vendor takes.
 *
 * @param charset what it must be writable in; empty for anything
 * @param allowed which single characters may stand, as a class of a regular expression; empty for
 *     all
 */
public record Characters(Optional<Charset> charset, Optional<Pattern> allowed) {

  /** Every letter may stand. */
  public static final Characters ANY = new Characters(Optional.empty(), Optional.empty());

  private static final char UNKNOWN = '?';
  private static final char NOT_ALLOWED = '_';

  /** Letters that no decomposition brings nearer to plain ones. */
  private static final Map<Integer, String> PLAIN =
      Map.ofEntries(
          Map.entry((int) 'ß', "ss"),
          Map.entry((int) 'æ', "ae"),
          Map.entry((int) 'Æ', "AE"),
          Map.entry((int) 'œ', "oe"),
          Map.entry((int) 'Œ', "OE"),
          Map.entry((int) 'ø', "o"),
          Map.entry((int) 'Ø', "O"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'Ł', "L"),
          Map.entry((int) 'đ', "d"),
          Map.entry((int) 'Đ', "D"),
          Map.entry((int) '–', "-"),
          Map.entry((int) '—', "-"),
          Map.entry((int) '‘', "'"),
          Map.entry((int) '’', "'"),
          Map.entry((int) '“', "\""),
          Map.entry((int) '”', "\""),
          Map.entry((int) '„', "\""),
          Map.entry((int) '€', "EUR"),
          Map.entry((int) '×', "x"),
          Map.entry(0xA0, " "));

  /**
   * The text in letters that may stand: é as e, ß as ss, what has no plain form as a question mark,
   * what is not allowed as an underscore, where that may stand. A text that may stand as it is
   * stays as it is.
   */
  String fitted(String text) {
    String written = charset.map(set -> writable(text, set)).orElse(text);
    return allowed.map(pattern -> only(written, pattern)).orElse(written);
  }

  /** The mark at the end of a text that was cut, in letters that may stand. */
  String cutMark() {
    return fitted("…").equals("…") ? "…" : allowed.isEmpty() ? "..." : "";
  }

  private static String writable(String text, Charset set) {
    CharsetEncoder encoder = set.newEncoder();
    if (encoder.canEncode(text)) {
      return text;
    }
    StringBuilder result = new StringBuilder(text.length());
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    composed
        .codePoints()
        .forEach(
            point -> {
              String own = Character.toString(point);
              result.append(encoder.canEncode(own) ? own : plain(point, encoder));
            });
    return result.toString();
  }

  private static String plain(int point, CharsetEncoder encoder) {
    String known = PLAIN.get(point);
    if (known != null) {
      return known;
    }
    String bare =
        Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "");
    return !bare.isEmpty() && encoder.canEncode(bare) ? bare : String.valueOf(UNKNOWN);
  }

  private static String only(String text, Pattern allowed) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .mapToObj(Character::toString)
        .forEach(own -> result.append(allowed.matcher(own).matches() ? own : bare(own, allowed)));
    return result.toString();
  }

  private static String bare(String own, Pattern allowed) {
    String known = PLAIN.getOrDefault(own.codePointAt(0), "");
    String plain =
        known.isEmpty()
            ? Normalizer.normalize(own, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "")
            : known;
    boolean fits =
        !plain.isEmpty()
            && plain
                .codePoints()
                .mapToObj(Character::toString)
                .allMatch(allowed.asMatchPredicate());
    String otherwise = String.valueOf(NOT_ALLOWED);
    return fits ? plain : allowed.matcher(otherwise).matches() ? otherwise : "";
  }
}
