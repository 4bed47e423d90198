package org.bellcrank.itests.kura;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.bellcrank.build.BundleJar;
import org.bellcrank.build.DeploymentPackage;
import org.bellcrank.build.FeatureException;
import org.bellcrank.build.PackagedBundle;

/** A deployment package on disk, and copies of it that differ in one bundle. */
record PackageFile(Path file, String name, String version) {

  static PackageFile read(Path file) throws IOException {
    DeploymentPackage.Listing listing = DeploymentPackage.Listing.read(file);
    return new PackageFile(file, listing.name(), listing.version());
  }

  /** One that the build made. */
  static PackageFile built(String name) throws IOException {
    Path folder = Path.of(System.getProperty("project.root"), "dp-packages", name, "target");
    return read(folder.resolve(name + ".dp"));
  }

  /** Every package a gateway of this kind of machine gets, by name. */
  static List<PackageFile> shipped() throws IOException {
    List<PackageFile> all = new ArrayList<>();
    Path folder = Path.of(System.getProperty("project.root"), "dp-packages");
    try (var folders = Files.list(folder)) {
      for (Path each : folders.sorted().toList()) {
        String name = each.getFileName().toString();
        boolean ours = !name.endsWith("-demo") && !name.endsWith("-aarch64");
        if (ours && Files.exists(each.resolve("target").resolve(name + ".dp"))) {
          all.add(built(name));
        }
      }
    }
    return all;
  }

  /** The package that holds a bundle. */
  static PackageFile holding(String bundle) throws IOException {
    for (PackageFile each : shipped()) {
      if (DeploymentPackage.Listing.read(each.file()).bundles().containsKey(bundle)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no package holds " + bundle);
  }

  /** What happens to the one bundle. */
  @FunctionalInterface
  interface Change {
    void apply(Attributes manifest, JarOutputStream jar) throws IOException;
  }

  /** Nothing but the version. */
  static final Change NONE = (manifest, jar) -> {};

  /** A package as there is none yet, with one bundle that the change makes. */
  static PackageFile made(Path folder, String name, String version, Change change)
      throws IOException, FeatureException {
    Path jar = folder.resolve(name + "-bundle-" + version + ".jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "org.bellcrank." + name);
    manifest.getMainAttributes().putValue("Bundle-Version", version);
    write(jar, manifest, null, change);
    return pack(folder, name, version, List.of(jar));
  }

  /**
   * A copy in which one bundle is changed.
   *
   * @param qualifier put in place of the versions' last parts, of the package and of that bundle
   */
  PackageFile with(Path folder, String bundle, String qualifier, Change change)
      throws IOException, FeatureException {
    Path parts = Files.createTempDirectory(folder, "parts");
    List<Path> jars = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().<ZipEntry>map(each -> each).toList()) {
        if (entry.getName().endsWith(".jar")) {
          Path jar = parts.resolve(entry.getName());
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, jar);
          }
          jars.add(
              entry.getName().startsWith(bundle + "_") ? changed(jar, qualifier, change) : jar);
        }
      }
    }
    return pack(folder, name, qualified(version, qualifier), jars);
  }

  private static Path changed(Path jar, String qualifier, Change change)
      throws IOException, FeatureException {
    Path target = jar.resolveSibling("changed-" + jar.getFileName());
    try (JarFile old = new JarFile(jar.toFile())) {
      Manifest manifest = new Manifest(old.getManifest());
      String version = manifest.getMainAttributes().getValue("Bundle-Version");
      manifest.getMainAttributes().putValue("Bundle-Version", qualified(version, qualifier));
      write(target, manifest, old, change);
    }
    return target;
  }

  private static String qualified(String version, String qualifier) {
    String[] parts = version.split("\\.", 4);
    return qualifier == null
        ? version
        : "%s.%s.%s.%s".formatted(parts[0], parts[1], parts[2], qualifier);
  }

  private static final String MARK = "made-for-a-test";

  private static void write(Path target, Manifest manifest, JarFile old, Change change)
      throws IOException {
    Path rest = target.resolveSibling("rest-" + target.getFileName());
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(rest))) {
      jar.putNextEntry(new ZipEntry(MARK));
      change.apply(manifest.getMainAttributes(), jar);
    }
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target), manifest);
        JarFile added = new JarFile(rest.toFile())) {
      if (old != null) {
        copy(old, jar, name -> !name.equals(MARK));
      }
      copy(added, jar, name -> true);
    }
    Files.delete(rest);
  }

  private static void copy(JarFile from, JarOutputStream jar, Predicate<String> wanted)
      throws IOException {
    for (ZipEntry entry : from.stream().<ZipEntry>map(each -> each).toList()) {
      String name = entry.getName();
      if (!name.equals(JarFile.MANIFEST_NAME) && !name.equals("META-INF/") && wanted.test(name)) {
        jar.putNextEntry(new ZipEntry(name));
        try (InputStream in = from.getInputStream(entry)) {
          in.transferTo(jar);
        }
        jar.closeEntry();
      }
    }
  }

  private static PackageFile pack(Path folder, String name, String version, List<Path> jars)
      throws IOException, FeatureException {
    List<PackagedBundle> bundles = new ArrayList<>();
    for (Path jar : jars) {
      BundleJar bundle = BundleJar.read(jar);
      bundles.add(new PackagedBundle(bundle.symbolicName(), bundle.version(), jar, content(jar)));
    }
    Path target = folder.resolve(name + "-" + version + ".dp");
    new DeploymentPackage(name, version, bundles).write(target);
    return new PackageFile(target, name, version);
  }

  private static String content(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      String content = file.getManifest().getMainAttributes().getValue(Trial.CONTENT);
      return content == null ? "" : content;
    }
  }

  /** A header that no gateway can satisfy, or anything else of the manifest. */
  static Change header(Map<String, String> headers) {
    return (manifest, jar) -> headers.forEach(manifest::putValue);
  }

  /** An activator in place of none; its class comes along. */
  static Change activator(Class<?> type) {
    return (manifest, jar) -> {
      manifest.putValue("Bundle-Activator", type.getName());
      classOf(jar, type);
    };
  }

  static void classOf(JarOutputStream jar, Class<?> type) throws IOException {
    String path = type.getName().replace('.', '/') + ".class";
    jar.putNextEntry(new ZipEntry(path));
    try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
      in.transferTo(jar);
    }
  }
}
