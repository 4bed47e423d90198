package org.bellcrank.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.signal.Spectrum;

/**
 * The spectra of one waveform with what the documents look for in them.
 *
 * @param from when the first value that was looked at was measured
 * @param rate values a second, in Hz
 * @param values how many were looked at
 * @param unit UCUM unit of amplitudes: the point's, else as the source told it; empty where neither
 *     does
 * @param speed revolutions a second as the waveform told it; empty where it told none
 * @param all the plain spectrum first, then that of each envelope that the documents name
 */
public record Spectra(
    Instant from,
    double rate,
    int values,
    Optional<String> unit,
    Optional<Double> speed,
    List<Lines> all) {

  /** Keeps an unmodifiable copy. */
  public Spectra {
    all = List.copyOf(all);
  }

  /**
   * One spectrum.
   *
   * @param envelope the band whose envelope it is of; empty for that of the waveform itself
   * @param spectrum peak amplitudes, in {@link Spectra#unit}
   * @param marks where the documents look, by rising frequency
   * @param notes what could not be marked as its point gets no value of it, and that this is the
   *     end of a longer waveform, one line each
   */
  public record Lines(
      Optional<SpectralPlan.Range> envelope,
      Spectrum spectrum,
      List<Mark> marks,
      List<String> notes) {

    /** Keeps unmodifiable copies. */
    public Lines {
      marks = List.copyOf(marks);
      notes = List.copyOf(notes);
    }
  }

  /**
   * A place that something is looked for at.
   *
   * @param name for people, for example {@code 2 x BPFO}
   * @param from lowest frequency in Hz
   * @param to highest frequency in Hz; the same for one frequency
   * @param amplitude the highest line near it, of a band its RMS, in {@link Spectra#unit}
   * @param point the point that gets a value of it; empty for multiples and the shaft
   */
  public record Mark(
      String name, double from, double to, double amplitude, Optional<String> point) {}
}
