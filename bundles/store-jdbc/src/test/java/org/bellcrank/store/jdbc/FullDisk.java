package org.bellcrank.store.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A small real file system mounted over a folder; needs the right to mount. */
final class FullDisk implements AutoCloseable {

  static final int BYTES = 64 * 1024;

  private final Path folder;

  private FullDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts it; null where this process may not. */
  static FullDisk over(Path folder) throws IOException {
    return over(folder, BYTES);
  }

  /** As {@link #over(Path)}, of so many bytes. */
  static FullDisk over(Path folder, int bytes) throws IOException {
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString());
    return mounted ? new FullDisk(folder) : null;
  }

  private static boolean run(String... command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return false; // no such command on this machine
    }
    try {
      process.getInputStream().readAllBytes();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    if (!run("umount", folder.toString())) {
      throw new IOException(folder + " could not be unmounted");
    }
  }
}
