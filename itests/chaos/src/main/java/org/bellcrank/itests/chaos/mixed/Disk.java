package org.bellcrank.itests.chaos.mixed;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bellcrank.itests.chaos.ChaosException;

/**
 * A disk of the data directory alone: a tmpfs whose size is set to what lies on it when it is to be
 * full, and which the kernel refuses to write when it is to be read-only.
 */
final class Disk {

  /** Enough for hours; a tmpfs takes memory only for what lies on it. */
  static final long LARGE = 6L << 30;

  /** As much as a person may fill without filling the memory of the machine. */
  static final long SMALL = 512L << 20;

  private static final long LEFT_FREE = 16 << 10;
  private static final int TRIES = 20;
  private static final int AT_ONCE = 500;
  private static final int DEEP = 3;

  /** Above the share of a file system that a gateway takes by default. */
  private static final double NEARLY = 0.83;

  private final Path data;
  private final long bytes;
  private final List<String> hardened = new ArrayList<>();

  private Disk(Path data, long bytes) {
    this.data = data;
    this.bytes = bytes;
  }

  /** Mounts it over the folder; null where this process may not. */
  static Disk over(Path data, long bytes, Leftovers leftovers) throws IOException {
    Files.createDirectories(data);
    leftovers.mount(data);
    boolean mounted =
        Machine.can("mount", "-t", "tmpfs", "-o", "mode=700,size=" + bytes, "tmpfs", data + "");
    return mounted ? new Disk(data, bytes) : null;
  }

  /** From now on it takes nothing more; some bytes may still fit. */
  void fill() throws IOException {
    for (int i = 1; i <= TRIES; i++) {
      // What is written meanwhile makes the size too small, which the kernel refuses.
      if (sized(used() + LEFT_FREE * i)) {
        return;
      }
    }
    throw new ChaosException("the disk at %s could not be filled".formatted(data));
  }

  /** So little is left that a gateway keeps to its quota. */
  void nearlyFill() throws IOException {
    if (!sized((long) (used() / NEARLY))) {
      throw new ChaosException("the disk at %s could not be made small".formatted(data));
    }
  }

  void free() {
    if (!sized(bytes)) {
      throw new ChaosException("the disk at %s could not be made large again".formatted(data));
    }
  }

  private boolean sized(long size) {
    return Machine.can("mount", "-o", "remount,size=" + size, data.toString());
  }

  private long used() throws IOException {
    FileStore store = Files.getFileStore(data);
    return store.getTotalSpace() - store.getUsableSpace();
  }

  /**
   * The kernel lets nobody, root included, make or replace files; those that are open a tmpfs lets
   * be written on.
   */
  void harden() throws IOException {
    try (Stream<Path> files = Files.walk(data, DEEP)) {
      files.filter(this::hardens).forEach(file -> hardened.add(file.toString()));
    }
    change("+i");
  }

  /**
   * Database and folders; not what only a running process uses: its log, the database's shared
   * memory, and locks.
   */
  private boolean hardens(Path file) {
    String first = data.relativize(file).getName(0).toString();
    boolean ofTheProcess =
        first.equals("log")
            || first.equals("runtime")
            || first.equals("native")
            || first.contains("lock")
            || first.endsWith("-shm");
    boolean whole = Files.isDirectory(file) || file.getParent().equals(data);
    return !ofTheProcess && whole && !Files.isSymbolicLink(file);
  }

  void soften() {
    change("-i");
    hardened.clear();
  }

  private void change(String how) {
    for (int i = 0; i < hardened.size(); i += AT_ONCE) {
      List<String> command = new ArrayList<>(List.of("chattr", "-f", how));
      hardened.subList(i, Math.min(hardened.size(), i + AT_ONCE)).stream()
          .filter(file -> Files.exists(Path.of(file)))
          .forEach(command::add);
      Machine.can(command.toArray(String[]::new)); // a file may go between two looks
    }
  }

  /** No write any more at all; only while no process has a file open for writing. */
  boolean seal() {
    return Machine.can("mount", "-o", "remount,ro", data.toString());
  }

  void unseal() {
    Machine.run("mount", "-o", "remount,rw,size=" + bytes, data.toString());
  }
}
