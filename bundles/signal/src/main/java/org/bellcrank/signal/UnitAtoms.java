package org.bellcrank.signal;

import java.util.Map;
import java.util.TreeMap;

/**
 * The units that others are made of, with their size in SI. Values of UCUM's own table (ucum.org,
 * version 2.1), in our own words; inch, foot, pound and gravity are exact by definition.
 */
final class UnitAtoms {
  private static final double INCH = 0.0254;
  private static final double POUND = 0.45359237;
  private static final double GRAVITY = 9.80665;
  private static final double POUND_FORCE = POUND * GRAVITY;

  /** A unit, its size, and whether prefixes may stand before it. */
  record Atom(Dimension dimension, double factor, double offset, boolean metric) {}

  private static final Map<String, Double> PREFIXES =
      Map.ofEntries(
          Map.entry("T", 1e12),
          Map.entry("G", 1e9),
          Map.entry("M", 1e6),
          Map.entry("k", 1e3),
          Map.entry("h", 1e2),
          Map.entry("da", 1e1),
          Map.entry("d", 1e-1),
          Map.entry("c", 1e-2),
          Map.entry("m", 1e-3),
          Map.entry("u", 1e-6),
          Map.entry("n", 1e-9),
          Map.entry("p", 1e-12));

  private static final Map<String, Atom> ATOMS = new TreeMap<>();

  static {
    metric("m", 1, 1);
    metric("s", 1, 0, 1);
    metric("g", 1e-3, 0, 0, 1);
    metric("rad", 1, 0, 0, 0, 1);
    metric("K", 1, 0, 0, 0, 0, 1);
    metric("A", 1, 0, 0, 0, 0, 0, 1);
    metric("cd", 1, 0, 0, 0, 0, 0, 0, 1);
    metric("B", 1, 0, 0, 0, 0, 0, 0, 0, 1);
    metric("Hz", 1, 0, -1);
    metric("N", 1, 1, -2, 1);
    metric("Pa", 1, -1, -2, 1);
    metric("bar", 1e5, -1, -2, 1);
    metric("J", 1, 2, -2, 1);
    metric("W", 1, 2, -3, 1);
    metric("V", 1, 2, -3, 1, 0, 0, -1);
    metric("Ohm", 1, 2, -3, 1, 0, 0, -2);
    metric("C", 1, 0, 1, 0, 0, 0, 1);
    metric("F", 1, -2, 4, -1, 0, 0, 2);
    metric("H", 1, 2, -2, 1, 0, 0, -2);
    metric("S", 1, -2, 3, -1, 0, 0, 2);
    metric("T", 1, 0, -2, 1, 0, 0, -1);
    metric("L", 1e-3, 3);
    metric("l", 1e-3, 3);
    metric("t", 1e3, 0, 0, 1);
    metric("m[H2O]", 9806.65, -1, -2, 1);
    metric("m[Hg]", 133322.0, -1, -2, 1);
    metric("[g]", GRAVITY, 1, -2);
    plain("min", 60, 0, 1);
    plain("h", 3600, 0, 1);
    plain("d", 86400, 0, 1);
    plain("wk", 604800, 0, 1);
    plain("deg", Math.PI / 180, 0, 0, 0, 1);
    plain("rpm", 1 / 60.0, 0, -1);
    plain("%", 0.01);
    plain("[ppth]", 1e-3);
    plain("[ppm]", 1e-6);
    plain("[in_i]", INCH, 1);
    plain("[ft_i]", 12 * INCH, 1);
    plain("[lb_av]", POUND, 0, 0, 1);
    plain("[lbf_av]", POUND_FORCE, 1, -2, 1);
    plain("[psi]", POUND_FORCE / (INCH * INCH), -1, -2, 1);
    plain("[gal_us]", 231 * INCH * INCH * INCH, 3);
    plain("[HP]", 550 * 12 * INCH * POUND_FORCE, 2, -3, 1);
    ATOMS.put("Cel", new Atom(Dimension.of(0, 0, 0, 0, 1), 1, 273.15, false));
    double fahrenheit = 5 / 9.0;
    ATOMS.put(
        "[degF]", new Atom(Dimension.of(0, 0, 0, 0, 1), fahrenheit, 459.67 * fahrenheit, false));
  }

  private UnitAtoms() {}

  private static void metric(String name, double factor, int... powers) {
    ATOMS.put(name, new Atom(Dimension.of(powers), factor, 0, true));
  }

  private static void plain(String name, double factor, int... powers) {
    ATOMS.put(name, new Atom(Dimension.of(powers), factor, 0, false));
  }

  /** The unit of that name, with or without a prefix; null where there is none. */
  static Atom find(String name) {
    Atom whole = ATOMS.get(name);
    if (whole != null) {
      return whole;
    }
    for (Map.Entry<String, Double> prefix : PREFIXES.entrySet()) {
      Atom rest =
          name.startsWith(prefix.getKey())
              ? ATOMS.get(name.substring(prefix.getKey().length()))
              : null;
      if (rest != null && rest.metric()) {
        return new Atom(rest.dimension(), prefix.getValue() * rest.factor(), 0, true);
      }
    }
    return null;
  }

  static String known() {
    return String.join(" ", ATOMS.keySet());
  }
}
