package org.bellcrank.delivery.connector;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Node;

/** Text with expressions in <code>${…}</code>. Safe for any thread. */
public final class Template {

  private final String text;
  private final List<Object> parts;

  private Template(String text, List<Object> parts) {
    this.text = text;
    this.parts = parts;
  }

  /**
   * Compiles the text of a node.
   *
   * @throws InvalidDocumentException when a bracket is left open or an expression does not compile
   */
  static Template of(Node node, Formulas formulas) throws InvalidDocumentException {
    return of(node, node.asText(), formulas);
  }

  /** As above, of a part of the node's text. */
  static Template of(Node node, String text, Formulas formulas) throws InvalidDocumentException {
    List<Object> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("${", at);
      if (open < 0) {
        parts.add(text.substring(at));
        break;
      }
      if (open > at) {
        parts.add(text.substring(at, open));
      }
      int close = close(text, open + 2);
      if (close < 0) {
        throw new InvalidDocumentException(
            node.problem("${expression}", "the bracket at character " + open + " is not closed"));
      }
      parts.add(formulas.compile(node, text.substring(open + 2, close)));
      at = close + 1;
    }
    return new Template(text, List.copyOf(parts));
  }

  /** The text with its expressions computed; empty when a name that it needs is not known. */
  public Optional<String> render(Map<String, Object> known) {
    return render(known, UnaryOperator.identity());
  }

  /**
   * As above.
   *
   * @param written how the values of expressions are written into the text
   */
  Optional<String> render(Map<String, Object> known, UnaryOperator<String> written) {
    StringBuilder result = new StringBuilder();
    for (Object part : parts) {
      if (part instanceof Formula formula) {
        Optional<Object> value = formula.value(known);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        result.append(written.apply(Values.text(value.get())));
      } else {
        result.append(part);
      }
    }
    return Optional.of(result.toString());
  }

  /** As {@link #render}, but a text that is one expression alone keeps its type. */
  public Optional<Object> value(Map<String, Object> known) {
    return parts.size() == 1 && parts.get(0) instanceof Formula formula
        ? formula.value(known).map(Values::json)
        : render(known).map(rendered -> rendered);
  }

  /** The names that it reads. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Object part : parts) {
      if (part instanceof Formula formula) {
        names.addAll(formula.names());
      }
    }
    return names;
  }

  /** The first name that it reads and that is not known; for messages. */
  public String missing(Map<String, Object> known) {
    return names().stream().filter(name -> !known.containsKey(name)).findFirst().orElse("");
  }

  @Override
  public String toString() {
    return text;
  }

  private static int close(String text, int from) {
    int depth = 0;
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && depth-- == 0) {
        return i;
      }
    }
    return -1;
  }
}
