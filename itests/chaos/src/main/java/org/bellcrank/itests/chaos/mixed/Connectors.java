package org.bellcrank.itests.chaos.mixed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The shipped connector folders with shorter pauses, so that many faults fit into an hour. */
final class Connectors {

  private Connectors() {}

  static void copy(Path home, Path to) throws IOException {
    for (String kind : List.of("maximo", "custom-rest")) {
      Path from = home.resolve("camel-routes").resolve(kind);
      List<Path> files;
      try (Stream<Path> walk = Files.walk(from)) {
        files = walk.filter(Files::isRegularFile).toList();
      }
      for (Path file : files) {
        Path target = to.resolve(kind).resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.writeString(
            target,
            Files.readString(file)
                .replace("concurrency: 2", "concurrency: 4")
                .replace("longestPause: PT5M", "longestPause: PT4S"));
      }
    }
  }
}
