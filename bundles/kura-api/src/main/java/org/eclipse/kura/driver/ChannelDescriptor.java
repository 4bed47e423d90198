package org.eclipse.kura.driver;

import org.osgi.annotation.versioning.ProviderType;

/** Tells which attributes a driver's channels have. */
@ProviderType
public interface ChannelDescriptor {
  /** A list of {@code AD} objects. */
  Object getDescriptor();
}
