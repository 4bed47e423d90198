package org.eclipse.kura.wire;

import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.service.wireadmin.Wire;

/** A wire between two components. */
@ProviderType
public class WireConfiguration {
  private final String emitterPid;
  private final String receiverPid;
  private String filter;
  private Wire wire;

  public WireConfiguration(String emitterPid, String receiverPid) {
    this.emitterPid = Objects.requireNonNull(emitterPid, "emitterPid");
    this.receiverPid = Objects.requireNonNull(receiverPid, "receiverPid");
  }

  public String getEmitterPid() {
    return emitterPid;
  }

  public String getFilter() {
    return filter;
  }

  public String getReceiverPid() {
    return receiverPid;
  }

  public Wire getWire() {
    return wire;
  }

  public void setFilter(String value) {
    filter = value;
  }

  public void setWire(Wire value) {
    wire = value;
  }
}
