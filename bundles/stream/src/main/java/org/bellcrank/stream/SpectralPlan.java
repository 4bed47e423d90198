package org.bellcrank.stream;

import java.util.Optional;
import org.bellcrank.signal.BallScrew;
import org.bellcrank.signal.Bearing;
import org.bellcrank.signal.Decibel;
import org.bellcrank.signal.ThermalImage;
import org.bellcrank.signal.VibrationClass;

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

  /**
   * Velocity of a housing, RMS of 10 to 1000 Hz in mm/s, from its acceleration.
   *
   * @param metric what the point's unit is in m/s2
   */
  record Velocity(double metric, String to) implements SpectralPlan {}

  /**
   * The zone of that velocity: 1 for A, as new, to 4 for D, strong enough to do damage.
   *
   * @param machine the kind of machine, whose bounds hold
   */
  record Zone(VibrationClass machine, double metric, String to) implements SpectralPlan {}

  /** What is counted of acoustic emission. */
  enum Counted {
    /** How often a value rose above the threshold. */
    COUNTS,
    /** In how many bursts. */
    BURSTS
  }

  /**
   * Acoustic emission of a waveform, as a number without unit.
   *
   * @param threshold in the unit of the point, above 0
   * @param dead seconds without a value above it that end a burst, 0 or above
   */
  record Emission(Counted counted, double threshold, double dead, String to)
      implements SpectralPlan {}

  /** What is told of a region of a thermal picture. */
  enum Heat {
    /** The highest temperature, in the unit of the point. */
    MAXIMUM,
    /** The mean of the pixels that have one. */
    MEAN,
    /** The column of the hottest pixel, from 0 at the left. */
    COLUMN,
    /** Its row, from 0 at the top. */
    ROW
  }

  /**
   * A region of a thermal picture whose temperatures come as a waveform, row by row from the top
   * left.
   *
   * @param columns pixels of a row
   * @param region what is looked at; empty for the whole picture
   */
  record Thermal(int columns, Optional<ThermalImage.Region> region, Heat heat, String to)
      implements SpectralPlan {}

  /**
   * Level of a waveform's RMS in decibels over a reference. Silence, whose level is none, is a bad
   * sample.
   *
   * @param metric what the point's unit is in the scale's
   */
  record Level(Decibel scale, double metric, String to) implements SpectralPlan {}
}
