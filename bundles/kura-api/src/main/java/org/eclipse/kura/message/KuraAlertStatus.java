package org.eclipse.kura.message;

/** Whether an alert lasts. */
public enum KuraAlertStatus {
  ACTIVE,
  INACTIVE,
  RESET
}
