package org.bellcrank.source.kura;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.kura.wire.WireComponent;
import org.eclipse.kura.wire.WireHelperService;
import org.eclipse.kura.wire.WireRecord;
import org.eclipse.kura.wire.WireSupport;
import org.osgi.framework.ServiceReference;
import org.osgi.service.wireadmin.Wire;

/** Wires whose records a test reads. Safe for any thread. */
final class Wires implements WireHelperService, WireSupport {

  final List<WireRecord> emitted = new CopyOnWriteArrayList<>();
  volatile int failures;

  /** What a wire admin hands over when one wire is there. */
  static Wire[] one() {
    return new Wire[] {Given.nothing(Wire.class)};
  }

  @Override
  public void emit(List<WireRecord> records) {
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("a receiver failed");
    }
    emitted.addAll(records);
  }

  @Override
  public WireSupport newWireSupport(
      WireComponent component, ServiceReference<WireComponent> reference) {
    return this;
  }

  @Override
  public void consumersConnected(Wire[] wires) {}

  @Override
  public void producersConnected(Wire[] wires) {}

  @Override
  public Object polled(Wire wire) {
    return null;
  }

  @Override
  public void updated(Wire wire, Object value) {}

  @Override
  public String getPid(WireComponent component) {
    return null;
  }

  @Override
  public String getServicePid(String pid) {
    return null;
  }

  @Override
  public String getServicePid(WireComponent component) {
    return null;
  }

  @Override
  public boolean isEmitter(String pid) {
    return false;
  }

  @Override
  public boolean isReceiver(String pid) {
    return false;
  }
}
