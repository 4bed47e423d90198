package org.bellcrank.delivery.camel;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Names under which files are written first, another for each call: one that comes to itself late
 * touches nothing of the next try. What a stop left of them is tidied away. Safe for any thread.
 */
final class Parts {

  private static final Pattern OURS = Pattern.compile("\\..+\\.bck[0-9a-f]{16}\\.(part|pair)");

  /** Much longer than any call that somebody waits for; also the pause between two tidyings. */
  private static final Duration LEFT = Duration.ofHours(1);

  private final Disk disk;
  private final Map<Path, Long> tidied = new ConcurrentHashMap<>();

  Parts(Disk disk) {
    this.disk = disk;
  }

  /** Where a call writes a file first. No look shows it, and nobody takes what begins so. */
  Path of(FilePlace place) {
    String once = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    return place.folder().resolve(".%s.bck%s.part".formatted(place.name(), once));
  }

  /**
   * Deletes what calls left that were stopped. What cannot be deleted stays.
   *
   * @param own just written, so that old is what the share's own clock says is old
   */
  void tidy(Path own) {
    Path folder = own.getParent();
    long now = System.nanoTime();
    Long last = tidied.get(folder);
    if (last != null && now - last < LEFT.toNanos()) {
      return;
    }
    tidied.put(folder, now);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, Parts::ours)) {
      FileTime old = FileTime.from(changed(own).toInstant().minus(LEFT));
      for (Path each : left) {
        if (changed(each).compareTo(old) < 0) {
          disk.delete(each);
        }
      }
    } catch (IOException | DirectoryIteratorException stays) {
      // It has no name that anybody takes; the next hour's first call tries again.
    }
  }

  private static boolean ours(Path file) {
    return OURS.matcher(file.getFileName().toString()).matches();
  }

  private static FileTime changed(Path file) throws IOException {
    return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
  }
}
