package org.bellcrank.fleet.kura;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.StoreException;
import org.eclipse.kura.KuraException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the gateway tells by itself: alerts first, then figures, then what becomes of orders. */
final class Publications {

  private static final Logger LOG = LoggerFactory.getLogger(Publications.class);
  private static final long LOOK_EVERY_MILLIS = 250;
  private static final int LONGEST_REST = 240;

  private final Alerts alerts;
  private final Figures figures;
  private final OrderFeed orders;
  private final Pace pace;
  private final ScheduledExecutorService worker;
  private String complaint = "";
  private int rest;
  private int failures;

  Publications(Alerts alerts, Figures figures, OrderFeed orders, Pace pace) {
    this.alerts = alerts;
    this.figures = figures;
    this.orders = orders;
    this.pace = pace;
    this.worker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "bellcrank-cloud-publications");
              thread.setDaemon(true);
              return thread;
            });
  }

  void start() {
    worker.scheduleWithFixedDelay(this::turn, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Does something on the same thread, before the next look. */
  void soon(Runnable work) {
    worker.execute(work);
  }

  void close() {
    worker.shutdownNow();
  }

  /** The outermost loop of the worker: nothing may end it but {@link #close}. */
  private void turn() {
    if (rest > 0) {
      rest--;
      return;
    }
    try {
      alerts.turn(pace);
      figures.turn(pace);
      orders.turn(pace);
      complaint = "";
      failures = 0;
    } catch (KuraException | StoreException e) {
      failed(e.getMessage(), null);
    } catch (RuntimeException e) {
      failed(e.toString(), e);
    }
  }

  /** Says it once and waits longer and longer, up to a minute. */
  private void failed(String words, RuntimeException unexpected) {
    failures = Math.min(failures + 1, 8);
    rest = Math.min(LONGEST_REST, 1 << failures);
    if (!complaint.equals(words)) {
      complaint = words;
      LOG.warn("The cloud is not told for now, trying again: {}", words, unexpected);
    }
  }
}
