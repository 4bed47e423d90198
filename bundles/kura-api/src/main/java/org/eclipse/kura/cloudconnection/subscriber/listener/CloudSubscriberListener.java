package org.eclipse.kura.cloudconnection.subscriber.listener;

import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.osgi.annotation.versioning.ConsumerType;

/** Hears messages of a cloud. */
@ConsumerType
@FunctionalInterface
public interface CloudSubscriberListener {
  void onMessageArrived(KuraMessage message);
}
