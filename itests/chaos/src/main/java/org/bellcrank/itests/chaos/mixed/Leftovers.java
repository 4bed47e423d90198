package org.bellcrank.itests.chaos.mixed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.bellcrank.itests.chaos.Folders;

/**
 * What outlives a killed run: mounts, networks, folders. Each is written down before it is made and
 * crossed out when it is gone; the next run undoes what a run that is no more left, and nothing
 * else.
 */
public final class Leftovers implements AutoCloseable {

  private static final String MOUNT = "mount ";
  private static final String NETWORK = "network ";
  private static final String FOLDER = "folder ";

  private final Path marker;
  private final List<String> lines = new ArrayList<>();

  private Leftovers(Path marker) {
    this.marker = marker;
  }

  /** Undoes what earlier runs left behind and begins the list of this one. */
  public static Leftovers begin(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> markers;
    try (Stream<Path> files = Files.list(folder)) {
      markers = files.filter(file -> file.toString().endsWith(".left")).toList();
    }
    for (Path each : markers) {
      if (!lives(each)) {
        undo(Files.readAllLines(each));
        Files.delete(each);
      }
    }
    ProcessHandle own = ProcessHandle.current();
    Leftovers mine = new Leftovers(folder.resolve(own.pid() + "-" + begun(own) + ".left"));
    mine.write();
    return mine;
  }

  private static boolean lives(Path marker) {
    String[] parts = marker.getFileName().toString().split("[-.]");
    return ProcessHandle.of(Long.parseLong(parts[0]))
        .filter(ProcessHandle::isAlive)
        .filter(process -> begun(process) == Long.parseLong(parts[1]))
        .isPresent();
  }

  private static long begun(ProcessHandle process) {
    return process.info().startInstant().map(at -> at.toEpochMilli()).orElse(0L);
  }

  void mount(Path path) {
    note(MOUNT + path);
  }

  void network(String name) {
    note(NETWORK + name);
  }

  /** A folder that goes with the run. */
  public void folder(Path path) {
    note(FOLDER + path);
  }

  private synchronized void note(String line) {
    lines.add(line);
    write();
  }

  private void write() {
    try {
      Files.write(
          marker,
          lines,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last first, so that what lies in another thing goes before it. */
  private static void undo(List<String> lines) throws IOException {
    List<String> backwards = new ArrayList<>(lines);
    Collections.reverse(backwards);
    for (String line : backwards) {
      if (line.startsWith(MOUNT)) {
        unmount(line.substring(MOUNT.length()));
      } else if (line.startsWith(NETWORK)) {
        String name = line.substring(NETWORK.length());
        if (Files.exists(Path.of("/run/netns", name))) {
          Machine.run("ip", "netns", "del", name);
        }
      } else if (line.startsWith(FOLDER)) {
        Folders.remove(Path.of(line.substring(FOLDER.length())));
      }
    }
  }

  private static void unmount(String path) throws IOException {
    boolean there =
        Files.readAllLines(Path.of("/proc/mounts")).stream()
            .anyMatch(line -> line.contains(" " + path + " "));
    if (there && !Machine.can("umount", path)) {
      Machine.run("umount", "-l", path);
    }
  }

  @Override
  public synchronized void close() {
    try {
      undo(lines);
      Files.deleteIfExists(marker);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
