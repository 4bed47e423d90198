package org.bellcrank.runtime.felix;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import org.bellcrank.build.BundleJar;
import org.bellcrank.build.DeploymentPackage;
import org.bellcrank.build.PackagedBundle;

/** A shipped package in which some bundles are newer. */
final class ChangedPackage {

  private ChangedPackage() {}

  /** Bundles keep their order; the changed ones get a version that is higher. */
  static Path of(Path dp, Path folder, Set<String> changed) throws Exception {
    DeploymentPackage.Listing listing = DeploymentPackage.Listing.read(dp);
    List<PackagedBundle> bundles = new ArrayList<>();
    try (ZipFile zip = new ZipFile(dp.toFile())) {
      for (var entry : zip.stream().filter(each -> each.getName().endsWith(".jar")).toList()) {
        Path jar = folder.resolve(entry.getName());
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, jar);
        }
        BundleJar bundle = BundleJar.read(jar);
        String name = bundle.symbolicName();
        String version = listing.bundles().get(name);
        if (changed.contains(name)) {
          bundle = bundle.with(Map.of("Bellcrank-Round", "2"));
          version = version + "-2";
          jar = folder.resolve(name + "-2.jar");
          bundle.writeAs(version, jar);
        }
        bundles.add(new PackagedBundle(name, version, jar, ""));
      }
    }
    Path file = folder.resolve(listing.name() + "-2.dp");
    new DeploymentPackage(listing.name(), listing.version() + "-2", bundles).write(file);
    return file;
  }
}
