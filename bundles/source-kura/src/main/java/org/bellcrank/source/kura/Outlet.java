package org.bellcrank.source.kura;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;
import org.eclipse.kura.channel.ChannelRecord;

/** Hands samples and texts on and counts samples. Safe for any thread. */
final class Outlet {

  private final SampleIntake intake;
  private final Tallies tallies;
  private final TextWay texts;
  private final Clock clock;

  Outlet(SampleIntake intake, Tallies tallies, TextWay texts, Clock clock) {
    this.intake = intake;
    this.tallies = tallies;
    this.texts = texts;
    this.clock = clock;
  }

  /** What a record says, scaled; empty where it was a text for a mapping, which is handed on. */
  Optional<Sample> sample(Tap tap, ChannelRecord record) {
    return tap.isText() && texts.offer(tap.topic(), tap.driver(), record)
        ? Optional.empty()
        : Optional.of(tap.sample(record, clock));
  }

  /** Says that there is no value now; empty where that is told of a text. */
  Optional<Sample> bad(Tap tap, String words) {
    if (tap.isText() && texts.names(tap.topic())) {
      texts.lost(tap.driver(), tap.point(), 0, words);
      return Optional.empty();
    }
    return Optional.of(tap.bad(clock.instant(), words));
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
