package org.eclipse.kura.message;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.osgi.annotation.versioning.ProviderType;

/** The answer to a request. */
@ProviderType
public class KuraResponsePayload extends KuraPayload {
  public static final int RESPONSE_CODE_OK = 200;
  public static final int RESPONSE_CODE_BAD_REQUEST = 400;
  public static final int RESPONSE_CODE_NOTFOUND = 404;
  public static final int RESPONSE_CODE_ERROR = 500;
  public static final String METRIC_RESPONSE_CODE = "response.code";
  public static final String METRIC_EXCEPTION_MSG = "response.exception.message";
  public static final String METRIC_EXCEPTION_STACK = "response.exception.stack";

  public KuraResponsePayload(int responseCode) {
    setResponseCode(responseCode);
  }

  public KuraResponsePayload(Throwable throwable) {
    this(RESPONSE_CODE_ERROR, throwable);
  }

  public KuraResponsePayload(int responseCode, Throwable throwable) {
    setResponseCode(responseCode);
    setException(throwable);
  }

  public KuraResponsePayload(KuraPayload payload) {
    payload.metrics().forEach(super::addMetric);
    setBody(payload.getBody());
    setPosition(payload.getPosition());
    setTimestamp(payload.getTimestamp());
  }

  public int getResponseCode() {
    return (Integer) getMetric(METRIC_RESPONSE_CODE);
  }

  public void setResponseCode(int code) {
    addMetric(METRIC_RESPONSE_CODE, code);
  }

  public String getExceptionMessage() {
    return (String) getMetric(METRIC_EXCEPTION_MSG);
  }

  public void setExceptionMessage(String message) {
    addMetric(METRIC_EXCEPTION_MSG, message);
  }

  public String getExceptionStack() {
    return (String) getMetric(METRIC_EXCEPTION_STACK);
  }

  public void setExceptionStack(String stack) {
    addMetric(METRIC_EXCEPTION_STACK, stack);
  }

  public void setException(Throwable throwable) {
    if (throwable == null) {
      return;
    }
    setExceptionMessage(throwable.getMessage());
    StringWriter stack = new StringWriter();
    throwable.printStackTrace(new PrintWriter(stack, true));
    setExceptionStack(stack.toString());
  }
}
