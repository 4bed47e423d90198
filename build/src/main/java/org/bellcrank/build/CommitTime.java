package org.bellcrank.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * When a folder was last committed, as the part of a version that rises.
 *
 * <p>The time is the folder's own rather than the repository's, so that a bundle nobody touched
 * keeps its version and a gateway does not refresh it.
 */
final class CommitTime {

  /** Where there is no git, no repository, or nothing of the folder committed yet. */
  static final String UNKNOWN = "000000000000";

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyyMMddHHmm").withZone(ZoneOffset.UTC);

  private CommitTime() {}

  /**
   * Twelve digits, year to minute, UTC.
   *
   * @param further folders outside whose content counts too
   */
  static String of(Path folder, List<Path> further) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "log", "-1", "--format=%ct", "--", "."));
    further.forEach(path -> command.add(path.toString()));
    String seconds;
    try {
      Process git =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var output = git.getInputStream()) {
        seconds = new String(output.readAllBytes(), StandardCharsets.US_ASCII).strip();
      }
      if (git.waitFor() != 0 || seconds.isEmpty()) {
        return UNKNOWN;
      }
    } catch (IOException noGit) {
      return UNKNOWN;
    }
    return FORMAT.format(Instant.ofEpochSecond(Long.parseLong(seconds)));
  }
}
