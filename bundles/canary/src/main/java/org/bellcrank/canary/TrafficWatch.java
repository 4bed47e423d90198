package org.bellcrank.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.condition.ConditionBook;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Traffic;
import org.bellcrank.site.PatternPlan;
import org.bellcrank.vision.Cameras;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lamps of patterns: sudden silence, bursts and drift of what sources and points bring. A lamp
 * is there from the first time that something was odd. What was learnt is kept every hour.
 */
final class TrafficWatch {

  private static final Logger LOG = LoggerFactory.getLogger(TrafficWatch.class);
  private static final String STATE = "canary/patterns";
  private static final Duration KEEP_EVERY = Duration.ofHours(1);
  private static final int KEPT = 1000;
  private static final String SOURCE = "source/";

  private final LampBoard board;
  private final Store store;
  private final Map<String, Rhythm> rhythms = new TreeMap<>();
  private final Map<String, Long> before = new TreeMap<>();
  private final Set<String> odd = new HashSet<>();
  private Instant keepAt;
  private boolean restored;

  TrafficWatch(LampBoard board, Store store) {
    this.board = board;
    this.store = store;
  }

  void look(PatternPlan plan, Parts parts, Instant now) {
    Traffic traffic = parts.traffic;
    if (traffic == null || !(restored || restore(traffic, now))) {
      return;
    }
    boolean there = !board.wrong(Kind.DATABASE, DatabaseWatch.DATABASE);
    boolean open = there && !store.room().full() && !board.wrong(Kind.INTAKE, Canaries.INTAKE);
    Map<String, Long> counts = traffic.counts();
    counts.keySet().forEach(stream -> rhythms.computeIfAbsent(stream, id -> new Rhythm(now)));
    plan.streams().keySet().forEach(id -> rhythms.computeIfAbsent(id, each -> new Rhythm(now)));
    Set<String> cameras = cameras(parts.cameras);
    rhythms.forEach(
        (stream, rhythm) -> {
          long count = counts.getOrDefault(stream, 0L);
          rhythm.look(Math.max(0, count - before.getOrDefault(stream, 0L)), open, now);
          before.put(stream, count);
          show(plan, stream, rhythm, cameras, now);
        });
    if (there && !now.isBefore(keepAt)) {
      keep(now);
    }
  }

  /** A camera without findings may just see sound parts; its frames have a lamp of their own. */
  private void show(
      PatternPlan plan, String stream, Rhythm rhythm, Set<String> cameras, Instant now) {
    boolean silence = stream.startsWith(SOURCE) && !cameras.contains(stream);
    PatternPlan.Stream own = plan.stream(stream);
    Optional<Rhythm.Odd> strange =
        plan.enabled() && own.enabled() ? rhythm.odd(plan, own, silence, now) : Optional.empty();
    boolean known = odd.contains(stream) || board.names(Kind.PATTERN).contains(stream);
    if (strange.isPresent()) {
      odd.add(stream);
      board.odd(stream, now, strange.get().stage(), strange.get().words());
    } else if (known && plan.enabled() && own.enabled()) {
      if (rhythm.isSettled()) {
        board.good(Kind.PATTERN, stream, now, "as much as usual");
      }
    } else if (known) {
      board.grey(Kind.PATTERN, stream, now, Canaries.OFF);
    }
  }

  private static Set<String> cameras(Cameras cameras) {
    Set<String> names = new HashSet<>();
    if (cameras != null) {
      cameras.all().forEach(camera -> names.add(SOURCE + camera.camera()));
    }
    return names;
  }

  /** What came before the first look belongs to nobody's window. */
  private boolean restore(Traffic traffic, Instant now) {
    if (restored) {
      return true;
    }
    try {
      Optional<Facts> kept = store.read(unit -> unit.port(ConditionBook.class).state(STATE));
      kept.ifPresent(
          facts ->
              facts
                  .factsList("streams")
                  .forEach(
                      each -> rhythms.put(each.requireText("id"), Rhythm.restored(each, now))));
      board.names(Kind.PATTERN).forEach(id -> rhythms.putIfAbsent(id, new Rhythm(now)));
      before.putAll(traffic.counts());
      keepAt = now.plus(KEEP_EVERY);
      restored = true;
      return true;
    } catch (StoreException e) {
      LOG.debug("What is usual cannot be read yet", e);
      return false;
    }
  }

  private void keep(Instant now) {
    keepAt = now.plus(KEEP_EVERY);
    Facts facts =
        Facts.with(
                "streams",
                rhythms.entrySet().stream()
                    .limit(KEPT)
                    .map(
                        each ->
                            each.getValue().facts().toBuilder().put("id", each.getKey()).build())
                    .toList())
            .build();
    try {
      store.commit(
          unit -> {
            unit.port(ConditionBook.class).keep(STATE, facts);
            return null;
          });
    } catch (StoreException e) {
      LOG.debug("What is usual is kept at the next hour", e);
    }
  }
}
