package org.bellcrank.vision;

/** The planes of a model's input. */
public enum ColourOrder {
  /** Three planes: red, green, blue. */
  RGB(3),
  /** Three planes: blue, green, red. */
  BGR(3),
  /** One plane of luma (0.299 R + 0.587 G + 0.114 B). */
  GREY(1),
  /**
   * Two planes of luma: the image, then its template without defects. Cameras bring no template, so
   * such a model is for evaluation alone.
   */
  GREY_PAIR(2);

  private final int channels;

  ColourOrder(int channels) {
    this.channels = channels;
  }

  /** How many planes. */
  public int channels() {
    return channels;
  }
}
