package org.bellcrank.pipeline;

import java.util.Optional;
import org.bellcrank.asset.Point;
import org.bellcrank.observation.Finding;

/** What lies below a point's floor is recorded and nothing more. */
final class Floor {

  private Floor() {}

  /**
   * Why a finding is of no interest at its point; empty when it is. A source that does not know the
   * floors reported it; it was accepted, so it is accounted for.
   */
  static Optional<String> why(Finding finding, Point point) {
    if (finding.confidence() < point.floor()) {
      return Optional.of("below the floor %s of its point".formatted(point.floor()));
    }
    boolean known =
        point.classes().isEmpty()
            || finding.kind() != Finding.Kind.DETECTION
            || point.classes().contains(finding.defectClass());
    return known
        ? Optional.empty()
        : Optional.of("class '%s' is of no interest at its point".formatted(finding.defectClass()));
  }
}
