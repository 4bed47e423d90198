package org.bellcrank.canary;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.journal.Store;
import org.bellcrank.site.CanaryPlan;
import org.bellcrank.site.Site;

/** All that is looked at without a test, each for itself. Not safe for several threads. */
final class Watches {

  final DatabaseWatch database;
  final TrafficWatch traffic;
  private final Fence fence;
  private final Store store;
  private final SourceWatch sources;
  private final StorageWatch storage;
  private final BalanceWatch balance;
  private final ClockWatch clocks;
  private final ReadingWatch readings;
  private final RegisterWatch registers;
  private final PointWatch points;
  private final CertificateWatch certificates;

  /**
   * @param asking runs what may have to wait for the database
   */
  Watches(LampBoard board, Fence fence, Store store, Executor asking) {
    this.fence = fence;
    this.store = store;
    database = new DatabaseWatch(board, store, asking);
    traffic = new TrafficWatch(board, store);
    sources = new SourceWatch(board, fence);
    storage = new StorageWatch(board);
    balance = new BalanceWatch(board, store);
    clocks = new ClockWatch(board);
    readings = new ReadingWatch(board);
    registers = new RegisterWatch(board);
    points = new PointWatch(board);
    certificates = new CertificateWatch(board, fence);
  }

  void look(Optional<Site> site, CanaryPlan plan, Parts parts, Instant now) {
    fence.look(Kind.SOURCE, now, () -> sources.look(site, plan, parts, now));
    fence.look(Kind.STORAGE, StorageWatch.STORAGE, now, () -> storage.look(store.room(), now));
    fence.look(Kind.DATABASE, DatabaseWatch.DATABASE, now, () -> database.look(now));
    fence.look(Kind.BALANCE, BalanceWatch.BALANCE, now, () -> balance.look(now));
    fence.look(Kind.PATTERN, now, () -> traffic.look(plan.patterns(), parts, now));
    fence.look(Kind.CLOCK, now, () -> clocks.look(parts, now));
    fence.look(Kind.READING, now, () -> readings.look(parts, now));
    fence.look(Kind.REGISTER, now, () -> registers.look(parts, now));
    fence.look(Kind.POINTS, PointWatch.POINTS, now, () -> points.look(parts, now));
    fence.look(
        Kind.CERTIFICATE,
        now,
        () -> certificates.look(parts.certificates, plan.certificates(), now));
  }
}
