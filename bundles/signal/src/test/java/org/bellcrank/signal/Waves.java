package org.bellcrank.signal;

import java.util.Arrays;
import java.util.Random;

/** Waveforms whose features are known. */
final class Waves {
  private Waves() {}

  static double[] sine(int count, double rate, double frequency, double amplitude) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> amplitude * Math.sin(2 * Math.PI * frequency * i / rate));
    return values;
  }

  static double[] noise(int count, long seed, double deviation) {
    Random random = new Random(seed);
    double[] values = new double[count];
    Arrays.setAll(values, i -> deviation * random.nextGaussian());
    return values;
  }

  static double[] sum(double[]... parts) {
    double[] values = new double[parts[0].length];
    for (double[] part : parts) {
      Arrays.setAll(values, i -> values[i] + part[i]);
    }
    return values;
  }

  /** A structure that rings at 3 kHz and dies away within 2 ms each time something strikes. */
  static double[] strikes(int count, double rate, double strikesPerSecond, double amplitude) {
    double[] values = new double[count];
    for (double at = 0.01; at < count / rate; at += 1 / strikesPerSecond) {
      for (int i = (int) Math.ceil(at * rate); i < Math.min(count, (at + 0.01) * rate); i++) {
        double t = i / rate - at;
        values[i] += amplitude * Math.exp(-t / 0.0005) * Math.sin(2 * Math.PI * 3000 * t);
      }
    }
    return values;
  }
}
