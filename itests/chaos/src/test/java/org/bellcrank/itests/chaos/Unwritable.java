package org.bellcrank.itests.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Folders that the kernel lets nobody write, root included. Each way needs rights that not every
 * machine gives; then there is none, and the test skips.
 */
final class Unwritable implements AutoCloseable {

  private final List<String> undo;

  private Unwritable(List<String> undo) {
    this.undo = undo;
  }

  /** A read-only mount of the folder over itself; null where this process may not mount. */
  static Unwritable mounted(Path folder) throws IOException {
    String path = folder.toString();
    if (!run(List.of("mount", "--bind", path, path))) {
      return null;
    }
    Unwritable mount = new Unwritable(List.of("umount", path));
    if (run(List.of("mount", "-o", "remount,bind,ro", path))) {
      return mount;
    }
    mount.close();
    return null;
  }

  /**
   * What lies in a data directory refuses every write, through open handles too; null where the
   * file system cannot. The log stays writable, and so do the shared memory of the database, which
   * is no file to write but memory, and the locks.
   */
  static Unwritable immutable(Path data) throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(data)) {
      files.filter(file -> hardens(data.relativize(file))).forEach(f -> all.add(f.toString()));
    }
    List<String> undo = new ArrayList<>(List.of("chattr", "-i"));
    undo.addAll(all);
    Unwritable folder = new Unwritable(undo);
    List<String> command = new ArrayList<>(List.of("chattr", "+i"));
    command.addAll(all);
    if (run(command)) {
      return folder;
    }
    run(undo);
    return null;
  }

  private static boolean hardens(Path file) {
    String first = file.getName(0).toString();
    return !first.equals("log")
        && !first.equals("runtime")
        && !first.contains("lock")
        && !first.endsWith("-shm");
  }

  private static boolean run(List<String> command) throws IOException {
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
    if (!run(undo)) {
      throw new IOException("cannot be undone: " + undo);
    }
  }
}
