package org.bellcrank.payload;

import java.util.List;
import org.bellcrank.observation.Observation;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.Waveform;

/**
 * What a message says, each list in the message's order.
 *
 * @param observations for the intake of observations, durable once taken
 * @param samples for the intake of samples, in memory
 * @param waveforms likewise
 */
public record PayloadContent(
    List<Observation> observations, List<Sample> samples, List<Waveform> waveforms) {

  /** Keeps unmodifiable copies. */
  public PayloadContent {
    observations = List.copyOf(observations);
    samples = List.copyOf(samples);
    waveforms = List.copyOf(waveforms);
  }

  /** Whether it says nothing, since no condition held. */
  public boolean isEmpty() {
    return observations.isEmpty() && samples.isEmpty() && waveforms.isEmpty();
  }
}
