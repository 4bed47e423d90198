package org.bellcrank.vision;

/** When a box counts as lying in a zone. */
public enum ZonePolicy {
  /** The middle of its lower edge lies in the zone: right for things that stand on the floor. */
  BOTTOM_CENTRE,
  /** Its centre lies in the zone. */
  CENTRE,
  /** At least a share of its area lies in the zone. */
  OVERLAP
}
