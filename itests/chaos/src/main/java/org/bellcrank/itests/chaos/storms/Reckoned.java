package org.bellcrank.itests.chaos.storms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.Inspection;

/**
 * What the order of one cause has to look like after a storm, reckoned by hand from what was
 * accepted, in the order in which it was. It uses none of the code that decides.
 */
final class Reckoned {

  private static final int CRITICALITY_B_MODERATE = 4;
  private static final int CRITICALITY_B_MAJOR = 3;
  private static final int CRITICALITY_B_MINOR = 5;

  private final String cause;
  private final List<String> counted = new ArrayList<>();
  private int priority = CRITICALITY_B_MINOR;
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;
  private List<EvidenceItem> best = List.of();
  private double smoothed = -1;
  private double bestArea = -1;
  private double bestConfidence;

  Reckoned(String cause) {
    this.cause = cause;
  }

  String cause() {
    return cause;
  }

  /** Takes the next accepted look. */
  void take(Inspection look) {
    for (int i = 0; i < look.detections().size(); i++) {
      if (Storm.cause(look.detections().get(i)).equals(cause)) {
        take(look, look.id() + "#" + i, look.detections().get(i));
      }
    }
  }

  private void take(Inspection look, String id, Detection detection) {
    Optional<Box> box = detection.box();
    if (box.isPresent()) {
      double area = (box.get().x2() - box.get().x1()) * (box.get().y2() - box.get().y1());
      smoothed = smoothed < 0 ? area : smoothed + 0.5 * (area - smoothed);
    }
    double confidence = detection.confidence();
    if (confidence < Storm.REVIEW) {
      return; // logged
    }
    counted.add(id);
    if (confidence >= 0.99) {
      priority = Math.min(priority, CRITICALITY_B_MAJOR);
    } else if (confidence >= 0.9) {
      priority = Math.min(priority, CRITICALITY_B_MODERATE);
    }
    Instant at = look.captured().at();
    first = at.isBefore(first) ? at : first;
    last = at.isAfter(last) ? at : last;
    picture(look.evidence(), confidence);
  }

  /** The first with a picture; then what has grown by a tenth, or, without sizes, the surer one. */
  private void picture(List<EvidenceItem> pictures, double confidence) {
    boolean raised = counted.size() == 1;
    boolean better =
        !pictures.isEmpty()
            && (best.isEmpty()
                || (smoothed > 0 ? smoothed > bestArea * 1.1 : confidence > bestConfidence));
    if (raised || better) {
      best = pictures;
      bestArea = smoothed;
      bestConfidence = confidence;
    }
  }

  long occurrences() {
    return counted.size();
  }

  /** Ids of the findings that the order counts, the one that raised it first. */
  List<String> counted() {
    return counted;
  }

  int priority() {
    return priority;
  }

  Instant first() {
    return first;
  }

  Instant last() {
    return last;
  }

  List<EvidenceItem> best() {
    return best;
  }

  /** Sureness of the finding whose picture is the best. */
  double bestConfidence() {
    return bestConfidence;
  }
}
