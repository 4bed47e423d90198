package org.eclipse.kura.cloudconnection.request;

/** Keys of the properties of a request. */
public enum RequestHandlerMessageConstants {
  ARGS_KEY("args");

  private final String value;

  RequestHandlerMessageConstants(String value) {
    this.value = value;
  }

  public String value() {
    return value;
  }
}
