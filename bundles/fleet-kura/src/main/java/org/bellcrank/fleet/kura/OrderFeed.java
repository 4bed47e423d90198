package org.bellcrank.fleet.kura;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.site.EgressProfile.Goods;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.message.KuraPayload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of orders, from the journal, in its order. The position moves on when the connection
 * confirmed a message, or, at QoS 0, took it; so nothing is lost over a restart, and what was
 * confirmed is not sent again. What was sent and not confirmed before a restart is: its sequence
 * tells a receiver. Used by one thread.
 */
final class OrderFeed {

  static final String READER = "fleet-kura";

  static final Set<String> EVENTS =
      Set.of(
          "order.raised",
          "order.changed",
          "order.moved",
          "delivery.acknowledged",
          "delivery.updated",
          "delivery.attached",
          "delivery.refused",
          "delivery.doubt");

  private static final Logger LOG = LoggerFactory.getLogger(OrderFeed.class);
  private static final String PROFILE = "cloud.egress";
  private static final int PAGE = 500;
  private static final int WINDOW = 16;
  private static final Duration CONFIRMED_WITHIN = Duration.ofMinutes(5);

  private final Store store;
  private final Clock clock;
  private final Egress egress;
  private final Outlet outlet;
  private final Deque<Sent> underWay = new ArrayDeque<>();
  private long generation;
  private long cursor = -1;
  private long kept;

  OrderFeed(Store store, Clock clock, Egress egress, Outlet outlet) {
    this.store = store;
    this.clock = clock;
    this.egress = egress;
    this.outlet = outlet;
  }

  /** Sends what may go now. */
  void turn(Pace pace) throws KuraException {
    begin();
    if (!egress.allows(Goods.ORDERS)) {
      return;
    }
    settle();
    if (outlet.open() && underWay.size() < WINDOW) {
      send(pace);
      settle();
    }
  }

  /**
   * What happened before the present profile was set stays where it is; so does everything from
   * before the cloud was there at all.
   */
  private void begin() {
    if (cursor >= 0) {
      return;
    }
    kept = store.read(unit -> unit.port(Positions.class).position(READER));
    String profile = egress.profile().word();
    Optional<Entry> set = newest();
    if (set.flatMap(entry -> entry.facts().text("profile")).filter(profile::equals).isEmpty()) {
      store.commit(
          unit -> {
            unit.append(clock.instant(), PROFILE, READER, Facts.with("profile", profile).build());
            return null;
          });
      set = newest();
    }
    if (egress.allows(Goods.ORDERS)) {
      keep(set.orElseThrow().sequence());
    }
    cursor = kept;
  }

  private Optional<Entry> newest() {
    return store.read(unit -> unit.port(Journal.class).newest(PROFILE, 1)).stream().findFirst();
  }

  private void send(Pace pace) throws KuraException {
    long from = cursor;
    List<Entry> page = store.read(unit -> unit.port(Journal.class).after(from, PAGE));
    for (Entry entry : page) {
      if (EVENTS.contains(entry.kind())) {
        if (underWay.size() >= WINDOW || !pace.take()) {
          return;
        }
        Optional<String> id =
            outlet.send(payload(entry), Map.of("kind", entry.kind(), "order", entry.subject()));
        underWay.add(new Sent(entry.sequence(), id, clock.instant()));
      }
      cursor = entry.sequence();
    }
  }

  /** Moves the position behind what is confirmed. */
  private void settle() {
    if (generation != outlet.generation()) {
      generation = outlet.generation();
      again("the publisher changed");
    }
    boolean moved = false;
    while (!underWay.isEmpty() && underWay.peek().isDone(outlet)) {
      underWay.poll();
      moved = true;
    }
    Sent oldest = underWay.peek();
    if (oldest != null && oldest.at().plus(CONFIRMED_WITHIN).isBefore(clock.instant())) {
      again("nothing was confirmed for " + CONFIRMED_WITHIN);
      return;
    }
    long done = oldest == null ? cursor : oldest.sequence() - 1;
    if (moved || done - kept >= PAGE) {
      keep(done);
    }
  }

  private void again(String why) {
    if (!underWay.isEmpty()) {
      LOG.warn("{} order events are sent again, since {}", underWay.size(), why);
      underWay.clear();
    }
    cursor = kept;
  }

  private void keep(long done) {
    if (done > kept) {
      store.commit(
          unit -> {
            unit.port(Positions.class).advance(READER, done);
            return null;
          });
      kept = done;
      cursor = Math.max(cursor, done);
    }
  }

  private static KuraPayload payload(Entry entry) {
    KuraPayload payload = new KuraPayload();
    payload.setTimestamp(Date.from(entry.at()));
    payload.addMetric("event.kind", entry.kind());
    payload.addMetric("event.sequence", entry.sequence());
    payload.addMetric("order", entry.subject());
    payload.setBody(entry.facts().json().getBytes(StandardCharsets.UTF_8));
    return payload;
  }

  private record Sent(long sequence, Optional<String> id, Instant at) {

    boolean isDone(Outlet outlet) {
      return id.isEmpty() || outlet.wasConfirmed(id.get());
    }
  }
}
