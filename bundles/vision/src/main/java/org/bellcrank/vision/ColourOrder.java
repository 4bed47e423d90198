package org.bellcrank.vision;

/** The planes of a model's input. */
public enum ColourOrder {
  /** Three planes: red, green, blue. */
  RGB(3),
  /** Three planes: blue, green, red. */
  BGR(3),
  /** One plane of luma (0.299 R + 0.587 G + 0.114 B). */
  GREY(1);

  private final int channels;

  ColourOrder(int channels) {
    this.channels = channels;
  }

  /** How many planes. */
  public int channels() {
    return channels;
  }
}
