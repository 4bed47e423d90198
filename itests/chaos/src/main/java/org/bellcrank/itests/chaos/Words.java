package org.bellcrank.itests.chaos;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * The words of a command line, read one after another; each refusal is an {@link
 * IllegalArgumentException} that says what was given and what is allowed.
 */
public final class Words {

  private final Iterator<String> left;
  private final String allowed;

  /**
   * @param allowed the words that are understood, for whoever gave another
   */
  public Words(List<String> arguments, String allowed) {
    left = arguments.iterator();
    this.allowed = allowed;
  }

  /** Whether one is left. */
  public boolean hasNext() {
    return left.hasNext();
  }

  /** The next one. */
  public String next() {
    return left.next();
  }

  /** What to throw for a word that is not understood. */
  public IllegalArgumentException unknown(String word) {
    return new IllegalArgumentException("given '%s'; allowed: %s".formatted(word, allowed));
  }

  /** The text after a word. */
  public String text(String word) {
    if (!left.hasNext()) {
      throw new IllegalArgumentException(word + " needs a value");
    }
    return left.next();
  }

  /** The file or folder after a word, from the root on. */
  public Path path(String word) {
    return Path.of(text(word)).toAbsolutePath();
  }

  /** The number after a word, both ends included; none is negative. */
  public int number(String word, int least, int most) {
    String text = text(word);
    long given = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : -1;
    if (given >= least && given <= most) {
      return (int) given;
    }
    throw new IllegalArgumentException(
        "%s: given '%s'; allowed %d to %d".formatted(word, text, least, most));
  }

  /** The text after a word, where only one of two will do. */
  public String either(String word, String one, String other) {
    String text = text(word);
    if (text.equals(one) || text.equals(other)) {
      return text;
    }
    throw new IllegalArgumentException(
        "%s: given '%s'; allowed %s or %s".formatted(word, text, one, other));
  }
}
