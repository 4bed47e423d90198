package org.bellcrank.itests.plant;

import java.time.Duration;
import java.util.List;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.Waveform;

/**
 * A machine of the plant: a pure function of its seed and the time since the plant's start, so that
 * any moment can be asked for, in any order, as fast as it can be computed. Safe for use by any
 * number of threads.
 */
public sealed interface Machine
    permits Pump, Spindle, Compressor, Conveyor, MachiningCentre, CuttingTool {

  /** Where it stands. */
  Station station();

  /** What is measured on it, always in this order. */
  List<Channel> channels();

  /** A sample of each channel that is no waveform, in their order. */
  List<Sample> samples(Duration at);

  /** A stretch of each channel that is a waveform, beginning then. */
  List<Waveform> waveforms(Duration at);

  /** What is wrong with it. */
  Truth truth(Duration at);
}
