package org.bellcrank.signal;

/**
 * A unit of measurement, written in UCUM (case sensitive form, a subset): {@code mm/s}, {@code
 * m/s2}, {@code [g]} for gravity, {@code Cel}, {@code K}, {@code [degF]}, {@code bar}, {@code
 * [psi]}, {@code L/min}, {@code m3/h}, {@code kW.h}, {@code %}, {@code dB}, {@code {rev}/min}.
 * Beyond UCUM {@code rpm} is taken as {@code /min}. Temperatures with an offset stand alone: for a
 * rate write {@code K/min}. Immutable.
 *
 * <p>An own table, not a library: systems-ucum brings eight jars (0.5 MB); org.fhir's ucum carries
 * UCUM's own file of units, which has a licence of its own.
 */
public final class Unit {
  private final String text;
  private final Dimension dimension;
  private final double factor;
  private final double offset;

  Unit(String text, Dimension dimension, double factor, double offset) {
    this.text = text;
    this.dimension = dimension;
    this.factor = factor;
    this.offset = offset;
  }

  /**
   * Reads a unit.
   *
   * @throws IllegalArgumentException with what was given and what is known, where it is none
   */
  public static Unit of(String text) {
    return UnitText.read(text);
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** Whether values of the one can be told in the other. */
  public boolean sameKind(Unit other) {
    return dimension.equals(other.dimension);
  }

  /**
   * What is measured, in words where there is one, such as {@code pressure}, else in base units
   * such as {@code m2.s-1}.
   */
  public String kind() {
    return dimension.name();
  }

  /**
   * How to tell values of this unit in another one.
   *
   * @throws IllegalArgumentException where they measure different things; says both
   */
  public Conversion to(Unit other) {
    if (!sameKind(other)) {
      throw new IllegalArgumentException(
          "unit: given '%s' (%s) for '%s' (%s); allowed: a unit of %s"
              .formatted(text, kind(), other.text, other.kind(), other.kind()));
    }
    return new Conversion(factor / other.factor, (offset - other.offset) / other.factor);
  }

  /**
   * A straight line from unit to unit.
   *
   * @param factor by which a value is multiplied, above 0
   * @param offset what is added then; 0 but for temperatures
   */
  public record Conversion(double factor, double offset) {

    /** The value in the other unit; NaN and infinities stay what they are. */
    public double apply(double value) {
      return value * factor + offset;
    }
  }

  double factor() {
    return factor;
  }

  double offset() {
    return offset;
  }

  Dimension dimension() {
    return dimension;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Unit unit && unit.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
