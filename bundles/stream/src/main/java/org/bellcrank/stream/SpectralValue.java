package org.bellcrank.stream;

import java.util.Arrays;
import java.util.Optional;
import org.bellcrank.signal.AcousticEmission;
import org.bellcrank.signal.Bearing;
import org.bellcrank.signal.CurrentSignature;
import org.bellcrank.signal.Envelope;
import org.bellcrank.signal.Spectrum;
import org.bellcrank.signal.ThermalImage;
import org.bellcrank.signal.VibrationClass;
import org.bellcrank.signal.WaveformFeatures;

/** Values of the spectrum of one waveform; each spectrum is computed where it is asked for. */
final class SpectralValue {

  /** How far a bearing slips at most, with what the speed is uncertain: 1 to 2 % are common. */
  static final double SLIP = 0.03;

  private final Waveform waveform;
  private final double factor;
  private Spectrum spectrum;

  /**
   * Of a waveform.
   *
   * @param factor from its unit to the point's
   */
  SpectralValue(Waveform waveform, double factor) {
    this.waveform = waveform;
    this.factor = factor;
  }

  /**
   * One value.
   *
   * @throws IllegalArgumentException where the waveform is too short or too slow for it, or nobody
   *     told the speed
   */
  double of(SpectralPlan plan) {
    if (plan instanceof SpectralPlan.Band band) {
      double from = inside(band.range()).from();
      return factor * spectrum().rms(from, band.range().to());
    }
    if (plan instanceof SpectralPlan.EnvelopePeak peak) {
      SpectralPlan.Range band = inside(peak.band());
      double[] height = Envelope.of(waveform.values(), waveform.rate(), band.from(), band.to());
      return factor * Arrays.stream(height).max().orElse(0);
    }
    if (plan instanceof SpectralPlan.Strike strike) {
      return struck(strike.band(), frequency(strike, speed(strike.speed())));
    }
    if (plan instanceof SpectralPlan.NutPass pass) {
      double frequency = pass.screw().nutPass(speed(pass.speed()));
      return pass.band().isPresent()
          ? struck(pass.band().get(), frequency)
          : line(spectrum(), frequency);
    }
    if (plan instanceof SpectralPlan.Harmonic harmonic) {
      return current(harmonic.line(), harmonic.order()).share(harmonic.order());
    }
    if (plan instanceof SpectralPlan.Velocity velocity) {
      return velocity(velocity.metric());
    }
    if (plan instanceof SpectralPlan.Zone zone) {
      return zone.machine().zone(velocity(zone.metric())).ordinal() + 1;
    }
    if (plan instanceof SpectralPlan.Emission emission) {
      return emission(emission);
    }
    if (plan instanceof SpectralPlan.Thermal thermal) {
      return thermal(thermal);
    }
    if (plan instanceof SpectralPlan.Level level) {
      return level(level);
    }
    SpectralPlan.Distortion distortion = (SpectralPlan.Distortion) plan;
    return current(distortion.line(), distortion.upTo()).distortion();
  }

  private double velocity(double metric) {
    return factor * metric * VibrationClass.velocity(waveform.values(), waveform.rate());
  }

  private double emission(SpectralPlan.Emission plan) {
    AcousticEmission found =
        AcousticEmission.of(
            waveform.values(), waveform.rate(), plan.threshold() / factor, plan.dead());
    return plan.counted() == SpectralPlan.Counted.COUNTS ? found.counts() : found.bursts().size();
  }

  private double thermal(SpectralPlan.Thermal plan) {
    double[] values = waveform.values();
    if (values.length % plan.columns() != 0) {
      throw new IllegalArgumentException(
          "thermal picture: given %d values; allowed: whole rows of %d"
              .formatted(values.length, plan.columns()));
    }
    float[] pixels = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (float) (factor * values[i]);
    }
    ThermalImage image = new ThermalImage(plan.columns(), values.length / plan.columns(), pixels);
    ThermalImage.Heat heat =
        image
            .heat(plan.region().orElse(image.whole()))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "region of a thermal image: given no pixel with a temperature;"
                            + " allowed: 1 or more"));
    return switch (plan.heat()) {
      case MAXIMUM -> heat.maximum();
      case MEAN -> heat.mean();
      case COLUMN -> heat.x();
      case ROW -> heat.y();
    };
  }

  private double level(SpectralPlan.Level plan) {
    double rms = factor * plan.metric() * WaveformFeatures.of(waveform.values()).rms();
    if (!(rms > 0)) {
      throw new IllegalArgumentException(
          "level: given an RMS of %s; allowed: above 0, silence has none".formatted(rms));
    }
    return plan.scale().level(rms);
  }

  private Spectrum spectrum() {
    if (spectrum == null) {
      spectrum = Spectrum.of(waveform.values(), waveform.rate());
    }
    return spectrum;
  }

  /** A band that the waveform cannot show would read as a machine that is quiet. */
  SpectralPlan.Range inside(SpectralPlan.Range range) {
    if (range.to() > waveform.rate() / 2) {
      throw new IllegalArgumentException(
          "band: given %s to %s Hz; allowed: to %s Hz, half the rate of the waveform"
              .formatted(range.from(), range.to(), waveform.rate() / 2));
    }
    return range;
  }

  private double speed(Optional<Double> given) {
    double speed =
        waveform
            .speed()
            .or(() -> given)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "speed: given none; allowed: with the waveform, or 'speed' in the stream"));
    if (!(speed > 0)) {
      throw new IllegalArgumentException(
          "speed: given %s revolutions a second; allowed: above 0".formatted(speed));
    }
    return speed;
  }

  static double frequency(SpectralPlan.Strike strike, double speed) {
    Bearing.Frequencies all = strike.bearing().at(speed);
    return switch (strike.part()) {
      case BPFO -> all.outer();
      case BPFI -> all.inner();
      case BSF -> 2 * all.ball();
      case FTF -> all.cage();
    };
  }

  private double struck(SpectralPlan.Range band, double frequency) {
    SpectralPlan.Range rings = inside(band);
    Spectrum lines =
        Envelope.spectrum(waveform.values(), waveform.rate(), rings.from(), rings.to());
    return line(lines, frequency);
  }

  private double line(Spectrum lines, double frequency) {
    double reach = reach(lines, frequency);
    return factor * lines.peak(frequency - reach, frequency + reach).amplitude();
  }

  /**
   * How far beside a frequency its highest line is looked for, in Hz.
   *
   * @throws IllegalArgumentException where it is too near to either end to be told
   */
  static double reach(Spectrum lines, double frequency) {
    if (frequency < 4 * lines.resolution()) {
      throw new IllegalArgumentException(
          "waveform: given a line each %s Hz; allowed: four below the %s Hz that are looked for"
              .formatted(lines.resolution(), frequency));
    }
    double reach = Math.max(lines.resolution(), SLIP * frequency);
    if (frequency + reach > lines.highest()) {
      throw new IllegalArgumentException(
          "waveform: given lines to %s Hz; allowed: beyond the %s Hz that are looked for"
              .formatted(lines.highest(), frequency + reach));
    }
    return reach;
  }

  CurrentSignature current(SpectralPlan.Range line, int upTo) {
    CurrentSignature found =
        CurrentSignature.of(waveform.values(), waveform.rate(), line.from(), line.to(), upTo);
    if (found.harmonics().size() < upTo - 1) {
      throw new IllegalArgumentException(
          "harmonic %d of %s Hz: given %s Hz as rate; allowed: above twice its frequency"
              .formatted(upTo, found.line(), waveform.rate()));
    }
    return found;
  }
}
