package org.eclipse.kura.cloudconnection.request;

/** Keys of the properties of a request's context. */
public enum RequestHandlerContextConstants {
  TENANT_ID,
  DEVICE_ID,
  NOTIFICATION_PUBLISHER_PID
}
