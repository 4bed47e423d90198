package org.bellcrank.itests.kura.wires;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.kura.wire.WireEmitter;
import org.eclipse.kura.wire.WireRecord;
import org.osgi.service.wireadmin.Wire;

/** Kura's timer: an envelope with one record each interval, on a thread of its own. */
final class TimerComponent implements WireEmitter, Instances.Stock {

  private final Support support;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "wire timer"));

  TimerComponent(Map<String, Object> settings) {
    support = new Support(this, (String) settings.get("service.pid"));
    int seconds = (Integer) settings.getOrDefault("simple.interval", 10);
    clock.scheduleAtFixedRate(this::tick, seconds, seconds, TimeUnit.SECONDS);
  }

  private void tick() {
    support.emit(
        List.of(
            new WireRecord(Map.of("TIMER", TypedValues.newLongValue(System.currentTimeMillis())))));
  }

  @Override
  public void consumersConnected(Wire[] wires) {
    support.consumersConnected(wires);
  }

  @Override
  public Object polled(Wire wire) {
    return support.polled(wire);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
