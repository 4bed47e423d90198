package org.bellcrank.workorder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.expression.Declarations;
import org.bellcrank.expression.Expression;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.expression.InvalidExpressionException;
import org.bellcrank.expression.Outcome;
import org.bellcrank.expression.Type;
import org.bellcrank.journal.Facts;

/**
 * A text with placeholders: what stands between braces is an expression over the names of {@link
 * OrderFields}, for example {@code Pitting on {asset.name}}. A doubled brace stands for itself. A
 * line with a placeholder whose value is not known is left out as a whole.
 */
public final class Text {

  /** The names that placeholders may use. */
  public static final Declarations NAMES = names();

  private final List<List<Part>> lines;
  private final String source;

  private sealed interface Part {
    record Words(String text) implements Part {}

    record Place(Expression expression) implements Part {}
  }

  private Text(String source, List<List<Part>> lines) {
    this.source = source;
    this.lines = lines;
  }

  /**
   * Reads a text.
   *
   * @throws InvalidExpressionException when a placeholder is no expression
   * @throws IllegalArgumentException when a brace is not closed
   */
  public static Text of(String source, ExpressionLanguage language)
      throws InvalidExpressionException {
    List<List<Part>> lines = new ArrayList<>();
    for (String line : source.split("\n", -1)) {
      lines.add(parts(line, language));
    }
    return new Text(source, List.copyOf(lines));
  }

  private static List<Part> parts(String line, ExpressionLanguage language)
      throws InvalidExpressionException {
    List<Part> parts = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    int at = 0;
    while (at < line.length()) {
      char letter = line.charAt(at);
      boolean doubled = at + 1 < line.length() && line.charAt(at + 1) == letter;
      if ((letter == '{' || letter == '}') && doubled) {
        words.append(letter);
        at += 2;
      } else if (letter == '{') {
        int end = line.indexOf('}', at);
        if (end < 0) {
          throw new IllegalArgumentException(
              "the brace at column %d has no closing one; a brace of its own is written doubled"
                  .formatted(at + 1));
        }
        parts.add(new Part.Words(words.toString()));
        words.setLength(0);
        parts.add(new Part.Place(language.compile(line.substring(at + 1, end), NAMES, Type.ANY)));
        at = end + 1;
      } else {
        words.append(letter);
        at++;
      }
    }
    parts.add(new Part.Words(words.toString()));
    return List.copyOf(parts);
  }

  /** The text with its placeholders filled. */
  public String fill(Facts facts) {
    return fill(values(facts));
  }

  /** As above, for who fills several texts with what {@link #values} gave. */
  String fill(Map<String, Object> values) {
    StringBuilder text = new StringBuilder();
    for (List<Part> line : lines) {
      fill(line, values)
          .ifPresent(
              filled -> {
                if (text.length() > 0) {
                  text.append('\n');
                }
                text.append(filled);
              });
    }
    return text.toString();
  }

  private static Optional<String> fill(List<Part> line, Map<String, Object> values) {
    StringBuilder text = new StringBuilder();
    for (Part part : line) {
      if (part instanceof Part.Words words) {
        text.append(words.text());
      } else if (part instanceof Part.Place place) {
        if (!(place.expression().evaluate(values) instanceof Outcome.Value value)) {
          return Optional.empty();
        }
        text.append(value.value());
      }
    }
    return Optional.of(text.toString());
  }

  /** The values of an order as expressions see them. */
  public static Map<String, Object> values(Facts facts) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (OrderFields.Field field : OrderFields.all()) {
      Object value =
          switch (field.kind()) {
            case TEXT -> facts.text(field.name()).orElse(null);
            case NUMBER ->
                facts.number(field.name()).isPresent()
                    ? (Object) facts.number(field.name()).getAsDouble()
                    : null;
            case WHOLE ->
                facts.whole(field.name()).isPresent()
                    ? (Object) facts.whole(field.name()).getAsLong()
                    : null;
            case INSTANT -> facts.instant(field.name()).orElse(null);
            case TEXT_LIST -> facts.has(field.name()) ? facts.textList(field.name()) : null;
          };
      if (value != null) {
        values.put(field.name(), value);
      }
    }
    return values;
  }

  private static Declarations names() {
    Declarations.Builder names = Declarations.builder();
    for (OrderFields.Field field : OrderFields.all()) {
      Type type =
          switch (field.kind()) {
            case TEXT -> Type.TEXT;
            case NUMBER -> Type.NUMBER;
            case WHOLE -> Type.INTEGER;
            case INSTANT -> Type.TIMESTAMP;
            case TEXT_LIST -> Type.TEXT_LIST;
          };
      names.variable(field.name(), type, field.meaning());
    }
    return names.build();
  }

  /** The text as it was written. */
  @Override
  public String toString() {
    return source;
  }
}
