package org.bellcrank.journal;

import java.util.Locale;

/**
 * How much the gateway keeps and how much it may keep, as it was last measured.
 *
 * @param used bytes of the data directory
 * @param limit bytes that it may take now: its quota, or less where the disk has less
 * @param full whether nothing new is taken; what was decided is still delivered
 * @param keeping how long is kept what may go
 */
public record Room(long used, long limit, boolean full, Keeping keeping) {

  /** Without any limit. */
  public static final Room UNLIMITED = new Room(0, Long.MAX_VALUE, false, Keeping.DEFAULT);

  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  /** How much of it is taken: 0 is nothing, 1 is all of it; more where the limit was lowered. */
  public double share() {
    return limit <= 0 ? 1 : (double) used / limit;
  }

  /** How full it is, in one line. */
  public String words() {
    return limit == Long.MAX_VALUE
        ? "no limit is set"
        : "%d %% taken: %s of %s".formatted(Math.round(share() * 100), text(used), text(limit));
  }

  /** Why nothing is taken, and what to do. */
  public String refusal() {
    return "the gateway's storage is full (%s): it takes nothing new until there is room; what was"
            .formatted(words())
        + " accepted is unharmed and still delivered, each source keeps what it has; allowed: more"
        + " room on the disk, a higher quota or shorter retention";
  }

  /** Bytes as people read them. */
  public static String text(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    return unit == 0
        ? bytes + " bytes"
        : String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%.0f %s", size, UNITS[unit]);
  }
}
