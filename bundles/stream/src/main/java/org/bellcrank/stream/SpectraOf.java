package org.bellcrank.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.bellcrank.signal.CurrentSignature;
import org.bellcrank.signal.Envelope;
import org.bellcrank.signal.Spectrum;

/** Computes the spectra of a waveform and marks them; for people, so only when somebody looks. */
final class SpectraOf {

  /** How many multiples of a frequency of a defect are marked. */
  private static final int MULTIPLES = 4;

  private final Waveform waveform;
  private final PointPlan plan;
  private final double factor;
  private final SpectralValue value;

  /** A spectrum that is being marked. */
  private static final class Sheet {
    private final Spectrum spectrum;
    private final List<Spectra.Mark> marks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Sheet(Spectrum spectrum) {
      this.spectrum = spectrum;
    }

    /**
     * What a point gets a value of.
     *
     * @throws IllegalArgumentException where the point gets none
     */
    void line(String name, double frequency, Optional<String> point) {
      double reach = SpectralValue.reach(spectrum, frequency);
      double height = spectrum.peak(frequency - reach, frequency + reach).amplitude();
      marks.add(new Spectra.Mark(name, frequency, frequency, height, point));
    }

    /** What helps to read it, where it can be told. */
    void beside(String name, double frequency) {
      try {
        line(name, frequency, Optional.empty());
      } catch (IllegalArgumentException e) {
        return; // no point gets a value of it
      }
    }

    void defect(String name, double frequency, String point) {
      line(name, frequency, Optional.of(point));
      for (int k = 2; k <= MULTIPLES; k++) {
        beside(k + " x " + name, k * frequency);
      }
    }

    Spectra.Lines lines(Optional<SpectralPlan.Range> envelope) {
      marks.sort(Comparator.comparingDouble(Spectra.Mark::from));
      return new Spectra.Lines(envelope, spectrum, marks, notes);
    }
  }

  private SpectraOf(Waveform waveform, PointPlan plan, double factor) {
    this.waveform = waveform;
    this.plan = plan;
    this.factor = factor;
    this.value = new SpectralValue(waveform, factor);
  }

  /**
   * The spectra.
   *
   * @throws IllegalArgumentException where the waveform is too short, holds what is no number, or
   *     its unit does not fit the point's
   */
  static Spectra of(Waveform waveform, PointPlan plan) {
    return new SpectraOf(waveform, plan, WaveformResults.factor(waveform, plan)).all();
  }

  private Spectra all() {
    Sheet plain = new Sheet(scaled(Spectrum.of(waveform.values(), waveform.rate())));
    Map<SpectralPlan.Range, Sheet> envelopes = new LinkedHashMap<>();
    if (waveform.values().length >= LatestWaveforms.LONGEST && !plan.spectral().isEmpty()) {
      plain.notes.add(
          ("%d values are kept to be looked at: of a longer waveform this is the end;"
                  + " points get values of the whole")
              .formatted(LatestWaveforms.LONGEST));
    }
    for (SpectralPlan each : plan.spectral()) {
      try {
        mark(each, plain, envelopes);
      } catch (IllegalArgumentException e) {
        plain.notes.add(each.to() + ": " + e.getMessage());
      }
    }
    List<Spectra.Lines> all = new ArrayList<>();
    all.add(plain.lines(Optional.empty()));
    envelopes.forEach((band, sheet) -> all.add(sheet.lines(Optional.of(band))));
    return new Spectra(
        waveform.from(),
        waveform.rate(),
        waveform.values().length,
        plan.unit().or(waveform::unit),
        waveform.speed(),
        all);
  }

  private void mark(SpectralPlan each, Sheet plain, Map<SpectralPlan.Range, Sheet> envelopes) {
    if (each instanceof SpectralPlan.Band band) {
      SpectralPlan.Range range = value.inside(band.range());
      double rms = plain.spectrum.rms(range.from(), range.to());
      plain.marks.add(
          new Spectra.Mark("band", range.from(), range.to(), rms, Optional.of(band.to())));
    } else if (each instanceof SpectralPlan.EnvelopePeak peak) {
      sheet(peak.band(), envelopes);
    } else if (each instanceof SpectralPlan.Strike strike) {
      String part = strike.part() == SpectralPlan.Part.BSF ? "2 BSF" : strike.part().name();
      turning(
          sheet(strike.band(), envelopes),
          strike.speed(),
          part,
          speed -> SpectralValue.frequency(strike, speed),
          strike.to());
    } else if (each instanceof SpectralPlan.NutPass pass) {
      turning(
          pass.band().map(band -> sheet(band, envelopes)).orElse(plain),
          pass.speed(),
          "nut pass",
          pass.screw()::nutPass,
          pass.to());
    } else if (each instanceof SpectralPlan.Harmonic harmonic) {
      feed(plain, harmonic.line());
      double at = harmonic.order() * value.current(harmonic.line(), harmonic.order()).line();
      plain.line(harmonic.order() + " x line", at, Optional.of(harmonic.to()));
    } else if (each instanceof SpectralPlan.Distortion distortion) {
      feed(plain, distortion.line());
    }
  }

  /** What is struck as often as something turns; without a speed the spectrum is shown alone. */
  private void turning(
      Sheet sheet, Optional<Double> given, String name, DoubleUnaryOperator at, String point) {
    Optional<Double> speed = waveform.speed().or(() -> given).filter(each -> each > 0);
    if (speed.isEmpty()) {
      sheet.notes.add(
          "%s is not marked: neither the waveform nor the stream tells a speed above 0"
              .formatted(name));
      return;
    }
    if (sheet.marks.stream().noneMatch(mark -> mark.name().equals("shaft"))) {
      sheet.beside("shaft", speed.get());
    }
    sheet.defect(name, at.applyAsDouble(speed.get()), point);
  }

  private void feed(Sheet plain, SpectralPlan.Range range) {
    if (plain.marks.stream().noneMatch(mark -> mark.name().equals("line"))) {
      plain.beside("line", line(range));
    }
  }

  private double line(SpectralPlan.Range range) {
    return CurrentSignature.of(waveform.values(), waveform.rate(), range.from(), range.to(), 2)
        .line();
  }

  private Sheet sheet(SpectralPlan.Range band, Map<SpectralPlan.Range, Sheet> envelopes) {
    return envelopes.computeIfAbsent(
        band,
        of ->
            new Sheet(
                scaled(
                    Envelope.spectrum(
                        waveform.values(), waveform.rate(), value.inside(of).from(), of.to()))));
  }

  private Spectrum scaled(Spectrum spectrum) {
    if (factor == 1) {
      return spectrum;
    }
    double[] lines = spectrum.amplitudes().clone();
    for (int k = 0; k < lines.length; k++) {
      lines[k] *= factor;
    }
    return new Spectrum(spectrum.resolution(), lines, spectrum.window());
  }
}
