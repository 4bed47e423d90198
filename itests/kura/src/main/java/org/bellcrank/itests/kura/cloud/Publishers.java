package org.bellcrank.itests.kura.cloud;

import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ManagedServiceFactory;

/** Makes a publisher for each configuration of Kura's publisher factory. */
public final class Publishers implements ManagedServiceFactory {

  public static final String FACTORY = "org.eclipse.kura.cloud.publisher.CloudPublisher";

  private final BundleContext context;
  private final CloudConnection cloud;
  private final Outbox outbox;
  private final Map<String, ServiceRegistration<CloudPublisher>> registered =
      new ConcurrentHashMap<>();

  public Publishers(BundleContext context, CloudConnection cloud, Outbox outbox) {
    this.context = context;
    this.cloud = cloud;
    this.outbox = outbox;
  }

  public void offer() {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("service.pid", FACTORY);
    context.registerService(ManagedServiceFactory.class, this, properties);
  }

  @Override
  public String getName() {
    return FACTORY;
  }

  @Override
  public void updated(String pid, Dictionary<String, ?> given) {
    deleted(pid);
    Map<String, Object> settings = new HashMap<>();
    Collections.list(given.keys()).forEach(key -> settings.put(key, given.get(key)));
    Dictionary<String, Object> properties = new Hashtable<>(settings);
    registered.put(
        pid,
        context.registerService(
            CloudPublisher.class, new Publisher(cloud, outbox, settings), properties));
  }

  @Override
  public void deleted(String pid) {
    ServiceRegistration<CloudPublisher> before = registered.remove(pid);
    if (before != null) {
      before.unregister();
    }
  }
}
