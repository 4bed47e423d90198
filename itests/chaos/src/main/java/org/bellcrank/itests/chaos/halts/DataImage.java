package org.bellcrank.itests.chaos.halts;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Copies of a data directory as it lies: database, its log, evidence. */
final class DataImage {

  private DataImage() {}

  /** Copies what a killed process leaves; its memory and its lock go with it. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.resolve("evidence"));
    for (String name : List.of(SmallGateway.DATABASE, SmallGateway.LOG)) {
      if (Files.exists(from.resolve(name))) {
        Files.copy(from.resolve(name), to.resolve(name));
      }
    }
    Path evidence = from.resolve("evidence");
    if (Files.isDirectory(evidence)) {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(evidence)) {
        files = walk.filter(Files::isRegularFile).toList();
      }
      for (Path file : files) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        try {
          Files.copy(file, target);
        } catch (NoSuchFileException e) {
          // Finished meanwhile by a thread that no boundary holds; no row of the copy names it.
          if (!file.getParent().getFileName().toString().equals("unfinished")) {
            throw e;
          }
        }
      }
    }
  }

  /** Cuts the database's log off, as a disk without power may that was not asked to flush yet. */
  static void tear(Path image, long length) throws IOException {
    try (FileChannel log =
        FileChannel.open(image.resolve(SmallGateway.LOG), StandardOpenOption.WRITE)) {
      log.truncate(length);
    }
  }
}
