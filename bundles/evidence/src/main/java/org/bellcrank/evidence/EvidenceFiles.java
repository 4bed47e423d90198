package org.bellcrank.evidence;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of evidence: write to a temporary name, fsync, rename, fsync the folder. */
final class EvidenceFiles {

  private static final Logger LOG = LoggerFactory.getLogger(EvidenceFiles.class);
  private static final int BUFFER = 1 << 16;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Path root;
  private final Path unfinished;

  /** Makes the folders where they are missing. */
  EvidenceFiles(Path root) {
    this.root = root;
    unfinished = root.resolve("unfinished");
    try {
      Files.createDirectories(unfinished);
    } catch (IOException e) {
      throw new EvidenceException(
          "evidence folder %s cannot be made: %s; nothing is kept until it can be"
              .formatted(root, e),
          e);
    }
  }

  static boolean isHash(String text) {
    return HASH.matcher(text).matches();
  }

  static String sha256(byte[] content) {
    return HexFormat.of().formatHex(digest().digest(content));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Where evidence lies. */
  Path root() {
    return root;
  }

  /** Where files lie that are not finished. */
  Path unfinished() {
    return unfinished;
  }

  Optional<Path> find(String sha256) {
    Path file = place(sha256);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(file)
        : Optional.empty();
  }

  /** Whether the file is there and as long as it should be. */
  boolean has(String sha256, long bytes) {
    try {
      return Files.size(place(sha256)) == bytes;
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes a file; where that fails the sweep of the next start does it. */
  void remove(String sha256) {
    try {
      Files.deleteIfExists(place(sha256));
    } catch (IOException e) {
      LOG.warn("{} cannot be removed: {}; the next start tries again", place(sha256), e.toString());
    }
  }

  /**
   * Writes contents durably under their hashes. All are written before the first is forced, and
   * each folder is forced once when all are in their places, so that the disk's journal has less to
   * commit.
   */
  void write(Map<String, byte[]> contents) {
    Map<String, Path> unforced = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, byte[]> each : contents.entrySet()) {
        Path temporary = unfinished.resolve(UUID.randomUUID().toString());
        unforced.put(each.getKey(), temporary);
        write(temporary, each.getValue());
      }
      for (Path temporary : unforced.values()) {
        force(temporary, StandardOpenOption.WRITE);
      }
      Set<Path> folders = new LinkedHashSet<>();
      for (Map.Entry<String, Path> each : unforced.entrySet()) {
        folders.add(place(each.getKey(), each.getValue()));
      }
      for (Path folder : folders) {
        force(folder, StandardOpenOption.READ);
      }
    } catch (IOException e) {
      unforced.values().forEach(temporary -> remove(temporary, e));
      throw unwritable(e, contents);
    }
  }

  /** A file that is not in its place yet. */
  record Draft(Path file, String sha256, long bytes) {}

  /** Writes content beside its place, and learns its hash while it does; not durable yet. */
  Draft draft(EvidenceStore.Writing content) {
    Path temporary = unfinished.resolve(UUID.randomUUID().toString());
    MessageDigest digest = digest();
    try {
      try (OutputStream file =
              Files.newOutputStream(
                  temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream out =
              new BufferedOutputStream(new DigestOutputStream(file, digest), BUFFER)) {
        content.to(out);
      }
      return new Draft(temporary, HexFormat.of().formatHex(digest.digest()), Files.size(temporary));
    } catch (IOException e) {
      remove(temporary, e);
      throw unwritable("evidence", e);
    } catch (RuntimeException | Error e) { // of who writes
      remove(temporary, e);
      throw e;
    }
  }

  /** Puts what was drafted durably under its hash. */
  void put(Draft draft) {
    try {
      force(draft.file(), StandardOpenOption.WRITE);
      force(place(draft.sha256(), draft.file()), StandardOpenOption.READ);
    } catch (IOException e) {
      remove(draft.file(), e);
      throw unwritable("evidence of %d bytes".formatted(draft.bytes()), e);
    }
  }

  /** It is not needed; where that fails the sweep of a start does it. */
  void drop(Draft draft) {
    try {
      Files.deleteIfExists(draft.file());
    } catch (IOException e) {
      LOG.warn("{} cannot be removed: {}; the next start tries again", draft.file(), e.toString());
    }
  }

  private static void write(Path temporary, byte[] content) throws IOException {
    try (FileChannel out =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
    }
  }

  /** Puts a durable file under its name; the name itself is durable when its folder is. */
  private Path place(String sha256, Path temporary) throws IOException {
    Path target = place(sha256);
    makeFolders(target.getParent());
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    return target.getParent();
  }

  private EvidenceException unwritable(IOException e, Map<String, byte[]> contents) {
    long bytes = contents.values().stream().mapToLong(content -> content.length).sum();
    return unwritable("evidence of %d bytes".formatted(bytes), e);
  }

  private EvidenceException unwritable(String what, IOException e) {
    return new EvidenceException(
        "%s cannot be written to %s: %s; nothing was kept".formatted(what, root, e), e);
  }

  /** A new folder is durable when its parent's list of names is. */
  private void makeFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    makeFolders(folder.getParent());
    Files.createDirectories(folder);
    force(folder.getParent(), StandardOpenOption.READ);
  }

  private static void force(Path path, StandardOpenOption way) throws IOException {
    try (FileChannel channel = FileChannel.open(path, way)) {
      channel.force(true);
    }
  }

  private static void remove(Path temporary, Throwable cause) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private Path place(String sha256) {
    return root.resolve(sha256.substring(0, 2)).resolve(sha256);
  }
}
