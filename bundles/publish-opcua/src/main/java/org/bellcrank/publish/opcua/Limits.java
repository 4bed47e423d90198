package org.bellcrank.publish.opcua;

import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;

/** What clients together may ask of a small gateway. */
final class Limits implements OpcUaServerConfigLimits {

  @Override
  public UInteger getMaxSessions() {
    return Unsigned.uint(20);
  }

  @Override
  public UInteger getMaxSubscriptions() {
    return Unsigned.uint(40);
  }

  @Override
  public UInteger getMaxSubscriptionsPerSession() {
    return Unsigned.uint(10);
  }

  @Override
  public UInteger getMaxMonitoredItems() {
    return Unsigned.uint(20_000);
  }

  @Override
  public UInteger getMaxMonitoredItemsPerSession() {
    return Unsigned.uint(5_000);
  }

  @Override
  public Double getMinPublishingInterval() {
    return 50.0;
  }

  @Override
  public Double getMinSupportedSampleRate() {
    return 50.0;
  }

  @Override
  public Double getMaxSessionTimeout() {
    return 600_000.0;
  }
}
