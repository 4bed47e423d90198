package org.bellcrank.itests.kura.cloud;

import org.bellcrank.itests.kura.protocol.PayloadCodec;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudNotificationPublisher;

/** Tells whoever sent a request how its work goes on. */
final class Notifications implements CloudNotificationPublisher {

  private final CloudConnection cloud;
  private final String application;
  private final String requester;

  Notifications(CloudConnection cloud, String application, String requester) {
    this.cloud = cloud;
    this.application = application;
    this.requester = requester;
  }

  @Override
  public String publish(KuraMessage message) {
    Object kind = message.getProperties().get("messageType");
    String topic =
        "$EDC/%s/%s/%s/NOTIFY/%s/%s"
            .formatted(cloud.account(), requester, application, cloud.client(), kind);
    cloud.send(topic, PayloadCodec.encode(Payloads.of(message.getPayload())), 0, false);
    return null;
  }

  @Override
  public void registerCloudConnectionListener(CloudConnectionListener listener) {
    // A notification is sent at once or not at all.
  }

  @Override
  public void unregisterCloudConnectionListener(CloudConnectionListener listener) {
    // Never registered.
  }

  @Override
  public void registerCloudDeliveryListener(CloudDeliveryListener listener) {
    // At QoS 0 nothing is confirmed.
  }

  @Override
  public void unregisterCloudDeliveryListener(CloudDeliveryListener listener) {
    // Never registered.
  }
}
