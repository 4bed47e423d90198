package org.bellcrank.delivery.connector;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bellcrank.journal.Facts;

/** Holds what was sent against what the other side shows. */
public final class ReadBack {

  private static final int SHOWN = 40;
  private static final Pattern NUMBERED = Pattern.compile("&#(\\d{1,6});");

  private ReadBack() {}

  /**
   * The fields of a body that can be read back, by JSON pointer.
   *
   * @param on name of the body, for example {@code update}
   * @throws Mapper.UnmappedException when the body cannot be made
   */
  public static Facts sent(Connector connector, String on, Map<String, Object> known) {
    Facts.Builder sent = Facts.builder();
    new Mapper(connector.mapping())
        .fields(on, known)
        .forEach(
            (pointer, value) -> {
              if (how(connector, pointer, on) != FieldFacts.ReadBack.NONE) {
                sent.put(pointer, value);
              }
            });
    return sent.build();
  }

  /**
   * What stands there otherwise than it was sent, one line; empty when all is as sent.
   *
   * @param sent fields by JSON pointer
   * @param shown the object that the other side showed
   */
  public static Optional<String> difference(Connector connector, Facts sent, Content shown) {
    List<String> differences = new ArrayList<>();
    sent.values()
        .forEach(
            (field, value) -> {
              Optional<Mapping.Field> mapped = connector.mapping().field(field);
              Optional<String> there =
                  shown.field(mapped.map(each -> each.within(field)).orElse(field));
              if (there.isEmpty() || !same(connector, field, String.valueOf(value), there.get())) {
                differences.add(line(field, String.valueOf(value), there));
              }
            });
    return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
  }

  private static FieldFacts.ReadBack how(Connector connector, String field) {
    return how(connector, field, "");
  }

  private static FieldFacts.ReadBack how(Connector connector, String field, String on) {
    return connector
        .facts()
        .find(field, on)
        .map(FieldFacts.Fact::readBack)
        .orElse(FieldFacts.ReadBack.AS_SENT);
  }

  private static boolean same(Connector connector, String field, String sent, String there) {
    Optional<Mapping.Field> mapped = connector.mapping().field(field);
    Encoding encoding = mapped.map(known -> known.form().encoding()).orElse(Encoding.PLAIN);
    return switch (mapped.map(Mapping.Field::type).orElse(Mapping.Type.TEXT)) {
      case WHOLE, NUMBER -> sameNumber(sent, there);
      case INSTANT ->
          encoding.sameTime(sent, there).orElseGet(() -> lines(sent).equals(lines(there)));
      case BOOL ->
          encoding == Encoding.PLAIN
              ? sent.equals(there.equals("1") ? "true" : there.equals("0") ? "false" : there)
              : lines(sent).equals(lines(there));
      case TEXT ->
          lines(sent).equals(lines(there))
              || how(connector, field) == FieldFacts.ReadBack.FORMATTED
                  && letters(sent).equals(letters(plain(there)));
    };
  }

  private static boolean sameNumber(String sent, String there) {
    try {
      return new BigDecimal(sent).compareTo(new BigDecimal(there.strip())) == 0;
    } catch (NumberFormatException otherForm) {
      return lines(sent).equals(lines(there));
    }
  }

  private static String lines(String text) {
    return text.replaceAll("\\r\\n?", "\n").replaceAll("[ \\t]+\n", "\n").strip();
  }

  private static String letters(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("[^\\p{L}\\p{N}]+", "");
  }

  /** Without the mark-up that editors of long texts leave. */
  private static String plain(String text) {
    return text.replaceAll("(?s)<!--.*?-->", "")
        .replaceAll("</?[a-zA-Z][^>]*>", " ")
        .replaceAll("&(lt|gt|amp|quot|apos|nbsp);", " ")
        .transform(left -> NUMBERED.matcher(left).replaceAll(ReadBack::character));
  }

  private static String character(MatchResult entity) {
    int point = Integer.parseInt(entity.group(1));
    return Character.isLetterOrDigit(point) ? Character.toString(point) : " ";
  }

  private static String line(String field, String sent, Optional<String> there) {
    int from = there.map(other -> firstDifference(sent, other)).orElse(0);
    return "%s: sent %s, shows %s"
        .formatted(
            field, excerpt(sent, from), there.map(other -> excerpt(other, from)).orElse("nothing"));
  }

  private static int firstDifference(String one, String other) {
    int at = 0;
    while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at;
  }

  /** The text around its first difference, when it is too long for a line. */
  private static String excerpt(String text, int difference) {
    if (text.length() <= SHOWN) {
      return text;
    }
    int from = Math.max(0, Math.min(difference - SHOWN / 4, text.length() - SHOWN));
    int to = Math.min(text.length(), from + SHOWN);
    return (from > 0 ? "…" : "")
        + text.substring(from, to).replaceAll("\\s+", " ")
        + (to < text.length() ? "…" : "");
  }
}
