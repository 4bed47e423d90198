package org.bellcrank.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.signal.Unit;
import org.bellcrank.signal.WaveformFeatures;

/** The features of a waveform as samples of the points that get them. */
final class WaveformResults {

  private WaveformResults() {}

  /**
   * Computes them on the thread of the caller, who waits: that is how waveforms push back.
   *
   * @return one sample for each feature, at the end of the stretch; bad ones where a value is no
   *     number or the unit does not fit
   */
  static List<Sample> of(Waveform waveform, PointPlan plan) {
    long nanos = (long) (waveform.values().length / waveform.rate() * 1e9);
    Instant at = waveform.from().plusNanos(nanos);
    List<Sample> samples = new ArrayList<>();
    double factor;
    try {
      factor = factor(waveform, plan);
    } catch (IllegalArgumentException e) {
      plan.features().values().forEach(to -> samples.add(Sample.bad(to, at, e.getMessage())));
      plan.spectral().forEach(each -> samples.add(Sample.bad(each.to(), at, e.getMessage())));
      return samples;
    }
    spectral(waveform, plan, factor, at, samples);
    if (plan.features().isEmpty()) {
      return samples;
    }
    try {
      WaveformFeatures features = WaveformFeatures.of(waveform.values());
      plan.features()
          .forEach(
              (feature, to) -> samples.add(Sample.of(to, at, value(feature, features, factor))));
    } catch (IllegalArgumentException e) {
      plan.features().values().forEach(to -> samples.add(Sample.bad(to, at, e.getMessage())));
    }
    return samples;
  }

  /** What one of them cannot be computed of, another may. */
  private static void spectral(
      Waveform waveform, PointPlan plan, double factor, Instant at, List<Sample> samples) {
    SpectralValue value = new SpectralValue(waveform, factor);
    for (SpectralPlan each : plan.spectral()) {
      if (stands(waveform, each)) {
        continue;
      }
      try {
        samples.add(Sample.of(each.to(), at, value.of(each)));
      } catch (IllegalArgumentException e) {
        samples.add(Sample.bad(each.to(), at, e.getMessage()));
      }
    }
  }

  /** What strikes as something turns says nothing while it stands; the sensor is well. */
  private static boolean stands(Waveform waveform, SpectralPlan plan) {
    boolean turns = plan instanceof SpectralPlan.Strike || plan instanceof SpectralPlan.NutPass;
    return turns && waveform.speed().filter(speed -> speed == 0).isPresent();
  }

  /** From the waveform's unit to the point's. */
  static double factor(Waveform waveform, PointPlan plan) {
    Optional<String> unit = waveform.unit().or(plan::told);
    if (unit.isEmpty() || plan.unit().isEmpty() || unit.equals(plan.unit())) {
      return 1;
    }
    Unit.Conversion change = Unit.of(unit.get()).to(Unit.of(plan.unit().get()));
    if (change.offset() != 0) {
      throw new IllegalArgumentException(
          "unit: given '%s'; allowed: '%s' or what has the same zero"
              .formatted(unit.get(), plan.unit().get()));
    }
    return change.factor();
  }

  private static double value(PointPlan.Feature feature, WaveformFeatures features, double factor) {
    return switch (feature) {
      case MEAN -> factor * features.mean();
      case RMS -> factor * features.rms();
      case PEAK -> factor * features.peak();
      case PEAK_TO_PEAK -> factor * features.peakToPeak();
      case CREST -> features.crest();
      case SKEWNESS -> features.skewness();
      case KURTOSIS -> features.kurtosis();
    };
  }
}
