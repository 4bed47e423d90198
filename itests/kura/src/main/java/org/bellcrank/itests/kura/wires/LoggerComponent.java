package org.bellcrank.itests.kura.wires;

import java.util.Map;
import org.eclipse.kura.wire.WireEnvelope;
import org.eclipse.kura.wire.WireReceiver;
import org.eclipse.kura.wire.WireRecord;
import org.osgi.service.wireadmin.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kura's logger: every record as one line. */
final class LoggerComponent implements WireReceiver, Instances.Stock {

  private static final Logger LOG = LoggerFactory.getLogger(LoggerComponent.class);

  private final Support support;

  LoggerComponent(Map<String, Object> settings) {
    support = new Support(this, (String) settings.get("service.pid"));
  }

  @Override
  public void onWireReceive(WireEnvelope envelope) {
    for (WireRecord record : envelope.getRecords()) {
      StringBuilder line = new StringBuilder();
      record
          .getProperties()
          .forEach(
              (name, value) -> line.append(name).append('=').append(value.getValue()).append(' '));
      LOG.info("wire record {}", line);
    }
  }

  @Override
  public void producersConnected(Wire[] wires) {
    support.producersConnected(wires);
  }

  @Override
  public void updated(Wire wire, Object value) {
    support.updated(wire, value);
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
