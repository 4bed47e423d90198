package org.bellcrank.document;

import java.util.List;

/** A document that cannot be used, with everything that is wrong with it. */
public final class InvalidDocumentException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * @param problems at least one; kept sorted by place
   */
  public InvalidDocumentException(List<Problem> problems) {
    super(summary(problems));
    this.problems = problems.stream().sorted(Problem.BY_PLACE).toList();
  }

  public InvalidDocumentException(Problem problem) {
    this(List.of(problem));
  }

  /** At least one, sorted by source, line and column. */
  public List<Problem> problems() {
    return problems;
  }

  private static String summary(List<Problem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("An invalid document needs at least one problem.");
    }
    String first = problems.stream().min(Problem.BY_PLACE).orElseThrow().text();
    int more = problems.size() - 1;
    return more == 0 ? first : first + " (and " + more + " more)";
  }
}
