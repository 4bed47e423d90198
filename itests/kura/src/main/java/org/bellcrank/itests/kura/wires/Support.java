package org.bellcrank.itests.kura.wires;

import java.util.List;
import org.eclipse.kura.wire.WireComponent;
import org.eclipse.kura.wire.WireEnvelope;
import org.eclipse.kura.wire.WireReceiver;
import org.eclipse.kura.wire.WireRecord;
import org.eclipse.kura.wire.WireSupport;
import org.osgi.service.wireadmin.Wire;

/** What a wire component delegates to. */
final class Support implements WireSupport {

  private final WireComponent component;
  private final String servicePid;
  private volatile Wire[] outgoing = new Wire[0];

  /**
   * @param servicePid the generated one, which envelopes name as their emitter
   */
  Support(WireComponent component, String servicePid) {
    this.component = component;
    this.servicePid = servicePid;
  }

  @Override
  public void emit(List<WireRecord> records) {
    WireEnvelope envelope = new WireEnvelope(servicePid, List.copyOf(records));
    for (Wire wire : outgoing) {
      wire.update(envelope);
    }
  }

  @Override
  public void consumersConnected(Wire[] wires) {
    outgoing = wires == null ? new Wire[0] : wires.clone();
  }

  @Override
  public void producersConnected(Wire[] wires) {
    // Incoming wires are of no interest: what they bring names its emitter.
  }

  @Override
  public Object polled(Wire wire) {
    return wire.getLastValue();
  }

  @Override
  public void updated(Wire wire, Object value) {
    if (component instanceof WireReceiver receiver && value instanceof WireEnvelope envelope) {
      receiver.onWireReceive(envelope);
    }
  }
}
