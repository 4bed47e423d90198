package org.bellcrank.store.jdbc;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.bellcrank.journal.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data directory, made so that nobody but its owner reads it. */
final class OwnedDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(OwnedDirectory.class);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private OwnedDirectory() {}

  /** Creates it where it is missing; one that is there keeps its rights, with a warning. */
  static Path create(Path root) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    try {
      if (!Files.isDirectory(root)) {
        FileAttribute<?>[] rights =
            posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        Files.createDirectories(root, rights);
      } else if (posix && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(root))) {
        LOG.warn("others than its owner may read the data directory {}; advised: chmod 700", root);
      }
      if (!Files.isWritable(root)) {
        throw new StoreException(
            "data directory %s cannot be written; allowed: a folder this user may write"
                .formatted(root),
            null);
      }
      return root;
    } catch (IOException e) {
      throw new StoreException("data directory %s cannot be created: %s".formatted(root, e), e);
    }
  }
}
