package org.bellcrank.signal;

/**
 * The highest line of a stretch of a spectrum.
 *
 * @param frequency in Hz, finer than the spectrum's resolution where it is a single tone
 * @param amplitude in the unit of the values, peak not RMS, corrected for lying between two lines;
 *     0 or above
 */
public record Peak(double frequency, double amplitude) {

  /**
   * As a multiple of the shaft's speed.
   *
   * @param speed revolutions a second, above 0
   */
  public double order(double speed) {
    return frequency / Given.above("speed in Hz", speed, 0);
  }
}
