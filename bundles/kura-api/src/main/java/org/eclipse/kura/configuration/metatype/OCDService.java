package org.eclipse.kura.configuration.metatype;

import java.util.List;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.osgi.annotation.versioning.ProviderType;

/** Finds definitions of components that need not exist yet. */
@ProviderType
public interface OCDService {
  List<ComponentConfiguration> getFactoryComponentOCDs();

  ComponentConfiguration getFactoryComponentOCD(String factoryPid);

  List<ComponentConfiguration> getServiceProviderOCDs(Class<?>... services);

  List<ComponentConfiguration> getServiceProviderOCDs(String... services);
}
