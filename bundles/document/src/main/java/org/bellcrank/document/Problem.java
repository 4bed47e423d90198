package org.bellcrank.document;

import java.util.Comparator;
import java.util.Objects;

/**
 * One mistake in a document: where it stands, what was given, what is allowed.
 *
 * @param where the key or the value that is wrong
 * @param pointer its JSON pointer, empty for the whole document
 * @param given what stands there, ready to print (texts in quotes); empty when that says nothing
 * @param allowed what may stand there, ready to print; empty when the message says it
 * @param message a sentence without a full stop; empty when given and allowed say everything
 */
public record Problem(Mark where, String pointer, String given, String allowed, String message) {

  /** In the order in which a reader meets them. */
  public static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::where).thenComparing(Problem::pointer);

  public Problem {
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(pointer, "pointer");
    Objects.requireNonNull(given, "given");
    Objects.requireNonNull(allowed, "allowed");
    Objects.requireNonNull(message, "message");
  }

  /**
   * One line, for example {@code assets.yaml:8:3 /assets/2/criticality: given "X", allowed A, B,
   * C}.
   */
  public String text() {
    StringBuilder line = new StringBuilder(where.toString());
    if (!pointer.isEmpty()) {
      line.append(' ').append(pointer);
    }
    return line.append(": ").append(words()).toString();
  }

  /** The same without the place. */
  public String words() {
    StringBuilder words = new StringBuilder(message);
    if (!given.isEmpty()) {
      words.append(words.isEmpty() ? "" : ", ").append("given ").append(given);
    }
    if (!allowed.isEmpty()) {
      words.append(words.isEmpty() ? "" : ", ").append("allowed ").append(allowed);
    }
    return words.toString();
  }
}
