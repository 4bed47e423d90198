package org.bellcrank.itests.kura.wires;

import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ManagedServiceFactory;

/** Makes one of Kura's stock components for each configuration of its factory. */
final class Instances implements ManagedServiceFactory {

  /** A component that may hold a thread. */
  interface Stock {

    void close();
  }

  /** Makes a component of its settings. */
  @FunctionalInterface
  interface Maker {
    Stock make(Map<String, Object> settings);
  }

  private record Made(Stock stock, ServiceRegistration<?> registration) {}

  private final BundleContext context;
  private final String factory;
  private final String[] types;
  private final Maker maker;
  private final Map<String, Made> made = new ConcurrentHashMap<>();

  Instances(BundleContext context, String factory, Maker maker, Class<?>... types) {
    this.context = context;
    this.factory = factory;
    this.maker = maker;
    this.types = java.util.Arrays.stream(types).map(Class::getName).toArray(String[]::new);
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("service.pid", factory);
    context.registerService(ManagedServiceFactory.class, this, properties);
  }

  @Override
  public String getName() {
    return factory;
  }

  @Override
  public void updated(String pid, Dictionary<String, ?> given) {
    deleted(pid);
    Map<String, Object> settings = new HashMap<>();
    Collections.list(given.keys()).forEach(key -> settings.put(key, given.get(key)));
    Stock stock = maker.make(settings);
    made.put(
        pid, new Made(stock, context.registerService(types, stock, new Hashtable<>(settings))));
  }

  @Override
  public void deleted(String pid) {
    Made before = made.remove(pid);
    if (before != null) {
      before.registration().unregister();
      before.stock().close();
    }
  }

  void close() {
    made.keySet().forEach(this::deleted);
  }
}
