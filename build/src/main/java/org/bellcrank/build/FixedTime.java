package org.bellcrank.build;

import java.time.LocalDateTime;
import java.util.zip.ZipEntry;

/** The one time all our archives carry, so that the same content is the same file. */
final class FixedTime {

  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private FixedTime() {}

  static ZipEntry on(ZipEntry entry) {
    entry.setTimeLocal(TIME);
    return entry;
  }
}
