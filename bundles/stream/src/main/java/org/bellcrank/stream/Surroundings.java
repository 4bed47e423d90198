package org.bellcrank.stream;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is gathered around findings: who hears of stretches of samples, and the newest waveforms of
 * points whose streams say so. Waveforms come on the threads of those who bring them, crossings on
 * those of their features. Safe for any thread.
 */
final class Surroundings {

  private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

  private final Stretches stretches;
  private final StreamPlans plans;
  private final Clock clock;
  private final Map<String, Heard> heard = new HashMap<>();

  private static final class Heard {
    final PointPlan plan;
    final AroundWatch watch;

    Heard(PointPlan plan, AroundWatch watch) {
      this.plan = plan;
      this.watch = watch;
    }
  }

  Surroundings(Stretches stretches, StreamPlans plans, Clock clock) {
    this.stretches = stretches;
    this.plans = plans;
    this.clock = clock;
  }

  Stretches stretches() {
    return stretches;
  }

  /** Takes a waveform before its features are looked at; one in no fitting unit is passed over. */
  synchronized void saw(Waveform waveform, PointPlan plan) {
    if (plan.around().isEmpty()) {
      return;
    }
    double factor;
    try {
      factor = WaveformResults.factor(waveform, plan);
    } catch (IllegalArgumentException e) {
      return; // its features are told as those of a lost sensor, with these words
    }
    Heard of = heard.get(plan.point());
    if (of == null || !of.plan.equals(plan)) {
      end(of);
      of = new Heard(plan, new AroundWatch(plan, stretches));
      heard.put(plan.point(), of);
    }
    Instant now = clock.instant();
    long from = AroundWatch.nanos(waveform.from());
    double step = 1e9 / waveform.rate();
    double[] values = waveform.values();
    for (int i = 0; i < values.length; i++) {
      of.watch.add(from + Math.round(i * step), values[i] * factor, now);
    }
  }

  /** A limit was crossed; of what it is computed by waveforms, those around it are kept. */
  synchronized void crossed(PointPlan by, Crossing crossing) {
    for (String point : by.surrounds()) {
      Heard of = heard.get(point);
      if (of != null) {
        of.watch.crossed(crossing);
      }
    }
  }

  /** Time went by; points that the documents treat otherwise by now are forgotten. */
  void tick() {
    try {
      plans.current().ifPresent(this::tick);
    } catch (RuntimeException e) { // the outermost: the timer would end
      LOG.error("Waveforms around findings could not be looked after", e);
    }
  }

  private synchronized void tick(StreamPlan plan) {
    Instant now = clock.instant();
    for (Iterator<Heard> all = heard.values().iterator(); all.hasNext(); ) {
      Heard each = all.next();
      if (each.plan.equals(plan.of(each.plan.point()))) {
        each.watch.tick(now);
      } else {
        end(each);
        all.remove();
      }
    }
  }

  private static void end(Heard of) {
    if (of != null) {
      of.watch.end("its site documents changed");
    }
  }

  /** Nothing more comes. */
  synchronized void end(String why) {
    heard.values().forEach(each -> each.watch.end(why));
    heard.clear();
  }
}
