package org.bellcrank.delivery;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.bellcrank.calendar.MaintenanceWindows;

/** When an instance is not to be asked anything, since its other side is being worked on. */
public final class Maintenance {

  /** Never. */
  public static final Maintenance NONE = new Maintenance(null);

  /** Null for none: most instances have none, and nothing of a calendar is needed for them. */
  private final MaintenanceWindows windows;

  private Maintenance(MaintenanceWindows windows) {
    this.windows = windows;
  }

  static Maintenance of(MaintenanceWindows windows) {
    return new Maintenance(windows);
  }

  /** When it ends, if it covers a time; else empty. */
  public Optional<Instant> until(Instant time) {
    return windows == null ? Optional.empty() : windows.until(time);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Maintenance that && Objects.equals(windows, that.windows);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(windows);
  }

  @Override
  public String toString() {
    return windows == null ? "none" : windows.toString();
  }
}
