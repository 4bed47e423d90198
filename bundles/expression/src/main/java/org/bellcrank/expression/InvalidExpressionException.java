package org.bellcrank.expression;

import java.util.List;
import org.bellcrank.document.Node;
import org.bellcrank.document.Problem;

/** An expression that does not compile, with everything that is wrong with it. */
public final class InvalidExpressionException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String text;
  private final transient List<Mistake> mistakes;

  /**
   * One mistake.
   *
   * @param line from 1, within the expression
   * @param column from 1
   * @param message a sentence without a full stop
   */
  public record Mistake(int line, int column, String message) {}

  InvalidExpressionException(String text, List<Mistake> mistakes) {
    super(mistakes.get(0).message() + " (at " + place(mistakes.get(0)) + " of: " + text + ")");
    this.text = text;
    this.mistakes = List.copyOf(mistakes);
  }

  /** The expression as given. */
  public String text() {
    return text;
  }

  /** At least one, in the order of the text. */
  public List<Mistake> mistakes() {
    return mistakes;
  }

  /** Line of the first mistake, from 1. */
  public int line() {
    return mistakes.get(0).line();
  }

  /** Column of the first mistake, from 1. */
  public int column() {
    return mistakes.get(0).column();
  }

  /** The mistakes as problems of the document that holds the expression. */
  public List<Problem> problems(Node node) {
    return mistakes.stream()
        .map(
            m ->
                new Problem(
                    node.where(),
                    node.pointer(),
                    node.shown(),
                    "",
                    m.message() + " (" + place(m) + " of the expression)"))
        .toList();
  }

  private static String place(Mistake mistake) {
    return mistake.line() == 1
        ? "column " + mistake.column()
        : "line " + mistake.line() + ", column " + mistake.column();
  }
}
