package org.eclipse.kura.wire.graph;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Components and the wires between them. */
@ProviderType
public class WireGraphConfiguration {
  private final List<WireComponentConfiguration> components;
  private final List<MultiportWireConfiguration> wires;

  public WireGraphConfiguration(
      List<WireComponentConfiguration> components, List<MultiportWireConfiguration> wires) {
    this.components = List.copyOf(components);
    this.wires = List.copyOf(wires);
  }

  public List<WireComponentConfiguration> getWireComponentConfigurations() {
    return components;
  }

  public List<MultiportWireConfiguration> getWireConfigurations() {
    return wires;
  }
}
