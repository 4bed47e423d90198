package org.bellcrank.vision;

/** Where the image sits in the model's input when their shapes differ. */
public enum Alignment {
  /** The padding is shared between both sides. */
  CENTRE,
  /** All padding is right and below. */
  TOP_LEFT
}
