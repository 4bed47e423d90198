package org.eclipse.kura.cloudconnection;

/** Names of properties of cloud connections. */
public enum CloudConnectionConstants {
  CLOUD_ENDPOINT_SERVICE_PID_PROP_NAME("cloud.endpoint.service.pid"),
  CLOUD_CONNECTION_FACTORY_PID_PROP_NAME("cloud.connection.factory.pid");

  private final String value;

  CloudConnectionConstants(String value) {
    this.value = value;
  }

  public String value() {
    return value;
  }
}
