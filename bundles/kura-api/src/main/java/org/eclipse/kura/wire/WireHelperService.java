package org.eclipse.kura.wire;

import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.ServiceReference;

/** What the framework does for wire components. */
@ProviderType
public interface WireHelperService {
  String getPid(WireComponent component);

  String getServicePid(String pid);

  String getServicePid(WireComponent component);

  boolean isEmitter(String pid);

  boolean isReceiver(String pid);

  WireSupport newWireSupport(WireComponent component, ServiceReference<WireComponent> reference);
}
