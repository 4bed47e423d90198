package org.bellcrank.document;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The parser's complaint as a problem with its place. */
final class SyntaxProblem {

  private SyntaxProblem() {}

  static Problem of(String source, String text, YamlEngineException broken) {
    if (broken instanceof MarkedYamlEngineException marked) {
      Mark where = mark(source, marked.getProblemMark().or(marked::getContextMark));
      String context = marked.getContext() == null ? "" : marked.getContext() + ", ";
      return new Problem(where, "", "", "", "broken syntax: " + context + marked.getProblem());
    }
    if (broken instanceof ReaderException unreadable) {
      String shown = String.format("U+%04X", unreadable.getCodePoint());
      Mark where = markOf(source, text, unreadable.getCodePoint());
      return new Problem(
          where, "", shown, "printable characters", "a character that no document may hold");
    }
    return new Problem(new Mark(source, 1, 1), "", "", "", "broken syntax: " + broken.getMessage());
  }

  static Mark mark(String source, Optional<org.snakeyaml.engine.v2.exceptions.Mark> mark) {
    return mark.map(m -> new Mark(source, m.getLine() + 1, m.getColumn() + 1))
        .orElse(new Mark(source, 1, 1));
  }

  /** The first such character; the library counts its position by blocks, not from the start. */
  private static Mark markOf(String source, String text, int codePoint) {
    int at = Math.max(0, text.indexOf(codePoint));
    int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    return new Mark(source, line, at - text.lastIndexOf('\n', Math.max(0, at - 1)));
  }
}
