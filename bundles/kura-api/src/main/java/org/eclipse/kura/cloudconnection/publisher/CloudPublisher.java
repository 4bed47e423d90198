package org.eclipse.kura.cloudconnection.publisher;

import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.osgi.annotation.versioning.ProviderType;

/** Publishes messages to a cloud. */
@ProviderType
public interface CloudPublisher {
  /** The id of the message, or null at QoS 0. */
  String publish(KuraMessage message) throws KuraException;

  void registerCloudConnectionListener(CloudConnectionListener listener);

  void unregisterCloudConnectionListener(CloudConnectionListener listener);

  void registerCloudDeliveryListener(CloudDeliveryListener listener);

  void unregisterCloudDeliveryListener(CloudDeliveryListener listener);
}
