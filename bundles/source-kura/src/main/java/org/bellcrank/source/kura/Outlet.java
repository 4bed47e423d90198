package org.bellcrank.source.kura;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;
import org.eclipse.kura.channel.ChannelRecord;

/** Hands samples and texts of one driver on and counts samples. Safe for any thread. */
final class Outlet {

  private final SampleIntake intake;
  private final Tallies tallies;
  private final DriverLife life;
  private final TextWay texts;
  private final Clock clock;

  Outlet(SampleIntake intake, Tallies tallies, DriverLife life, TextWay texts, Clock clock) {
    this.intake = intake;
    this.tallies = tallies;
    this.life = life;
    this.texts = texts;
    this.clock = clock;
  }

  /** What a record says, scaled; empty where it was a text for a mapping, which is handed on. */
  Optional<Sample> sample(Tap tap, ChannelRecord record) {
    if (tap.isText() && texts.offer(tap.topic(), tap.driver(), record)) {
      life.told(tap.point(), TextWay.trouble(record).orElse(""));
      return Optional.empty();
    }
    return Optional.of(tap.sample(record, clock));
  }

  /** Says that there is no value now; empty where that is told of a text. */
  Optional<Sample> bad(Tap tap, String words) {
    if (tap.isText() && texts.names(tap.topic())) {
      life.told(tap.point(), words);
      texts.lost(tap.driver(), tap.point(), 0, words);
      return Optional.empty();
    }
    return Optional.of(tap.bad(clock.instant(), words));
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
