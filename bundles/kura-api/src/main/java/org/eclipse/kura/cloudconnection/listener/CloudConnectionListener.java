package org.eclipse.kura.cloudconnection.listener;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears whether the cloud is connected. */
@ConsumerType
public interface CloudConnectionListener {
  void onDisconnected();

  void onConnectionLost();

  void onConnectionEstablished();
}
