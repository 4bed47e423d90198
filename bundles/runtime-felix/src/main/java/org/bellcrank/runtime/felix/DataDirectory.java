package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one folder a runtime keeps anything in, held by one process at a time.
 *
 * <p>The framework's own files lie below {@code runtime} and are thrown away at each start, as a
 * gateway does; everything else belongs to the bundles.
 */
final class DataDirectory implements AutoCloseable {

  /** Held by the process that uses the directory. */
  static final String LOCK = "runtime.lock";

  private final Path path;
  private final FileChannel lockFile;

  private DataDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  static DataDirectory open(Path path) throws StartException {
    try {
      createForOwnerOnly(path);
      FileChannel lockFile =
          FileChannel.open(
              path.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock lock = lockFile.tryLock();
      if (lock == null) {
        String holder = readText(lockFile);
        lockFile.close();
        throw StartException.notStarted(
            "data directory %s is used by process %s; end that one or give another with --data"
                .formatted(path, holder));
      }
      writeText(lockFile, String.valueOf(ProcessHandle.current().pid()));
      deleteTree(path.resolve("runtime"));
      Files.createDirectories(path.resolve("runtime").resolve("tmp"));
      return new DataDirectory(path, lockFile);
    } catch (IOException e) {
      throw StartException.notStarted(
          "data directory %s cannot be used; allowed: a folder that this user may write, given with"
                  .formatted(path)
              + " --data",
          e);
    }
  }

  private static void createForOwnerOnly(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    Path parent = path.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    if (Files.getFileStore(parent).supportsFileAttributeView("posix")) {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(path);
    }
  }

  private static String readText(FileChannel file) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(32);
    file.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
  }

  private static void writeText(FileChannel file, String text) throws IOException {
    file.truncate(0);
    file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /** Removes a folder with all it holds; does nothing where there is none. */
  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }

  Path path() {
    return path;
  }

  Path frameworkStorage() {
    return path.resolve("runtime").resolve("osgi");
  }

  Path temporary() {
    return path.resolve("runtime").resolve("tmp");
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
