package org.bellcrank.source.mqtt;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.journal.StoreException;
import org.bellcrank.stream.Passage;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;
import org.bellcrank.stream.Waveform;

/** Remembers what was taken. */
final class CollectedSamples implements SampleIntake {

  private final List<Sample> samples = new CopyOnWriteArrayList<>();
  private final List<Passage> passages = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();

  List<Sample> all() {
    return samples;
  }

  List<Sample> of(String point) {
    return samples.stream().filter(sample -> sample.point().equals(point)).toList();
  }

  List<Passage> passages() {
    return passages;
  }

  /** How many passages the disk does not take before it does. */
  AtomicInteger refusals() {
    return refusals;
  }

  @Override
  public void pass(List<Passage> given) {
    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new StoreException("disk full", null);
    }
    passages.addAll(given);
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
