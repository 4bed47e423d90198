package org.bellcrank.stream;

import java.util.Optional;
import org.bellcrank.signal.BallScrew;
import org.bellcrank.signal.Bearing;

/** What is computed of the spectrum of each waveform of a point, and which point gets it. */
public sealed interface SpectralPlan {

  /** The id of the point that gets it. */
  String to();

  /** Lower and upper frequency in Hz, rising, 0 or above. */
  record Range(double from, double to) {}

  /** Which part of a bearing a defect is looked for on. */
  enum Part {
    /** The outer ring: BPFO. */
    BPFO,
    /** The inner ring: BPFI. */
    BPFI,
    /** A rolling element, which strikes twice in a turn: twice BSF. */
    BSF,
    /** The cage: FTF. */
    FTF
  }

  /** RMS of what lies in a band, in the unit of the waveform; 0 where it has no line there. */
  record Band(Range range, String to) implements SpectralPlan {}

  /** The highest value of the envelope of a band, in the unit of the waveform. */
  record EnvelopePeak(Range band, String to) implements SpectralPlan {}

  /**
   * How strongly a place of a bearing is struck: the highest line of the envelope's spectrum within
   * 3 % of the frequency of the defect, in the unit of the waveform.
   *
   * @param speed of the shaft in revolutions a second where the waveform tells none
   * @param band in which the structure rings
   */
  record Strike(Bearing bearing, Part part, Optional<Double> speed, Range band, String to)
      implements SpectralPlan {}

  /**
   * How strongly a ball screw is shaken as its balls pass a place of the nut: the highest line
   * within 3 % of that frequency, in the unit of the waveform.
   *
   * @param speed of the screw in revolutions a second where the waveform tells none
   * @param band in which the structure rings: the line is that of its envelope's spectrum; empty
   *     for the line of the spectrum itself
   */
  record NutPass(BallScrew screw, Optional<Double> speed, Optional<Range> band, String to)
      implements SpectralPlan {}

  /**
   * A harmonic of a motor's current as a share of the fundamental, 1 for as much.
   *
   * @param order 2 to 100
   * @param line where the frequency that feeds the motor is looked for
   */
  record Harmonic(int order, Range line, String to) implements SpectralPlan {}

  /** Total harmonic distortion up to a harmonic, as a share of the fundamental. */
  record Distortion(int upTo, Range line, String to) implements SpectralPlan {}
}
