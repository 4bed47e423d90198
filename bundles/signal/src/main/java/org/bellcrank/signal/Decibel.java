package org.bellcrank.signal;

/**
 * A level scale: decibels of a field quantity (pressure, voltage, acceleration) over a reference,
 * 20 log10 (x / reference), ISO 80000-8. A level without its reference says nothing; keep both
 * together.
 *
 * @param reference what is 0 dB, above 0, in {@code unit}
 * @param unit UCUM unit of the reference and of the quantity
 */
public record Decibel(double reference, String unit) {

  /** Airborne sound and ultrasound: 20 uPa (ISO 1683). */
  public static final Decibel AIRBORNE = new Decibel(20e-6, "Pa");

  /** Electrical output of an ultrasonic detector: 1 uV, as many of its makers do. */
  public static final Decibel MICROVOLT = new Decibel(1e-6, "V");

  /** Vibration acceleration: 1 um/s2 (ISO 1683). */
  public static final Decibel ACCELERATION = new Decibel(1e-6, "m/s2");

  /** Refuses a reference that is not above 0 and a unit that is none. */
  public Decibel {
    Given.above("reference of a level", reference, 0);
    Unit.of(unit);
  }

  /**
   * The level of an RMS value in decibels.
   *
   * @param rms in this scale's unit, 0 or above; 0 is negative infinity
   */
  public double level(double rms) {
    return 20 * Math.log10(Given.between("rms", rms, 0, Double.MAX_VALUE) / reference);
  }

  /** The RMS value of a level, in this scale's unit. */
  public double value(double level) {
    return reference * Math.pow(10, level / 20);
  }

  /** As it is written beside a level, such as {@code dB re 2.0E-5 Pa}. */
  @Override
  public String toString() {
    return "dB re " + reference + " " + unit;
  }
}
