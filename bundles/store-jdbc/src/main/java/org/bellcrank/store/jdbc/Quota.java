package org.bellcrank.store.jdbc;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.journal.Keeping;

/**
 * What the data directory may take.
 *
 * @param quota the most that it may take
 * @param reserve what stays free on the file system, at most a twentieth of it
 * @param keeping how long is kept what may go
 */
record Quota(Size quota, Size reserve, Keeping keeping) {

  private static final int MOST_DAYS = 36_500;

  /** 80 % of the file system, and 256 MiB of it free. */
  static final Quota DEFAULT = new Quota(Size.of("80 %"), Size.of("256 MiB"), Keeping.DEFAULT);

  /**
   * Reads what was configured.
   *
   * @throws IllegalArgumentException with what was given and what is allowed
   */
  static Quota of(JdbcStoreSettings settings) {
    return new Quota(
        size("quota", settings.quota()),
        size("reserve", settings.reserve()),
        new Keeping(
            days("keep.findings.days", settings.keep_findings_days(), 1),
            days("keep.orders.days", settings.keep_orders_days(), 1),
            days("keep.least.days", settings.keep_least_days(), 0),
            days("keep.counts.days", settings.keep_counts_days(), 31)));
  }

  private static Size size(String name, String given) {
    try {
      return Size.of(given);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static Duration days(String name, int given, int least) {
    if (given < least || given > MOST_DAYS) {
      throw new IllegalArgumentException(
          "%s: given %d; allowed: %d to %d".formatted(name, given, least, MOST_DAYS));
    }
    return Duration.ofDays(given);
  }

  /**
   * Bytes, or a share of the file system.
   *
   * @param number bytes, or percent
   */
  record Size(double number, boolean percent) {

    static final String ALLOWED =
        "a whole number with MiB, GiB or TiB, at least 1 MiB, or with % of the file system, 1 to 100";

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\s*(%|[MGT]I?B)");

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException with what is allowed
     */
    static Size of(String text) {
      Matcher found = TEXT.matcher(text.strip().toUpperCase(Locale.ROOT));
      if (!found.matches()) {
        throw new IllegalArgumentException("given '%s'; allowed: %s".formatted(text, ALLOWED));
      }
      long number = Long.parseLong(found.group(1));
      boolean percent = found.group(2).equals("%");
      if (number < 1 || percent && number > 100) {
        throw new IllegalArgumentException("given '%s'; allowed: %s".formatted(text, ALLOWED));
      }
      return new Size(percent ? number : number * unit(found.group(2).charAt(0)), percent);
    }

    private static double unit(char letter) {
      return Math.pow(1024, " KMGT".indexOf(letter));
    }

    long bytes(long fileSystem) {
      return (long) (percent ? fileSystem * number / 100 : number);
    }
  }

  /** The most bytes that the directory may take now, where it takes {@code used}. */
  long limit(long used, long fileSystem, long free) {
    long floor = Math.min(reserve.bytes(fileSystem), fileSystem / 20);
    return Math.max(0, Math.min(quota.bytes(fileSystem), used + free - floor));
  }
}
