package org.bellcrank.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes files that no row names: unfinished ones, those whose process died before the row, and
 * those that were removed and whose file was not. A file younger than the grace time may still get
 * its row and stays.
 */
final class EvidenceSweep {

  private static final Logger LOG = LoggerFactory.getLogger(EvidenceSweep.class);

  private final EvidenceFiles files;
  private final Store store;
  private final Instant before;
  private final BooleanSupplier ended;

  EvidenceSweep(EvidenceFiles files, Store store, Instant before, BooleanSupplier ended) {
    this.files = files;
    this.store = store;
    this.before = before;
    this.ended = ended;
  }

  void run() {
    try {
      int removed = sweep();
      if (removed > 0) {
        LOG.info("{} files without a row were removed from {}", removed, files.root());
      }
    } catch (IOException | UncheckedIOException | StoreException e) {
      LOG.warn("sweep of {} stopped: {}; the next start tries again", files.root(), e.toString());
    }
  }

  private int sweep() throws IOException {
    int removed = 0;
    try (Stream<Path> walk = Files.walk(files.root())) {
      Iterator<Path> all = walk.filter(Files::isRegularFile).iterator();
      while (!ended.getAsBoolean() && all.hasNext()) {
        Path file = all.next();
        if (isOrphan(file) && Files.deleteIfExists(file)) {
          removed++;
        }
      }
    }
    return removed;
  }

  private boolean isOrphan(Path file) throws IOException {
    if (!Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
      return false;
    }
    if (file.getParent().equals(files.unfinished())) {
      return true;
    }
    String name = file.getFileName().toString();
    return EvidenceFiles.isHash(name)
        && store.read(unit -> unit.port(EvidenceBook.class).find(name)).isEmpty();
  }
}
