package org.bellcrank.store.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Files that nobody may write any more, not even through a handle that is open already; needs a
 * file system and a right that allow it.
 */
final class Immutable implements AutoCloseable {

  private final List<Path> files;

  private Immutable(List<Path> files) {
    this.files = files;
  }

  /** Makes them so; null where this process may not. */
  static Immutable these(List<Path> files) throws IOException {
    if (run("+i", files)) {
      return new Immutable(files);
    }
    run("-i", files);
    return null;
  }

  private static boolean run(String change, List<Path> files) throws IOException {
    List<String> command = new ArrayList<>(List.of("chattr", change));
    files.forEach(file -> command.add(file.toString()));
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
    if (!run("-i", files)) {
      throw new IOException(files + " cannot be made writable again");
    }
  }
}
