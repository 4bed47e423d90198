package org.bellcrank.itests.kura.configuration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.configuration.Password;
import org.osgi.framework.Filter;

/** The store behind Kura's interface. */
public final class KuraConfigurations implements ConfigurationService {

  private final ConfigurationStore store;
  private final Registered registered;

  public KuraConfigurations(ConfigurationStore store, Registered registered) {
    this.store = store;
    this.registered = registered;
  }

  @FunctionalInterface
  private interface Work<T> {
    T done() throws IOException;
  }

  private static <T> T run(Work<T> work) throws KuraException {
    try {
      return work.done();
    } catch (IOException | IllegalArgumentException e) {
      throw new KuraException(KuraErrorCode.CONFIGURATION_ERROR, e, e.getMessage());
    }
  }

  /** Passwords go in as the gateway keeps them. */
  private static Map<String, Object> in(Map<String, Object> given) {
    Map<String, Object> values = new TreeMap<>();
    if (given != null) {
      given.forEach(
          (name, value) -> {
            if (value instanceof Password password) {
              values.put(name, new Secret(new String(password.getPassword())));
            } else if (value != null) {
              values.put(name, value);
            }
          });
    }
    values.remove(KURA_SERVICE_PID);
    values.remove("service.pid");
    values.remove("service.factoryPid");
    return values;
  }

  private ComponentConfiguration out(Stored stored) {
    Map<String, Object> values = new TreeMap<>(stored.properties());
    values.replaceAll(
        (name, value) -> value instanceof Secret secret ? new Password(secret.plain()) : value);
    values.put(KURA_SERVICE_PID, stored.pid());
    if (stored.factoryPid() != null) {
      values.put("service.factoryPid", stored.factoryPid());
    }
    return Described.of(stored.pid(), store.definition(kind(stored)), values);
  }

  private static String kind(Stored stored) {
    return stored.factoryPid() == null ? stored.pid() : stored.factoryPid();
  }

  @Override
  public Set<String> getFactoryComponentPids() {
    return store.factories();
  }

  @Override
  public void createFactoryConfiguration(
      String factoryPid, String pid, Map<String, Object> properties, boolean takeSnapshot)
      throws KuraException {
    run(
        () -> {
          store.create(factoryPid, pid, in(properties), takeSnapshot);
          return null;
        });
  }

  @Override
  public void deleteFactoryConfiguration(String pid, boolean takeSnapshot) throws KuraException {
    run(
        () -> {
          store.delete(pid, takeSnapshot);
          return null;
        });
  }

  @Override
  public Set<String> getConfigurableComponentPids() {
    return registered.pids();
  }

  @Override
  public List<ComponentConfiguration> getComponentConfigurations() {
    List<ComponentConfiguration> all = new ArrayList<>();
    store.all().forEach(stored -> all.add(out(stored)));
    return all;
  }

  @Override
  public List<ComponentConfiguration> getComponentConfigurations(Filter filter) {
    return getComponentConfigurations().stream()
        .filter(each -> filter.match(new Hashtable<>(each.getConfigurationProperties())))
        .toList();
  }

  @Override
  public ComponentConfiguration getComponentConfiguration(String pid) {
    Stored stored = store.stored(pid);
    return stored == null ? null : out(stored);
  }

  @Override
  public ComponentConfiguration getDefaultComponentConfiguration(String pid) {
    Stored stored = store.stored(pid);
    Definition definition = store.definition(stored == null ? pid : kind(stored));
    return definition == null ? null : Described.of(pid, definition, definition.defaults());
  }

  @Override
  public void updateConfiguration(String pid, Map<String, Object> properties) throws KuraException {
    updateConfiguration(pid, properties, true);
  }

  @Override
  public void updateConfiguration(String pid, Map<String, Object> properties, boolean take)
      throws KuraException {
    run(
        () -> {
          store.update(pid, in(properties), take);
          return null;
        });
  }

  @Override
  public void updateConfigurations(List<ComponentConfiguration> configurations)
      throws KuraException {
    updateConfigurations(configurations, true);
  }

  @Override
  public void updateConfigurations(List<ComponentConfiguration> configurations, boolean take)
      throws KuraException {
    for (ComponentConfiguration each : configurations) {
      updateConfiguration(each.getPid(), each.getConfigurationProperties(), false);
    }
    if (take) {
      snapshot();
    }
  }

  @Override
  public Set<Long> getSnapshots() throws KuraException {
    return run(store::ids);
  }

  @Override
  public List<ComponentConfiguration> getSnapshot(long id) throws KuraException {
    return run(() -> store.read(id)).stream().map(this::out).toList();
  }

  @Override
  public long snapshot() throws KuraException {
    return run(store::snapshot);
  }

  @Override
  public long rollback() throws KuraException {
    return run(() -> store.rollback(store.ids().last()));
  }

  @Override
  public void rollback(long id) throws KuraException {
    run(() -> store.rollback(id));
  }
}
