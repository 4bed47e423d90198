package org.bellcrank.fleet.kura;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.eclipse.kura.cloudconnection.request.RequestHandler;
import org.eclipse.kura.cloudconnection.request.RequestHandlerRegistry;
import org.eclipse.kura.message.KuraPayload;

/** A cloud connection that remembers what it was given. */
final class Cloud implements RequestHandlerRegistry {

  final Map<String, RequestHandler> handlers = new java.util.concurrent.ConcurrentHashMap<>();

  @Override
  public void registerRequestHandler(String id, RequestHandler handler) {
    handlers.put(id, handler);
  }

  @Override
  public void unregister(String id) {
    handlers.remove(id);
  }

  KuraPayload ask(String verb, String path, Map<String, Object> metrics, byte[] body)
      throws KuraException {
    KuraPayload payload = new KuraPayload();
    metrics.forEach(payload::addMetric);
    payload.addMetric("request.id", "r-1");
    payload.addMetric("requester.client.id", "fleet-desk");
    payload.setBody(body);
    Map<String, Object> properties = new HashMap<>();
    properties.put("args", List.of(path.split("/")));
    KuraMessage message = new KuraMessage(payload, properties);
    RequestHandler handler = handlers.get(CloudApplication.NAME);
    KuraMessage answer =
        switch (verb) {
          case "GET" -> handler.doGet(null, message);
          case "PUT" -> handler.doPut(null, message);
          case "POST" -> handler.doPost(null, message);
          case "DEL" -> handler.doDel(null, message);
          default -> handler.doExec(null, message);
        };
    return answer.getPayload();
  }

  /** A publisher; at QoS 0 its messages have no id, at QoS 1 they are confirmed when told to. */
  static final class Publisher implements CloudPublisher {

    final List<KuraMessage> messages = new CopyOnWriteArrayList<>();
    final List<String> ids = new CopyOnWriteArrayList<>();
    private final List<CloudDeliveryListener> listeners = new CopyOnWriteArrayList<>();
    private final boolean qos0;
    volatile boolean away;
    private int last;

    Publisher(boolean qos0) {
      this.qos0 = qos0;
    }

    @Override
    public synchronized String publish(KuraMessage message) throws KuraException {
      if (away) {
        throw new KuraException(KuraErrorCode.NOT_CONNECTED);
      }
      String id = qos0 ? null : "m" + ++last;
      if (id != null) {
        ids.add(id);
      }
      messages.add(message);
      return id;
    }

    void confirm(String id) {
      listeners.forEach(each -> each.onMessageConfirmed(id));
    }

    List<Object> metric(String name) {
      List<Object> values = new ArrayList<>();
      messages.forEach(each -> values.add(each.getPayload().getMetric(name)));
      return values;
    }

    @Override
    public void registerCloudConnectionListener(CloudConnectionListener listener) {}

    @Override
    public void unregisterCloudConnectionListener(CloudConnectionListener listener) {}

    @Override
    public void registerCloudDeliveryListener(CloudDeliveryListener listener) {
      listeners.add(listener);
    }

    @Override
    public void unregisterCloudDeliveryListener(CloudDeliveryListener listener) {
      listeners.remove(listener);
    }
  }
}
