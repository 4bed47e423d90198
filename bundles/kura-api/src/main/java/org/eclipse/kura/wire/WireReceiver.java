package org.eclipse.kura.wire;

import org.osgi.annotation.versioning.ConsumerType;

/** A component with an input. */
@ConsumerType
public interface WireReceiver extends WireComponent, org.osgi.service.wireadmin.Consumer {
  /** Called on the emitter's thread. */
  void onWireReceive(WireEnvelope envelope);
}
