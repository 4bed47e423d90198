package org.bellcrank.itests.kura.cloud;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.itests.kura.protocol.PayloadCodec;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;

/** One configured publisher. An unknown placeholder stays in the topic as it is, as on Kura. */
final class Publisher implements CloudPublisher {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$([^\\s/]+)");

  private final CloudConnection cloud;
  private final Outbox outbox;
  private final Map<String, Object> settings;
  private final List<CloudConnectionListener> connections = new CopyOnWriteArrayList<>();
  private final List<CloudDeliveryListener> deliveries = new CopyOnWriteArrayList<>();

  Publisher(CloudConnection cloud, Outbox outbox, Map<String, Object> settings) {
    this.cloud = cloud;
    this.outbox = outbox;
    this.settings = settings;
    cloud.onChange(
        () -> connections.forEach(CloudConnectionListener::onConnectionEstablished),
        () -> connections.forEach(CloudConnectionListener::onConnectionLost));
  }

  @Override
  public String publish(KuraMessage message) {
    int qos = (Integer) settings.getOrDefault("qos", 0);
    boolean retain = (Boolean) settings.getOrDefault("retain", false);
    String[] id = new String[1];
    int number =
        outbox.put(
            topic(message.getProperties()),
            PayloadCodec.encode(Payloads.of(message.getPayload())),
            qos,
            retain,
            () -> {
              if (qos > 0) {
                deliveries.forEach(listener -> listener.onMessageConfirmed(id[0]));
              }
            });
    id[0] = String.valueOf(number);
    return qos == 0 ? null : id[0];
  }

  private String topic(Map<String, Object> properties) {
    boolean control = "control".equals(settings.get("message.type"));
    Matcher matcher = PLACEHOLDER.matcher(settings.getOrDefault("app.topic", "").toString());
    String topic =
        matcher.replaceAll(
            found -> {
              Object value = properties.get(found.group(1));
              return Matcher.quoteReplacement(value == null ? found.group() : value.toString());
            });
    return "%s%s/%s/%s/%s"
        .formatted(
            control ? "$EDC/" : "",
            cloud.account(),
            cloud.client(),
            settings.getOrDefault("appId", "W1"),
            topic);
  }

  @Override
  public void registerCloudConnectionListener(CloudConnectionListener listener) {
    connections.add(listener);
  }

  @Override
  public void unregisterCloudConnectionListener(CloudConnectionListener listener) {
    connections.remove(listener);
  }

  @Override
  public void registerCloudDeliveryListener(CloudDeliveryListener listener) {
    deliveries.add(listener);
  }

  @Override
  public void unregisterCloudDeliveryListener(CloudDeliveryListener listener) {
    deliveries.remove(listener);
  }
}
