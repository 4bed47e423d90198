package org.eclipse.kura.wire.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.osgi.annotation.versioning.ProviderType;

/** A component of a graph and where it is drawn. */
@ProviderType
public class WireComponentConfiguration {
  private final ComponentConfiguration configuration;
  private final Map<String, Object> properties;

  public WireComponentConfiguration(
      ComponentConfiguration configuration, Map<String, Object> properties) {
    this.configuration = Objects.requireNonNull(configuration, "configuration");
    this.properties = new HashMap<>(properties);
  }

  public ComponentConfiguration getConfiguration() {
    return configuration;
  }

  public Map<String, Object> getProperties() {
    return properties;
  }
}
