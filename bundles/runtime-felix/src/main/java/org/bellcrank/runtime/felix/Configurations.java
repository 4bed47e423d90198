package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.configuration.metatype.OCD;
import org.osgi.framework.Filter;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Configurations the way the gateway keeps them: found by {@code kura.service.pid}, completed with
 * the defaults of the definition. Kept for this run; nothing writes a snapshot. Thread-safe.
 */
final class Configurations implements ConfigurationService {

  private static final String ANY_BUNDLE = "?";

  private final ConfigurationAdmin admin;
  private final Definitions definitions;
  private final Map<String, ConfigurationEntry> entries = new LinkedHashMap<>();
  private final Map<String, String> servicePids = new LinkedHashMap<>();

  Configurations(ConfigurationAdmin admin, Definitions definitions) {
    this.admin = admin;
    this.definitions = definitions;
  }

  /** Hands the snapshot's configurations to the components, then the defaults of the others. */
  void feed(List<ConfigurationEntry> snapshot, boolean seedDefaults) throws KuraException {
    for (ConfigurationEntry entry : snapshot) {
      put(entry);
    }
    if (seedDefaults) {
      for (String pid : definitions.singletons().keySet()) {
        if (!known(pid)) {
          put(new ConfigurationEntry(pid, null, Map.of()));
        }
      }
    }
  }

  private synchronized boolean known(String pid) {
    return entries.containsKey(pid);
  }

  private synchronized void put(ConfigurationEntry entry) throws KuraException {
    Map<String, Object> properties =
        new LinkedHashMap<>(definitions.defaultsOf(entry.componentPid()));
    properties.putAll(entry.properties());
    properties.put(KURA_SERVICE_PID, entry.pid());
    try {
      Configuration configuration =
          entry.factoryPid() == null
              ? admin.getConfiguration(entry.pid(), ANY_BUNDLE)
              : admin.getFactoryConfiguration(entry.factoryPid(), entry.pid(), ANY_BUNDLE);
      configuration.update(new Hashtable<>(properties));
      entries.put(entry.pid(), entry);
      servicePids.put(entry.pid(), configuration.getPid());
    } catch (IOException e) {
      throw new KuraException(KuraErrorCode.CONFIGURATION_UPDATE, e, entry.pid());
    }
  }

  /** The generated service PID of each configuration, by the name a person chose. */
  synchronized Map<String, String> servicePids() {
    return Map.copyOf(servicePids);
  }

  /** The entry of that name; null where there is none. */
  synchronized ConfigurationEntry entry(String pid) {
    return entries.get(pid);
  }

  @Override
  public Set<String> getFactoryComponentPids() {
    return Set.copyOf(definitions.factories().keySet());
  }

  @Override
  public synchronized Set<String> getConfigurableComponentPids() {
    return Set.copyOf(entries.keySet());
  }

  @Override
  public synchronized ComponentConfiguration getComponentConfiguration(String pid) {
    ConfigurationEntry entry = entries.get(pid);
    return entry == null ? null : new Values(pid, Map.copyOf(entry.properties()));
  }

  @Override
  public void createFactoryConfiguration(
      String factoryPid, String pid, Map<String, Object> properties, boolean takeSnapshot)
      throws KuraException {
    if (known(pid)) {
      throw new KuraException(
          KuraErrorCode.CONFIGURATION_ERROR, "a configuration named " + pid + " exists already");
    }
    put(new ConfigurationEntry(pid, factoryPid, properties == null ? Map.of() : properties));
  }

  @Override
  public synchronized void deleteFactoryConfiguration(String pid, boolean takeSnapshot)
      throws KuraException {
    ConfigurationEntry entry = entries.get(pid);
    if (entry == null || entry.factoryPid() == null) {
      throw new KuraException(KuraErrorCode.NOT_FOUND, "no factory configuration named " + pid);
    }
    try {
      admin.getFactoryConfiguration(entry.factoryPid(), pid, ANY_BUNDLE).delete();
      entries.remove(pid);
      servicePids.remove(pid);
    } catch (IOException e) {
      throw new KuraException(KuraErrorCode.CONFIGURATION_UPDATE, e, pid);
    }
  }

  @Override
  public synchronized void updateConfiguration(String pid, Map<String, Object> properties)
      throws KuraException {
    ConfigurationEntry entry = entries.get(pid);
    if (entry == null) {
      throw new KuraException(KuraErrorCode.NOT_FOUND, "no configuration named " + pid);
    }
    Map<String, Object> merged = new LinkedHashMap<>(entry.properties());
    merged.putAll(properties);
    put(new ConfigurationEntry(pid, entry.factoryPid(), merged));
  }

  @Override
  public void updateConfiguration(String pid, Map<String, Object> properties, boolean takeSnapshot)
      throws KuraException {
    updateConfiguration(pid, properties);
  }

  @Override
  public void updateConfigurations(List<ComponentConfiguration> configurations)
      throws KuraException {
    for (ComponentConfiguration each : configurations) {
      updateConfiguration(each.getPid(), each.getConfigurationProperties());
    }
  }

  @Override
  public void updateConfigurations(
      List<ComponentConfiguration> configurations, boolean takeSnapshot) throws KuraException {
    updateConfigurations(configurations);
  }

  @Override
  public synchronized List<ComponentConfiguration> getComponentConfigurations() {
    return entries.keySet().stream().map(this::getComponentConfiguration).toList();
  }

  @Override
  public List<ComponentConfiguration> getComponentConfigurations(Filter filter) {
    return getComponentConfigurations().stream()
        .filter(each -> filter.matches(each.getConfigurationProperties()))
        .toList();
  }

  @Override
  public synchronized ComponentConfiguration getDefaultComponentConfiguration(String pid) {
    ConfigurationEntry entry = entries.get(pid);
    return entry == null ? null : new Values(pid, definitions.defaultsOf(entry.componentPid()));
  }

  @Override
  public Set<Long> getSnapshots() {
    return Set.of();
  }

  @Override
  public List<ComponentConfiguration> getSnapshot(long id) throws KuraException {
    throw noSnapshots();
  }

  @Override
  public long snapshot() throws KuraException {
    throw noSnapshots();
  }

  @Override
  public long rollback() throws KuraException {
    throw noSnapshots();
  }

  @Override
  public void rollback(long id) throws KuraException {
    throw noSnapshots();
  }

  private static KuraException noSnapshots() {
    return new KuraException(
        KuraErrorCode.OPERATION_NOT_SUPPORTED, "the stand-alone runtime writes no snapshots");
  }

  /** Values without a definition: nothing in this runtime draws a form from it. */
  private record Values(String pid, Map<String, Object> properties)
      implements ComponentConfiguration {

    @Override
    public String getPid() {
      return pid;
    }

    @Override
    public OCD getDefinition() {
      return null;
    }

    @Override
    public Map<String, Object> getConfigurationProperties() {
      return properties;
    }
  }
}
