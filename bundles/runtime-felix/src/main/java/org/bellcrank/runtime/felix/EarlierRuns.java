package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Data directories that earlier runs made for themselves: the newest stay, the others go. */
final class EarlierRuns {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierRuns.class);

  /** Time and process, as {@link Places#data} names them; nothing else is touched. */
  private static final String NAME = "[0-9]{8}-[0-9]{6}-[0-9]+";

  private EarlierRuns() {}

  /**
   * Removes what lies beside a run's own directory. What another process uses stays; what cannot be
   * removed stays too, with a line in the log.
   *
   * @param own the directory of the run that goes on
   * @param kept how many stay, its own among them
   */
  static void tidy(Path own, int kept) {
    try (Stream<Path> folders = Files.list(own.getParent())) {
      List<Path> others =
          folders
              .filter(folder -> folder.getFileName().toString().matches(NAME))
              .filter(folder -> !folder.equals(own))
              .sorted(Comparator.comparing(Path::getFileName).reversed())
              .toList();
      for (Path folder : others.subList(Math.min(kept - 1, others.size()), others.size())) {
        if (free(folder)) {
          DataDirectory.deleteTree(folder);
        }
      }
    } catch (IOException e) {
      LOG.warn("data of earlier runs beside {} stays: {}", own, e.toString());
    }
  }

  private static boolean free(Path folder) throws IOException {
    Path lockFile = folder.resolve(DataDirectory.LOCK);
    if (!Files.exists(lockFile)) {
      return false; // just being made, or none of ours
    }
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    }
  }
}
