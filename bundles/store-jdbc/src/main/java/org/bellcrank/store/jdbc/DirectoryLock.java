package org.bellcrank.store.jdbc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.bellcrank.journal.StoreException;

/**
 * Keeps a second process off the data directory. The lock ends with the process, however that ends.
 */
final class DirectoryLock implements AutoCloseable {

  /** A lock of the operating system belongs to the process: it does not keep ourselves off. */
  private static final Set<Path> OURS = new HashSet<>();

  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DirectoryLock(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock.
   *
   * @param root an existing folder
   * @throws StoreException naming the holder when somebody else has it
   */
  static DirectoryLock take(Path root) {
    synchronized (OURS) {
      try {
        Path real = root.toRealPath();
        if (OURS.contains(real)) {
          throw taken(root, Long.toString(ProcessHandle.current().pid()));
        }
        DirectoryLock lock = lock(real);
        OURS.add(real);
        return lock;
      } catch (IOException e) {
        throw new StoreException("data directory %s cannot be used: %s".formatted(root, e), e);
      }
    }
  }

  private static DirectoryLock lock(Path root) throws IOException {
    // The holder's number stands in a file of its own: closing any handle on a locked file would
    // release this process's lock on it.
    Path holder = root.resolve("lock.pid");
    FileChannel channel =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      throw taken(root, Long.toString(ProcessHandle.current().pid()));
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      throw taken(root, Files.exists(holder) ? Files.readString(holder).strip() : "unknown");
    }
    Files.writeString(holder, ProcessHandle.current().pid() + "\n");
    return new DirectoryLock(root, channel, lock);
  }

  private static StoreException taken(Path root, String pid) {
    return new StoreException(
        ("data directory %s is in use by process %s; allowed: one process at a time;"
                + " end that process or name another data.directory")
            .formatted(root, pid),
        null);
  }

  @Override
  public void close() {
    synchronized (OURS) {
      OURS.remove(root);
      try {
        lock.release();
        channel.close();
      } catch (IOException e) {
        throw new StoreException("lock of %s cannot be released: %s".formatted(root, e), e);
      }
    }
  }
}
