package org.bellcrank.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds what a feature names: our bundles in the reactor's folders, others in the repository. */
final class BundleSource {

  /** Gives the file of a third party's {@code group:artifact} in the version the root names. */
  @FunctionalInterface
  interface ThirdParties {
    Path resolve(String groupAndArtifact) throws FeatureException;
  }

  private final List<Path> homes;
  private final String projectVersion;
  private final ThirdParties thirdParties;
  private final Path work;

  /**
   * @param homes folders whose sub-folders are bundles, searched in this order
   * @param work where rewritten bundles are put; must exist
   */
  BundleSource(List<Path> homes, String projectVersion, ThirdParties thirdParties, Path work) {
    this.homes = List.copyOf(homes);
    this.projectVersion = projectVersion;
    this.thirdParties = thirdParties;
    this.work = work;
  }

  PackagedBundle fetch(Feature feature, Feature.Entry entry)
      throws IOException, FeatureException, InterruptedException {
    if (entry.thirdParty()) {
      BundleJar jar = BundleJar.read(thirdParties.resolve(entry.bundle()));
      return new PackagedBundle(jar.symbolicName(), jar.version(), jar.file());
    }
    Path folder = folder(feature, entry);
    Path built = folder.resolve("target").resolve(entry.bundle() + "-" + projectVersion + ".jar");
    if (!Files.isRegularFile(built)) {
      throw new FeatureException(
          "%s: bundle %s has no %s; build it first with mvn package"
              .formatted(feature.where(entry), entry.bundle(), built));
    }
    BundleJar jar = BundleJar.read(built);
    String version = Qualifier.version(jar.baseVersion(), CommitTime.of(folder), jar.contentHash());
    Path rewritten = work.resolve(jar.symbolicName() + "_" + version + ".jar");
    jar.writeAs(version, rewritten);
    return new PackagedBundle(jar.symbolicName(), version, rewritten);
  }

  private Path folder(Feature feature, Feature.Entry entry) throws FeatureException {
    for (Path home : homes) {
      Path folder = home.resolve(entry.bundle());
      if (Files.isRegularFile(folder.resolve("pom.xml"))) {
        return folder;
      }
    }
    throw new FeatureException(
        "%s: no bundle '%s'; its folder is looked for in %s"
            .formatted(feature.where(entry), entry.bundle(), homes));
  }
}
