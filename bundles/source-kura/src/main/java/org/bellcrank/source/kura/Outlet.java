package org.bellcrank.source.kura;

import java.util.List;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;

/** Hands samples of one driver on and counts them. Safe for any thread. */
final class Outlet {

  private final SampleIntake intake;
  private final Tallies tallies;
  private final DriverLife life;

  Outlet(SampleIntake intake, Tallies tallies, DriverLife life) {
    this.intake = intake;
    this.tallies = tallies;
    this.life = life;
  }

  Tallies tallies() {
    return tallies;
  }

  /** So many readings were left out. */
  void skipped(long turns) {
    tallies.skipped.add(turns);
    life.skipped(turns);
  }

  /** On a thread of ours, which may wait for room. */
  void take(List<Sample> samples) throws InterruptedException {
    if (!samples.isEmpty()) {
      life.told(samples);
      intake.take(samples);
      count(samples);
    }
  }

  /** On a thread that must not wait: what finds no room is lost and counted. */
  void offer(List<Sample> samples) {
    life.told(samples);
    int taken = intake.offer(samples);
    count(samples.subList(0, taken));
    tallies.lost.add(samples.size() - taken);
  }

  private void count(List<Sample> taken) {
    tallies.samples.add(taken.size());
    tallies.bad.add(taken.stream().filter(each -> each.quality() == Quality.BAD).count());
  }
}
