package org.bellcrank.store.jdbc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.bellcrank.journal.Room;
import org.bellcrank.journal.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how much is kept: the files that lie in the data directory itself (the database), the
 * evidence as the store counts it, and what the file system has free. At most four times a second;
 * whoever asks in between gets the last answer. Safe for any thread.
 */
final class RoomGauge {

  private static final Logger LOG = LoggerFactory.getLogger(RoomGauge.class);
  private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(250);

  /** Full at all of it, and again with room at this share. */
  private static final double ROOM_AGAIN = 0.98;

  private final Path root;
  private final LongSupplier evidence;
  private final AtomicBoolean measuring = new AtomicBoolean();
  private volatile Quota quota = Quota.DEFAULT;
  private volatile Measured last = new Measured(Room.UNLIMITED, System.nanoTime() - EVERY);

  private record Measured(Room room, long nanos) {}

  /**
   * A gauge of a data directory.
   *
   * @param evidence bytes of all evidence
   */
  RoomGauge(Path root, LongSupplier evidence) {
    this.root = root;
    this.evidence = evidence;
  }

  /** Another quota from the next look on. */
  void limit(Quota next) {
    quota = next;
    last = new Measured(last.room(), System.nanoTime() - EVERY);
  }

  Room room() {
    Measured now = last;
    if (System.nanoTime() - now.nanos() < EVERY || !measuring.compareAndSet(false, true)) {
      return now.room();
    }
    try {
      Room room = measured(now.room());
      last = new Measured(room, System.nanoTime());
      return room;
    } catch (IOException | StoreException e) {
      LOG.debug("How much is kept cannot be measured now", e);
      last = new Measured(now.room(), System.nanoTime());
      return now.room();
    } finally {
      measuring.set(false);
    }
  }

  private Room measured(Room before) throws IOException {
    long used = evidence.getAsLong() + files();
    FileStore disk = Files.getFileStore(root);
    Quota rule = quota;
    long limit = rule.limit(used, disk.getTotalSpace(), disk.getUsableSpace());
    Room room = new Room(used, limit, false, rule.keeping());
    boolean full = room.share() >= (before.full() ? ROOM_AGAIN : 1);
    if (full != before.full()) {
      tell(room, full);
    }
    return new Room(used, limit, full, rule.keeping());
  }

  private static void tell(Room room, boolean full) {
    if (full) {
      LOG.error("{}", room.refusal());
    } else {
      LOG.info("there is room again: {}; what waited at its source is taken", room.words());
    }
  }

  private long files() throws IOException {
    long bytes = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(root)) {
      for (Path file : all) {
        if (Files.isRegularFile(file)) {
          bytes += size(file);
        }
      }
    }
    return bytes;
  }

  /** A file may go between two looks. */
  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
