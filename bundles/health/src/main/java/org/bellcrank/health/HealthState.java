package org.bellcrank.health;

import java.util.Locale;

/** How the gateway is, for a machine that has to decide whether to go on. */
public enum HealthState {
  /** Everything that should run runs. */
  OK,
  /** It works, but a component waits, or a package was refused and what was there stayed. */
  DEGRADED,
  /** A bundle that should run does not, is missing, or a component failed to activate. */
  FAILED;

  /** The worse of two. */
  public HealthState worse(HealthState other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The word on the wire: {@code ok}, {@code degraded}, {@code failed}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
