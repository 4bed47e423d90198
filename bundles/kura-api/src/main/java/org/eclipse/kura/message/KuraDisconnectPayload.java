package org.eclipse.kura.message;

import org.osgi.annotation.versioning.ProviderType;

/** A gateway says farewell. */
@ProviderType
public class KuraDisconnectPayload extends KuraPayload {
  private static final String UPTIME = "uptime";
  private static final String DISPLAY_NAME = "display_name";

  public KuraDisconnectPayload(String uptime, String displayName) {
    addMetric(UPTIME, uptime);
    addMetric(DISPLAY_NAME, displayName);
  }

  public KuraDisconnectPayload(KuraPayload payload) {
    payload.metrics().forEach(super::addMetric);
    setBody(payload.getBody());
    setPosition(payload.getPosition());
    setTimestamp(payload.getTimestamp());
  }

  public String getUptime() {
    return (String) getMetric(UPTIME);
  }

  public String getDisplayName() {
    return (String) getMetric(DISPLAY_NAME);
  }
}
