package org.bellcrank.vision;

/** Which numbers a model expects for dark and bright. */
public enum PixelRange {
  /** 0 to 255; the model scales by itself. */
  BYTE(1f, 0f),
  /** 0 to 1. */
  UNIT(1f / 255f, 0f),
  /** -1 to 1. */
  SIGNED(1f / 127.5f, -1f);

  private final float factor;
  private final float offset;

  PixelRange(float factor, float offset) {
    this.factor = factor;
    this.offset = offset;
  }

  /** The number for a pixel value of 0 to 255. */
  public float of(float value) {
    return value * factor + offset;
  }
}
