package org.bellcrank.source.kura;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bellcrank.stream.SampleIntake;
import org.eclipse.kura.channel.ChannelRecord;

/**
 * The way of readings whose point has a pipeline of its own: as samples, where their intake is
 * there. Safe for any thread; waits for nothing.
 */
final class SampleWay {

  private final AtomicReference<SampleIntake> intake;
  private final Points points;
  private final Clock clock;

  /**
   * A way that is open while there is an intake.
   *
   * @param intake holds null while there is none
   */
  SampleWay(AtomicReference<SampleIntake> intake, Points points, Clock clock) {
    this.intake = intake;
    this.points = points;
    this.clock = clock;
  }

  /** What became of a reading. */
  enum Outcome {
    /** It was taken as a sample. */
    TAKEN,
    /** It would be a sample, but there was no room. */
    LOST,
    /** Its point has no pipeline, or nobody takes samples. */
    NOT_MINE
  }

  Outcome offer(String asset, ChannelRecord record) {
    SampleIntake there = intake.get();
    String point = points.of(asset, record.getChannelName());
    if (there == null || !there.streams(point)) {
      return Outcome.NOT_MINE;
    }
    Optional<String> unit = Optional.ofNullable(record.getUnit()).filter(text -> !text.isBlank());
    int taken = there.offer(List.of(Samples.ofAsset(point, record, unit, clock)));
    return taken == 1 ? Outcome.TAKEN : Outcome.LOST;
  }
}
