package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A package as the build left it, with what lies beside it.
 *
 * @param name of its module
 * @param folder where its files lie
 */
record BuiltPackage(String name, Path folder) {

  private static final Path HOME = TestGateway.ROOT.resolve("dp-packages");

  /** Every package that is built, by name. */
  static List<BuiltPackage> all() throws IOException {
    try (Stream<Path> modules = Files.list(HOME)) {
      return modules
          .filter(module -> Files.exists(module.resolve("pom.xml")))
          .map(module -> named(module.getFileName().toString()))
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .toList();
    }
  }

  static BuiltPackage named(String name) {
    return new BuiltPackage(name, HOME.resolve(name).resolve("target"));
  }

  Path dp() {
    return folder.resolve(name + ".dp");
  }

  Path sbom() {
    return folder.resolve(name + ".cdx.json");
  }

  /** The newest, since each build of another commit has another name; null where there is none. */
  Path deb() throws IOException {
    Path newest = null;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".deb")).toList()) {
        boolean newer =
            newest == null
                || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(newest)) > 0;
        newest = newer ? file : newest;
      }
    }
    return newest;
  }

  long bytes() throws IOException {
    return Files.size(dp());
  }

  /** The jars in the deployment package, by the name of their entry. */
  Map<String, byte[]> bundles() throws IOException {
    try (ZipFile zip = new ZipFile(dp().toFile())) {
      Map<String, byte[]> bundles = new TreeMap<>();
      for (ZipEntry entry : zip.stream().<ZipEntry>map(each -> each).toList()) {
        if (entry.getName().endsWith(".jar")) {
          bundles.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
        }
      }
      return bundles;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
