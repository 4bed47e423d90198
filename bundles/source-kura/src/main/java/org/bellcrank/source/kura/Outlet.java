package org.bellcrank.source.kura;

import java.util.List;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;

/** Hands samples on and counts them. Safe for any thread. */
final class Outlet {

  private final SampleIntake intake;
  private final Tallies tallies;

  Outlet(SampleIntake intake, Tallies tallies) {
    this.intake = intake;
    this.tallies = tallies;
  }

  Tallies tallies() {
    return tallies;
  }

  /** On a thread of ours, which may wait for room. */
  void take(List<Sample> samples) throws InterruptedException {
    if (!samples.isEmpty()) {
      intake.take(samples);
      count(samples);
    }
  }

  /** On a thread that must not wait: what finds no room is lost and counted. */
  void offer(List<Sample> samples) {
    int taken = intake.offer(samples);
    count(samples.subList(0, taken));
    tallies.lost.add(samples.size() - taken);
  }

  private void count(List<Sample> taken) {
    tallies.samples.add(taken.size());
    tallies.bad.add(taken.stream().filter(each -> each.quality() == Quality.BAD).count());
  }
}
