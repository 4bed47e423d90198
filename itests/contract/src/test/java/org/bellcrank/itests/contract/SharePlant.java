package org.bellcrank.itests.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A CMMS that is reached by a folder on a share, below its mount point. */
abstract class SharePlant implements Plant {

  private final Path mount;

  /**
   * @param name of the share
   */
  SharePlant(String name) {
    try {
      mount = Files.createTempDirectory(name);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  final Path share() {
    return mount.resolve("bellcrank");
  }

  @Override
  public final void close() {
    cmms().close();
    try (Stream<Path> files = Files.walk(mount)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }
}
