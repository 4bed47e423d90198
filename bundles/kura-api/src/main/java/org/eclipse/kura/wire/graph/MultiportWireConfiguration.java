package org.eclipse.kura.wire.graph;

import org.eclipse.kura.wire.WireConfiguration;
import org.osgi.annotation.versioning.ProviderType;

/** A wire between two ports. */
@ProviderType
public class MultiportWireConfiguration extends WireConfiguration {
  private int emitterPort;
  private int receiverPort;

  public MultiportWireConfiguration(
      String emitterPid, String receiverPid, int emitterPort, int receiverPort) {
    super(emitterPid, receiverPid);
    this.emitterPort = emitterPort;
    this.receiverPort = receiverPort;
  }

  public int getEmitterPort() {
    return emitterPort;
  }

  public void setEmitterPort(int value) {
    emitterPort = value;
  }

  public int getReceiverPort() {
    return receiverPort;
  }

  public void setReceiverPort(int value) {
    receiverPort = value;
  }
}
