package org.bellcrank.observation;

import org.bellcrank.evidence.EvidenceReference;

/**
 * Evidence in its role.
 *
 * @param role what it is to the observation
 * @param reference the content
 */
public record EvidenceItem(Role role, EvidenceReference reference) {

  /** What a piece of evidence is to its observation. */
  public enum Role {
    /** As captured, untouched. */
    ORIGINAL,
    /** A copy with boxes, labels and zone drawn in. */
    ANNOTATED,
    /** Small copy for lists. */
    THUMBNAIL,
    /** A document, trend or note. */
    DOCUMENT
  }
}
