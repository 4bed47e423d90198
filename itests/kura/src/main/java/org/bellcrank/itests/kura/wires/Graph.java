package org.bellcrank.itests.kura.wires;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.kura.wire.WireComponent;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ManagedService;
import org.osgi.service.wireadmin.Consumer;
import org.osgi.service.wireadmin.Producer;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The wire graph: connects the components that its JSON names, as they come and go.
 *
 * <p>One port in, one port out. Where a component's {@code service.pid} is no single text the graph
 * fails for all, as Kura's does.
 */
final class Graph implements ManagedService {

  private static final String PID = "org.eclipse.kura.wire.graph.WireGraphService";

  private final Map<String, WireComponent> components = new TreeMap<>();
  private final ServiceTracker<WireComponent, WireComponent> tracker;
  private JsonObject wanted = new JsonObject();

  Graph(BundleContext context) {
    tracker =
        new ServiceTracker<>(context, WireComponent.class, null) {
          @Override
          public WireComponent addingService(ServiceReference<WireComponent> reference) {
            WireComponent component = super.addingService(reference);
            came(reference, component);
            return component;
          }

          @Override
          public void removedService(
              ServiceReference<WireComponent> reference, WireComponent component) {
            went(component);
            super.removedService(reference, component);
          }
        };
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("service.pid", PID);
    context.registerService(ManagedService.class, this, properties);
    tracker.open();
  }

  private synchronized void came(
      ServiceReference<WireComponent> reference, WireComponent component) {
    String servicePid = (String) reference.getProperty("service.pid");
    Object name = reference.getProperty("kura.service.pid");
    components.put(name == null ? servicePid : name.toString(), component);
    connect();
  }

  private synchronized void went(WireComponent component) {
    components.values().remove(component);
    connect();
  }

  @Override
  public synchronized void updated(Dictionary<String, ?> properties) {
    Object graph = properties == null ? null : properties.get("WireGraph");
    if (graph != null) {
      wanted = JsonParser.parseString(graph.toString()).getAsJsonObject();
      connect();
    }
  }

  private void connect() {
    List<Connection> connections = new ArrayList<>();
    if (wanted.has("wires")) {
      for (JsonElement each : wanted.getAsJsonArray("wires")) {
        String from = each.getAsJsonObject().get("emitter").getAsString();
        String to = each.getAsJsonObject().get("receiver").getAsString();
        if (components.get(from) instanceof Producer producer
            && components.get(to) instanceof Consumer consumer) {
          connections.add(new Connection(from, producer, to, consumer));
        }
      }
    }
    components.forEach((name, component) -> tell(name, component, connections));
  }

  private static void tell(String name, WireComponent component, List<Connection> all) {
    if (component instanceof Producer producer) {
      producer.consumersConnected(
          all.stream().filter(wire -> wire.from().equals(name)).toArray(Connection[]::new));
    }
    if (component instanceof Consumer consumer) {
      consumer.producersConnected(
          all.stream().filter(wire -> wire.to().equals(name)).toArray(Connection[]::new));
    }
  }

  void close() {
    tracker.close();
  }
}
