package org.bellcrank.source.kura;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;
import org.bellcrank.stream.Waveform;

/** Keeps the samples it is given; points have pipelines as a test says. Safe for any thread. */
final class TakenSamples implements SampleIntake {

  final List<Sample> samples = new CopyOnWriteArrayList<>();
  final LongAdder count = new LongAdder();
  volatile Set<String> streamed = Set.of();
  volatile boolean full;
  volatile boolean keeps = true;

  @Override
  public void take(List<Sample> given) {
    count.add(given.size());
    if (keeps) {
      samples.addAll(given);
    }
  }

  @Override
  public int offer(List<Sample> given) {
    if (full) {
      return 0;
    }
    take(given);
    return given.size();
  }

  @Override
  public void take(Waveform waveform) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean streams(String point) {
    return streamed.contains(point);
  }

  List<Sample> of(String point) {
    return samples.stream().filter(each -> each.point().equals(point)).toList();
  }

  Sample last(String point) {
    List<Sample> all = of(point);
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }
}
