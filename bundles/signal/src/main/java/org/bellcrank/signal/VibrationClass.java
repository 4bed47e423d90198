package org.bellcrank.signal;

/**
 * How much housing vibration a kind of machine bears: velocity RMS in mm/s, 10 to 1000 Hz. The
 * bounds are the widely published ones of ISO 10816-1 annex B (classes I to IV), ISO 10816-3, taken
 * over by ISO 20816-3 (groups 1 and 2), and ISO 10816-7 (pumps); read in secondary sources, not in
 * the standards themselves, so check them against your copy before you make them a contract.
 */
public enum VibrationClass {
  /** Small machines, to about 15 kW. */
  CLASS_I(0.71, 1.8, 4.5, "ISO 10816-1 annex B, class I"),
  /** Medium machines, 15 to 75 kW, to 300 kW on foundations of their own. */
  CLASS_II(1.12, 2.8, 7.1, "ISO 10816-1 annex B, class II"),
  /** Large machines on stiff foundations. */
  CLASS_III(1.8, 4.5, 11.2, "ISO 10816-1 annex B, class III"),
  /** Large machines on soft foundations. */
  CLASS_IV(2.8, 7.1, 18.0, "ISO 10816-1 annex B, class IV"),
  /** Above 300 kW, or shaft height of 315 mm or more; stiff support. */
  GROUP_1_RIGID(2.3, 4.5, 7.1, "ISO 20816-3 group 1, rigid"),
  /** As before on a soft support. */
  GROUP_1_FLEXIBLE(3.5, 7.1, 11.0, "ISO 20816-3 group 1, flexible"),
  /** 15 to 300 kW, or shaft height of 160 to 315 mm; stiff support. */
  GROUP_2_RIGID(1.4, 2.8, 4.5, "ISO 20816-3 group 2, rigid"),
  /** As before on a soft support. */
  GROUP_2_FLEXIBLE(2.3, 4.5, 7.1, "ISO 20816-3 group 2, flexible"),
  /** Rotodynamic pumps with high demands, to 200 kW. */
  PUMP_I_SMALL(2.5, 4.0, 6.6, "ISO 10816-7 category I, to 200 kW"),
  /** Rotodynamic pumps with high demands, above 200 kW. */
  PUMP_I_LARGE(3.5, 5.0, 7.6, "ISO 10816-7 category I, above 200 kW"),
  /** Rotodynamic pumps for general use, to 200 kW. */
  PUMP_II_SMALL(3.2, 5.1, 8.5, "ISO 10816-7 category II, to 200 kW"),
  /** Rotodynamic pumps for general use, above 200 kW. */
  PUMP_II_LARGE(4.2, 6.1, 9.5, "ISO 10816-7 category II, above 200 kW");

  private final double ab;
  private final double bc;
  private final double cd;
  private final String source;

  VibrationClass(double ab, double bc, double cd, String source) {
    this.ab = ab;
    this.bc = bc;
    this.cd = cd;
    this.source = source;
  }

  /** How it stands with a machine. */
  public enum Zone {
    /** As new. */
    A,
    /** May run for as long as it likes. */
    B,
    /** May run until the next occasion to mend it. */
    C,
    /** Strong enough to do damage. */
    D
  }

  /**
   * The zone of a velocity; a value on a bound still belongs to the better zone.
   *
   * @param velocity RMS, 10 to 1000 Hz, in mm/s, 0 or above
   */
  public Zone zone(double velocity) {
    Given.between("vibration velocity in mm/s", velocity, 0, Double.MAX_VALUE);
    if (velocity <= ab) {
      return Zone.A;
    }
    if (velocity <= bc) {
      return Zone.B;
    }
    return velocity <= cd ? Zone.C : Zone.D;
  }

  /** The highest velocity of a zone in mm/s; infinite for D. */
  public double upTo(Zone zone) {
    return switch (zone) {
      case A -> ab;
      case B -> bc;
      case C -> cd;
      case D -> Double.POSITIVE_INFINITY;
    };
  }

  /** Which table of which standard it is. */
  public String source() {
    return source;
  }

  /**
   * Velocity RMS of 10 to 1000 Hz from an acceleration, the quantity that the zones ask for.
   *
   * @param acceleration in m/s2, at an even rate
   * @param rate values a second in Hz, at least 2000; lines must stand 5 Hz apart or nearer: of the
   *     block that is the greatest power of two in the values, so 0.4 s are always enough and 0.2 s
   *     are the least
   * @return in mm/s
   */
  public static double velocity(double[] acceleration, double rate) {
    Spectrum spectrum = Spectrum.of(acceleration, rate);
    if (spectrum.highest() < 1000 || spectrum.resolution() > 5) {
      throw new IllegalArgumentException(
          "vibration velocity: given %d values at %s Hz (lines to %s Hz, one each %s Hz); allowed:"
                  .formatted(acceleration.length, rate, spectrum.highest(), spectrum.resolution())
              + " lines to 1000 Hz or above, one each 5 Hz or finer");
    }
    return 1000 * spectrum.integrated().rms(10, 1000);
  }
}
