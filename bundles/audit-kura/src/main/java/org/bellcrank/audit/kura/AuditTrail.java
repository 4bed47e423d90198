package org.bellcrank.audit.kura;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the audit log what changed here, from the journal, whose entry each line names. A line is
 * written, then the position moves: after a crash between the two it is written once more.
 */
@Component(
    service = {},
    immediate = true)
public final class AuditTrail {

  static final String READER = "audit-kura";

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  /** Where Kura keeps who did what. */
  private static final Logger AUDIT = LoggerFactory.getLogger("AuditLogger");

  private static final int PAGE = 500;
  private static final int UNKEPT = 1_000;
  private static final long LOOK_SECONDS = 2;

  private final Store store;
  private final Consumer<String> log;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "bellcrank-audit");
            made.setDaemon(true);
            return made;
          });
  private final Store.Registration registration;
  private long at = -1;
  private long kept;

  /** Begins where it stood; the first time with what comes from now on. */
  @Activate
  public AuditTrail(@Reference Store store) {
    this(store, line -> AUDIT.info("{} {}", AuditPrefix.now(), line));
  }

  AuditTrail(Store store, Consumer<String> log) {
    this.store = store;
    this.log = log;
    registration = store.onCommit(this::soon);
    thread.scheduleWithFixedDelay(this::follow, 0, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void soon() {
    try {
      if (asked.compareAndSet(false, true)) {
        thread.execute(this::follow);
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("The trail has ended");
    }
  }

  private void follow() {
    asked.set(false);
    try {
      if (at < 0) {
        at = begin();
        kept = at;
      }
      List<Entry> page;
      do {
        page = page(at);
        page.forEach(this::tell);
      } while (page.size() == PAGE);
      if (at - kept >= UNKEPT) {
        keep();
      }
    } catch (RuntimeException e) { // the outermost loop: the next look goes on
      LOG.warn("The audit log waits for the journal: {}", e.toString());
    }
  }

  private long begin() {
    return store.commit(
        unit -> {
          Positions positions = unit.port(Positions.class);
          long position = positions.position(READER);
          if (position == 0) {
            position = unit.port(Journal.class).lastSequence();
            positions.advance(READER, position);
          }
          return position;
        });
  }

  private List<Entry> page(long after) {
    return store.read(unit -> unit.port(Journal.class).after(after, PAGE));
  }

  private void tell(Entry entry) {
    Optional<String> line = AuditLine.of(entry);
    line.ifPresent(log);
    at = entry.sequence();
    if (line.isPresent()) {
      keep();
    }
  }

  private void keep() {
    long to = at;
    store.commit(
        unit -> {
          unit.port(Positions.class).advance(READER, to);
          return null;
        });
    kept = to;
  }

  /** Ends; what is not told yet is told after the next start. */
  @Deactivate
  public void stop() {
    registration.close();
    thread.shutdownNow();
  }
}
