package org.bellcrank.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * A frame or part that was looked at, with zero or more detections, possibly on several assets.
 *
 * @param widthPixels width of the original image, 0 when there is none
 * @param heightPixels height of the original image, 0 when there is none
 * @param detections what was found, at or above the floors of their points
 * @param model which model looked; empty when an external system did and does not say
 * @param evidence original and annotated image
 */
public record Inspection(
    String id,
    String source,
    CaptureTime captured,
    int widthPixels,
    int heightPixels,
    List<Detection> detections,
    Optional<ModelStamp> model,
    List<EvidenceItem> evidence,
    Map<String, String> context)
    implements Observation {

  /** Keeps unmodifiable copies. */
  public Inspection {
    detections = List.copyOf(detections);
    evidence = List.copyOf(evidence);
    context = Map.copyOf(context);
  }

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(detections.size());
    for (int i = 0; i < detections.size(); i++) {
      Detection detection = detections.get(i);
      findings.add(
          new Finding(
              id + "#" + i,
              id,
              Finding.Kind.DETECTION,
              detection.point(),
              detection.defectClass(),
              detection.confidence(),
              detection.box(),
              detection.track(),
              Optional.empty(),
              captured,
              evidence));
    }
    return List.copyOf(findings);
  }

  @Override
  public Facts facts() {
    return ObservationText.facts(this);
  }
}
