package org.bellcrank.payload;

import java.util.List;
import org.bellcrank.observation.Observation;
import org.bellcrank.stream.Passage;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;
import org.bellcrank.stream.Waveform;

/**
 * What a message says, each list in the message's order.
 *
 * @param observations for the intake of observations, durable once taken
 * @param samples for the intake of samples, in memory
 * @param waveforms likewise
 * @param passages of parts, for the intake of samples, durable once taken
 */
public record PayloadContent(
    List<Observation> observations,
    List<Sample> samples,
    List<Waveform> waveforms,
    List<Passage> passages) {

  /** Of a message that is not read. */
  public static final PayloadContent NOTHING =
      new PayloadContent(List.of(), List.of(), List.of(), List.of());

  /** Keeps unmodifiable copies. */
  public PayloadContent {
    observations = List.copyOf(observations);
    samples = List.copyOf(samples);
    waveforms = List.copyOf(waveforms);
    passages = List.copyOf(passages);
  }

  /** Whether it says nothing, since no condition held. */
  public boolean isEmpty() {
    return observations.isEmpty() && !streams();
  }

  /** Whether some of it is for the intake of samples. */
  public boolean streams() {
    return !(samples.isEmpty() && waveforms.isEmpty() && passages.isEmpty());
  }

  /**
   * Hands over what is for the intake of samples: passages first, which are known when they are
   * told again.
   *
   * @throws InterruptedException while it waited for room; a first part of it was taken
   * @throws org.bellcrank.journal.StoreException when passages could not be kept; nothing was taken
   */
  public void into(SampleIntake intake) throws InterruptedException {
    if (!passages.isEmpty()) {
      intake.pass(passages);
    }
    if (!samples.isEmpty()) {
      intake.take(samples);
    }
    for (Waveform each : waveforms) {
      intake.take(each);
    }
  }
}
