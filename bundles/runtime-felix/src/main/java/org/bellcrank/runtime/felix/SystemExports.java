package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * What the launcher shares with the bundles: the packages that the jars of its class path export,
 * in the versions their manifests give.
 */
final class SystemExports {

  /** Jars that the framework brings itself, or that stay the launcher's own. */
  private static final List<String> PRIVATE =
      List.of("org.apache.felix.framework-", "slf4j-jdk14-", "health-");

  private SystemExports() {}

  /** A value for {@code org.osgi.framework.system.packages.extra}. */
  static String of(Path library) throws IOException {
    StringJoiner exports = new StringJoiner(",");
    for (Path file : jars(library)) {
      if (PRIVATE.stream().noneMatch(file.getFileName().toString()::startsWith)) {
        try (JarFile jar = new JarFile(file.toFile())) {
          Manifest manifest = jar.getManifest();
          String exported =
              manifest == null ? null : manifest.getMainAttributes().getValue("Export-Package");
          if (exported != null) {
            exports.add(exported);
          }
        }
      }
    }
    return exports.toString();
  }

  /** All jars of a folder by name. */
  static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
