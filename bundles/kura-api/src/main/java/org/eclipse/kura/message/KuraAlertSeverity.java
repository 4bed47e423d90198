package org.eclipse.kura.message;

/** How grave an alert is. */
public enum KuraAlertSeverity {
  WARNING,
  CRITICAL
}
