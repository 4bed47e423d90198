package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Remembers the newest samples of a point, or the values of its newest waveforms, and cuts a
 * stretch out of them around each crossing, once no sample of it is waited for. For one thread.
 */
final class AroundWatch {

  /** Stretches under way at once. */
  static final int MOST_OPEN = 16;

  /** Crossings that share a stretch. */
  static final int MOST_SHARED = 64;

  /** How long nothing must come where the documents do not say when the point counts as stale. */
  static final Duration SILENT = Duration.ofSeconds(30);

  private final PointPlan plan;
  private final Stretches stretches;
  private SampleRing ring;
  private final long before;
  private final long after;
  private final long lateness;
  private final Duration silence;
  private final boolean waveforms;
  private final List<Open> open = new ArrayList<>(); // in the order in which they began
  private long newest = Long.MIN_VALUE;
  private Instant heardAt; // when a value came, by the gateway's clock; null while none did

  private static final class Open {
    final List<Crossing> crossings = new ArrayList<>();
    long from;
    long until;
  }

  /** Watches a point whose plan says how much is kept. */
  AroundWatch(PointPlan plan, Stretches stretches) {
    AroundPlan around = plan.around().orElseThrow();
    this.plan = plan;
    this.stretches = stretches;
    ring = ring(plan);
    before = around.before().toNanos();
    after = around.after().toNanos();
    waveforms = plan.waveforms();
    lateness = waveforms ? 0 : plan.lateness().toNanos(); // those come whole
    silence = around.after().plus(plan.lateness()).plus(plan.stale().orElse(SILENT));
  }

  private static SampleRing ring(PointPlan plan) {
    return new SampleRing((int) plan.around().orElseThrow().room(plan.lateness()));
  }

  /**
   * Takes a sample that can be believed, in the point's unit.
   *
   * @param now the gateway's time
   */
  void add(long at, double value, Instant now) {
    heardAt = now;
    if (isSetBack(at)) {
      end("the clock of its source was set back");
      ring = ring(plan);
      newest = Long.MIN_VALUE;
    }
    ring.add(at, value);
    newest = Math.max(newest, at);
    if (!open.isEmpty()) {
      over();
    }
  }

  /** What is late does not come here, but where each sample is a measurement. */
  private boolean isSetBack(long at) {
    return !waveforms && !plan.every() && newest != Long.MIN_VALUE && at < newest - lateness;
  }

  /** A limit of the point was crossed, or of one that is computed of it. */
  void crossed(Crossing crossing) {
    if (open.stream().flatMap(each -> each.crossings.stream()).anyMatch(crossing::isOf)) {
      return; // one value crossed two limits
    }
    long from = crossing.at() - before;
    long until = crossing.at() + after;
    Open last = open.isEmpty() ? null : open.get(open.size() - 1);
    if (last != null && shares(last, from, until)) {
      last.from = Math.min(last.from, from);
      last.until = Math.max(last.until, until);
      last.crossings.add(crossing);
    } else if (open.size() >= MOST_OPEN) {
      stretches.lost(
          plan.point(), crossing, "%d stretches are under way already".formatted(MOST_OPEN));
      return;
    } else {
      Open next = new Open();
      next.from = from;
      next.until = until;
      next.crossings.add(crossing);
      open.add(next);
    }
    stretches.begun(plan.point(), crossing);
    over();
  }

  private boolean shares(Open last, long from, long until) {
    long both = Math.max(last.until, until) - Math.min(last.from, from);
    return both <= before + 2 * after && last.crossings.size() < MOST_SHARED;
  }

  /** Time went by. What cannot be believed may come all the time; the values do not come back. */
  void tick(Instant now) {
    if (heardAt == null) {
      heardAt = now;
    }
    if (!open.isEmpty() && Duration.between(heardAt, now).compareTo(silence) >= 0) {
      String why = "no value that can be believed came%s, until %s".formatted(afterNewest(), now);
      end(waveforms ? Optional.empty() : Optional.of(why)); // those come at times of their own
    }
  }

  private String afterNewest() {
    return newest == Long.MIN_VALUE ? "" : " after " + WindowRun.instant(newest);
  }

  /** Nothing more is waited for. */
  void end(String why) {
    end(Optional.of(why));
  }

  private void end(Optional<String> why) {
    open.forEach(each -> stretches.over(stretch(each, why)));
    open.clear();
  }

  /** No sample is waited for that is older than the lateness. */
  private void over() {
    for (int i = 0; i < open.size(); i++) {
      Open each = open.get(i);
      if (newest - lateness >= each.until) {
        open.remove(i--);
        stretches.over(stretch(each, Optional.empty()));
      }
    }
  }

  private Stretch stretch(Open of, Optional<String> early) {
    List<String> lacks = new ArrayList<>();
    if (ring.gone() >= of.from) {
      lacks.add(
          "samples up to %s had gone from memory: more than %s a second came, or a crossing was told late"
              .formatted(WindowRun.instant(ring.gone()), plan.around().orElseThrow().rate()));
    } else if (ring.first() > of.from && newest != Long.MIN_VALUE && !waveforms) {
      lacks.add(
          "nothing is known before %s, the stream began then"
              .formatted(WindowRun.instant(ring.first())));
    }
    early.filter(why -> newest < of.until).ifPresent(lacks::add);
    SampleRing.Slice samples = ring.between(of.from, of.until);
    if (waveforms && samples.times().length == 0) {
      lacks.add("no waveform came in this time");
    }
    return new Stretch(
        plan.point(), plan.unit(), of.crossings, of.from, of.until, waveforms, samples, lacks);
  }

  /** Nanoseconds since 1970. */
  static long nanos(Instant at) {
    return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
  }
}
