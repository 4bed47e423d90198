package org.bellcrank.source.mqtt;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;
import org.bellcrank.stream.Waveform;

/** Remembers what was taken. */
final class CollectedSamples implements SampleIntake {

  private final List<Sample> samples = new CopyOnWriteArrayList<>();

  List<Sample> all() {
    return samples;
  }

  List<Sample> of(String point) {
    return samples.stream().filter(sample -> sample.point().equals(point)).toList();
  }

  @Override
  public void take(List<Sample> given) {
    samples.addAll(given);
  }

  @Override
  public int offer(List<Sample> given) {
    samples.addAll(given);
    return given.size();
  }

  @Override
  public void take(Waveform waveform) {
    throw new AssertionError("no waveform is sent here");
  }
}
