package org.eclipse.kura.wire;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.service.wireadmin.BasicEnvelope;

/** What travels along a wire: the emitter and its records. */
@ProviderType
public class WireEnvelope extends BasicEnvelope {
  public WireEnvelope(String emitterPid, List<WireRecord> records) {
    super(records, emitterPid, null);
  }

  /** The emitter's generated {@code service.pid}, not the user's name. */
  public String getEmitterPid() {
    return (String) getIdentification();
  }

  @SuppressWarnings("unchecked")
  public List<WireRecord> getRecords() {
    return (List<WireRecord>) getValue();
  }
}
