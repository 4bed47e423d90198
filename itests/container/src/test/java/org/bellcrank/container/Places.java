package org.bellcrank.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the build puts bundles and packages. */
final class Places {

  static final Path ROOT = Path.of(System.getProperty("project.root"));
  static final Path MODULE = ROOT.resolve("itests/container");

  private Places() {}

  /** The built jar of a bundle, by the name of its folder. */
  static Path bundle(String name) throws IOException {
    for (String room : List.of("bundles", "itests")) {
      Path folder = ROOT.resolve(room).resolve(name).resolve("target");
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          List<Path> jars =
              files
                  .filter(file -> file.getFileName().toString().matches(name + "-[0-9.]+\\.jar"))
                  .toList();
          if (jars.size() == 1) {
            return jars.get(0);
          }
          throw new IOException(
              "expected one built " + name + " in " + folder + " (mvn package), found " + jars);
        }
      }
    }
    throw new IOException("no bundle " + name + " was built: mvn package makes it");
  }

  /** The bundles of a feature, by the names of their folders. */
  static List<String> feature(String name) throws IOException {
    try (Stream<String> lines = Files.lines(ROOT.resolve("features/" + name + ".feature"))) {
      return lines
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }

  static Path deploymentPackage(String name) {
    return ROOT.resolve("dp-packages/" + name + "/target/" + name + ".dp");
  }
}
