package org.eclipse.kura.wire.graph;

import java.util.List;
import java.util.function.Consumer;
import org.eclipse.kura.wire.WireEnvelope;
import org.osgi.annotation.versioning.ProviderType;

/** Brings the envelopes of several inputs together. */
@ProviderType
public interface PortAggregator {
  void onWireReceive(Consumer<List<WireEnvelope>> consumer);
}
