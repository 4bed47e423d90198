package org.bellcrank.itests.kura;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the double stands on. */
enum Platform {
  /** Equinox 3.16.0, SCR 2.1.16, slf4j 1.7.36 on the Java that runs the tests. */
  KURA5("kura5"),
  /** Equinox 3.21.0, SCR 2.2.12, slf4j 2 on the newest Java of this machine. */
  KURA6("kura6");

  private static final List<Path> NEWER =
      List.of(
          Path.of("/usr/lib/jvm/temurin-25-jdk-amd64/bin/java"),
          Path.of("/usr/lib/jvm/java-21-openjdk-amd64/bin/java"));

  private final String folder;

  Platform(String folder) {
    this.folder = folder;
  }

  String folder() {
    return folder;
  }

  Path java() {
    Path running = Path.of(System.getProperty("java.home"), "bin/java");
    return this == KURA5
        ? running
        : NEWER.stream().filter(Files::isExecutable).findFirst().orElse(running);
  }
}
