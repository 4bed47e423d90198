package org.bellcrank.signal;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Powers of metre, second, kilogram, radian, kelvin, ampere, candela and, for levels, bel. */
record Dimension(java.util.List<Integer> powers) {
  private static final String[] BASE = {"m", "s", "kg", "rad", "K", "A", "cd", "B"};

  private static final Map<Dimension, String> NAMES =
      Map.ofEntries(
          Map.entry(of(), "pure number"),
          Map.entry(of(1), "length"),
          Map.entry(of(2), "area"),
          Map.entry(of(3), "volume"),
          Map.entry(of(0, 1), "time"),
          Map.entry(of(0, -1), "frequency"),
          Map.entry(of(0, 0, 1), "mass"),
          Map.entry(of(0, 0, 0, 1), "angle"),
          Map.entry(of(0, 0, 0, 0, 1), "temperature"),
          Map.entry(of(0, 0, 0, 0, 0, 1), "electric current"),
          Map.entry(of(1, -1), "velocity"),
          Map.entry(of(1, -2), "acceleration"),
          Map.entry(of(3, -1), "volume flow"),
          Map.entry(of(0, -1, 1), "mass flow"),
          Map.entry(of(1, -2, 1), "force"),
          Map.entry(of(-1, -2, 1), "pressure"),
          Map.entry(of(2, -2, 1), "energy or torque"),
          Map.entry(of(2, -3, 1), "power"),
          Map.entry(of(2, -3, 1, 0, 0, -1), "electric voltage"),
          Map.entry(of(2, -3, 1, 0, 0, -2), "electric resistance"),
          Map.entry(of(0, 0, 0, 0, 0, 0, 0, 1), "level"));

  static Dimension of(int... powers) {
    return new Dimension(
        IntStream.range(0, BASE.length)
            .mapToObj(i -> i < powers.length ? powers[i] : 0)
            .collect(Collectors.toUnmodifiableList()));
  }

  /** The product with a power of another one. */
  Dimension times(Dimension other, int power) {
    return of(
        IntStream.range(0, BASE.length)
            .map(i -> powers.get(i) + power * other.powers.get(i))
            .toArray());
  }

  String name() {
    String named = NAMES.get(this);
    return named != null
        ? named
        : IntStream.range(0, BASE.length)
            .filter(i -> powers.get(i) != 0)
            .mapToObj(i -> BASE[i] + (powers.get(i) == 1 ? "" : powers.get(i)))
            .collect(Collectors.joining("."));
  }
}
