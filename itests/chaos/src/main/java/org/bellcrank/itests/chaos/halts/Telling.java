package org.bellcrank.itests.chaos.halts;

import java.util.List;
import java.util.Optional;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.itests.chaos.Sighting;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;

/**
 * An observation of a story.
 *
 * @param expected what has to come of it
 * @param measured a value
 * @param seen or a look, without its picture
 * @param picture the picture of the look; null when there is none
 */
public record Telling(
    Sighting expected, Optional<Measurement> measured, Optional<Inspection> seen, byte[] picture) {

  public String id() {
    return expected.id();
  }

  /** The observation; its picture is kept before. */
  public Observation observation(EvidenceStore evidence) {
    if (measured.isPresent()) {
      return measured.get();
    }
    Inspection look = seen.orElseThrow();
    if (picture == null) {
      return look;
    }
    EvidenceItem item =
        new EvidenceItem(EvidenceItem.Role.ANNOTATED, evidence.keep(picture, "image/jpeg"));
    return new Inspection(
        look.id(),
        look.source(),
        look.captured(),
        look.widthPixels(),
        look.heightPixels(),
        look.detections(),
        look.model(),
        List.of(item),
        look.context());
  }
}
