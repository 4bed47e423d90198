package org.bellcrank.delivery.connector;

import java.util.ArrayList;
import java.util.List;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;

/** Collects what is wrong, so that all of it is told together. */
final class Problems {

  private final List<Problem> found = new ArrayList<>();

  void add(Problem problem) {
    found.add(problem);
  }

  void addAll(List<Problem> more) {
    found.addAll(more);
  }

  /** Runs a part and keeps what is wrong with it. */
  void collect(Part part) {
    try {
      part.read();
    } catch (InvalidDocumentException broken) {
      found.addAll(broken.problems());
    }
  }

  List<Problem> all() {
    return found.stream().sorted(Problem.BY_PLACE).distinct().toList();
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** A part of a document that may be broken by itself. */
  interface Part {
    void read() throws InvalidDocumentException;
  }
}
