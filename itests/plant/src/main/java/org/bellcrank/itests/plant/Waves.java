package org.bellcrank.itests.plant;

import java.util.Random;

/** Adds to waveforms what machines add. */
final class Waves {
  private Waves() {}

  static double[] noise(int count, Random chance, double deviation) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = deviation * chance.nextGaussian();
    }
    return values;
  }

  static void tone(double[] values, double rate, double frequency, double amplitude, double phase) {
    turn(values, 0, values.length, amplitude, phase, 2 * Math.PI * frequency / rate, 1);
  }

  /**
   * A structure that rings each time something strikes it. The time between strikes scatters by 1
   * percent, as rolling elements slip.
   */
  static void strikes(
      double[] values, double rate, double often, double amplitude, Ring ring, Random chance) {
    double at = chance.nextDouble() / often;
    while (at < values.length / rate) {
      strike(values, rate, at, amplitude * (1 + 0.1 * chance.nextGaussian()), ring);
      at += (1 + 0.01 * chance.nextGaussian()) / often;
    }
  }

  static void strike(double[] values, double rate, double at, double amplitude, Ring ring) {
    int first = (int) Math.ceil(at * rate);
    int last = (int) Math.min(values.length, (at + 8 * ring.decay()) * rate);
    double since = first / rate - at;
    turn(
        values,
        first,
        last,
        amplitude * Math.exp(-since / ring.decay()),
        2 * Math.PI * ring.frequency() * since,
        2 * Math.PI * ring.frequency() / rate,
        Math.exp(-1 / (rate * ring.decay())));
  }

  /** Adds the height of a pointer that turns and shrinks: no sine for each value. */
  private static void turn(
      double[] values,
      int first,
      int last,
      double length,
      double angle,
      double step,
      double shrinking) {
    double height = length * Math.sin(angle);
    double side = length * Math.cos(angle);
    double sin = shrinking * Math.sin(step);
    double cos = shrinking * Math.cos(step);
    for (int i = first; i < last; i++) {
      values[i] += height;
      double next = height * cos + side * sin;
      side = side * cos - height * sin;
      height = next;
    }
  }

  /**
   * How a structure rings.
   *
   * @param frequency in Hz
   * @param decay in seconds, to 37 percent
   */
  record Ring(double frequency, double decay) {}
}
