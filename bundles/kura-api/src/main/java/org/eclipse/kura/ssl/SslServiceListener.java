package org.eclipse.kura.ssl;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears that the TLS settings changed. */
@ConsumerType
public interface SslServiceListener {
  void onConfigurationUpdated();
}
