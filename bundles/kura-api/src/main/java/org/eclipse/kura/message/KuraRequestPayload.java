package org.eclipse.kura.message;

import java.text.ParseException;
import org.osgi.annotation.versioning.ProviderType;

/** A request from a cloud. */
@ProviderType
public class KuraRequestPayload extends KuraPayload {
  public static final String METRIC_REQUEST_ID = "request.id";
  public static final String REQUESTER_CLIENT_ID = "requester.client.id";

  public KuraRequestPayload() {}

  public KuraRequestPayload(KuraPayload payload) {
    payload.metrics().forEach(super::addMetric);
    setBody(payload.getBody());
    setPosition(payload.getPosition());
    setTimestamp(payload.getTimestamp());
  }

  public String getRequestId() {
    return (String) getMetric(METRIC_REQUEST_ID);
  }

  public void setRequestId(String id) {
    addMetric(METRIC_REQUEST_ID, id);
  }

  public String getRequesterClientId() {
    return (String) getMetric(REQUESTER_CLIENT_ID);
  }

  public void setRequesterClientId(String id) {
    addMetric(REQUESTER_CLIENT_ID, id);
  }

  public static KuraRequestPayload buildFromKuraPayload(KuraPayload payload) throws ParseException {
    if (payload.getMetric(METRIC_REQUEST_ID) == null) {
      throw new ParseException("a request has the metric " + METRIC_REQUEST_ID, 0);
    }
    return new KuraRequestPayload(payload);
  }
}
