package org.eclipse.kura.configuration;

import java.util.Map;
import java.util.Set;
import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** The gateway's keeper of configurations; only the methods we call. */
@ProviderType
public interface ConfigurationService {

  String KURA_SERVICE_PID = "kura.service.pid";

  Set<String> getFactoryComponentPids();

  Set<String> getConfigurableComponentPids();

  ComponentConfiguration getComponentConfiguration(String pid) throws KuraException;

  void createFactoryConfiguration(
      String factoryPid, String pid, Map<String, Object> properties, boolean takeSnapshot)
      throws KuraException;

  void deleteFactoryConfiguration(String pid, boolean takeSnapshot) throws KuraException;

  void updateConfiguration(String pid, Map<String, Object> properties) throws KuraException;
}
