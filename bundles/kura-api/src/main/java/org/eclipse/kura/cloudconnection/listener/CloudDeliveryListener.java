package org.eclipse.kura.cloudconnection.listener;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears which messages the cloud confirmed. */
@ConsumerType
public interface CloudDeliveryListener {
  void onMessageConfirmed(String messageId);
}
