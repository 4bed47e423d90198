package org.eclipse.kura.cloudconnection;

import java.util.Collections;
import java.util.Map;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.subscriber.listener.CloudSubscriberListener;
import org.osgi.annotation.versioning.ProviderType;

/** One end of a cloud connection. */
@ProviderType
public interface CloudEndpoint {
  String publish(KuraMessage message) throws KuraException;

  void registerSubscriber(Map<String, Object> properties, CloudSubscriberListener listener);

  void unregisterSubscriber(CloudSubscriberListener listener);

  default Map<String, String> getInfo() {
    return Collections.emptyMap();
  }

  void registerCloudDeliveryListener(CloudDeliveryListener listener);

  void unregisterCloudDeliveryListener(CloudDeliveryListener listener);
}
