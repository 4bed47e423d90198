package org.bellcrank.itests.kura.cloud;

import java.util.Date;
import org.bellcrank.itests.kura.protocol.Payload;
import org.eclipse.kura.message.KuraPayload;

/** Between what travels and what add-ons hand over. */
final class Payloads {

  private Payloads() {}

  static Payload of(KuraPayload kura) {
    Date time = kura.getTimestamp();
    return new Payload(time == null ? null : time.getTime(), kura.metrics(), kura.getBody());
  }

  static KuraPayload kura(Payload payload) {
    KuraPayload kura = new KuraPayload();
    if (payload.timestamp() != null) {
      kura.setTimestamp(new Date(payload.timestamp()));
    }
    payload.metrics().forEach(kura::addMetric);
    kura.setBody(payload.body());
    return kura;
  }
}
