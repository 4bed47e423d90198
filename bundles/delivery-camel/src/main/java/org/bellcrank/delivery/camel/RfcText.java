package org.bellcrank.delivery.camel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.rfc.RfcResult;
import org.bellcrank.delivery.rfc.RfcValue;

/** What function modules gave back, as XML that a connector's paths read. */
final class RfcText {

  private static final List<String> FAILED = List.of("E", "A", "X");
  private static final String RETURN = "RETURN";

  private RfcText() {}

  /**
   * A row that says that it was not done.
   *
   * @param words in the other side's language
   * @param code class and number of the message, with a blank
   * @param field empty where none is meant
   */
  record Refused(String words, String code, String field) {}

  /** ABAP's name of an element: name spaces stand between slashes, which XML does not take. */
  static String name(String element) {
    return element.replace("_-", "/");
  }

  /** The first row of RETURN, a table or a structure, that says so. */
  static Optional<Refused> refused(RfcResult result) {
    RfcValue value = result.parameters().get(RETURN);
    List<RfcValue.Structure> rows =
        value instanceof RfcValue.Table table
            ? table.rows()
            : value instanceof RfcValue.Structure one ? List.of(one) : List.of();
    return rows.stream()
        .map(RfcValue.Structure::fields)
        .filter(row -> FAILED.contains(row.getOrDefault("TYPE", "")))
        .map(
            row ->
                new Refused(
                    row.getOrDefault("MESSAGE", ""),
                    (row.getOrDefault("ID", "") + " " + row.getOrDefault("NUMBER", "")).strip(),
                    row.getOrDefault("FIELD", "")))
        .findFirst();
  }

  /** A parameter, or a field of a structure behind a slash. */
  static Optional<String> at(RfcResult result, String path) {
    RfcValue whole = result.parameters().get(path);
    if (whole instanceof RfcValue.Text text) {
      return Optional.of(text.text());
    }
    int slash = path.lastIndexOf('/');
    return slash > 0
            && result.parameters().get(path.substring(0, slash)) instanceof RfcValue.Structure in
        ? Optional.ofNullable(in.fields().get(path.substring(slash + 1)))
        : Optional.empty();
  }

  /**
   * The answer.
   *
   * @param functions names of the calls that were answered, in their order
   * @param refusal {@code <refused>} or nothing
   */
  static byte[] answer(List<String> functions, List<RfcResult> results, String refusal) {
    StringBuilder xml = new StringBuilder("<session>");
    for (int i = 0; i < results.size(); i++) {
      xml.append("<call function=\"").append(escaped(functions.get(i))).append("\">");
      results.get(i).parameters().forEach((name, value) -> value(xml, name, value));
      xml.append("</call>");
    }
    return xml.append(refusal).append("</session>").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What was not done, at which call, counted from 1, and why. */
  static String refusal(int call, String function, Refused refused) {
    StringBuilder xml = new StringBuilder("<refused call=\"").append(call).append("\" function=\"");
    xml.append(escaped(function)).append("\">");
    field(xml, "message", refused.words());
    field(xml, "code", refused.code());
    field(xml, "field", refused.field());
    return xml.append("</refused>").toString();
  }

  private static void value(StringBuilder xml, String name, RfcValue value) {
    String tag = name.replace("/", "_-");
    if (value instanceof RfcValue.Text text) {
      field(xml, tag, text.text());
      return;
    }
    xml.append('<').append(tag).append('>');
    if (value instanceof RfcValue.Structure structure) {
      fields(xml, structure.fields());
    } else if (value instanceof RfcValue.Table table) {
      for (RfcValue.Structure row : table.rows()) {
        xml.append("<item>");
        fields(xml, row.fields());
        xml.append("</item>");
      }
    }
    xml.append("</").append(tag).append('>');
  }

  private static void fields(StringBuilder xml, Map<String, String> fields) {
    fields.forEach((name, text) -> field(xml, name.replace("/", "_-"), text));
  }

  private static void field(StringBuilder xml, String tag, String text) {
    xml.append('<').append(tag).append('>').append(escaped(text));
    xml.append("</").append(tag).append('>');
  }

  /** Letters that XML does not know, such as those below the blank, become a question mark. */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            letter -> {
              switch (letter) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(isKnown(letter) ? letter : '?');
              }
            });
    return safe.toString();
  }

  private static boolean isKnown(int letter) {
    return letter == '\t'
        || letter == '\n'
        || letter == '\r'
        || letter >= ' ' && letter < Character.MIN_SURROGATE
        || letter > Character.MAX_SURROGATE && letter < 0xFFFE
        || letter > 0xFFFF;
  }
}
