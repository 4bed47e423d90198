package org.eclipse.kura.wire.graph;

import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** Keeps the wire graph of the gateway. */
@ProviderType
public interface WireGraphService {
  void update(WireGraphConfiguration configuration) throws KuraException;

  void delete() throws KuraException;

  WireGraphConfiguration get() throws KuraException;
}
