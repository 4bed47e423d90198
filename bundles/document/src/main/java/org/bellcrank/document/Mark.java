package org.bellcrank.document;

import java.util.Objects;

/**
 * A place in a document.
 *
 * @param source the file path or another name of the document, as a reader would look for it
 * @param line from 1
 * @param column from 1, counted in characters
 */
public record Mark(String source, int line, int column) implements Comparable<Mark> {

  public Mark {
    Objects.requireNonNull(source, "source");
  }

  /** By source, then line, then column. */
  @Override
  public int compareTo(Mark other) {
    int bySource = source.compareTo(other.source);
    if (bySource != 0) {
      return bySource;
    }
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  /** {@code source:line:column}. */
  @Override
  public String toString() {
    return source + ':' + line + ':' + column;
  }
}
