package org.bellcrank.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

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
    return part(feature, entry).bundle();
  }

  /** The bundle with what is known of its contents. */
  Part part(Feature feature, Feature.Entry entry)
      throws IOException, FeatureException, InterruptedException {
    if (entry.thirdParty()) {
      BundleJar jar = BundleJar.read(thirdParties.resolve(entry.bundle()));
      return part(entry, jar, jar.version(), jar.file(), "", List.of());
    }
    Path folder = folder(feature, entry);
    BundleJar jar = BundleJar.read(built(feature, entry)).with(headers(feature, entry));
    String commit = CommitTime.of(folder, connectors(jar));
    String content = jar.contentHash();
    String version = Qualifier.version(jar.baseVersion(), commit, content);
    Path rewritten = work.resolve(jar.symbolicName() + "_" + version + ".jar");
    jar.writeAs(version, rewritten);
    return part(entry, jar, version, rewritten, content, Embedded.of(folder));
  }

  private static Part part(
      Feature.Entry entry,
      BundleJar jar,
      String version,
      Path file,
      String content,
      List<Embedded> embedded)
      throws IOException, FeatureException {
    return new Part(
        new PackagedBundle(jar.symbolicName(), version, file, content),
        entry.bundle(),
        licences(jar),
        embedded,
        !jar.fragment(),
        jar.holdsClasses());
  }

  private static List<Licence> licences(BundleJar jar) throws FeatureException {
    String words = jar.header("Bundle-License");
    return words == null ? List.of() : Licence.of(words, jar.file() + " Bundle-License");
  }

  /** The folders of connectors that a bundle carries, which lie outside its own. */
  private List<Path> connectors(BundleJar jar) {
    String names = jar.header("Bellcrank-Connectors");
    Path routes = homes.get(0).resolveSibling("camel-routes");
    return names == null
        ? List.of()
        : Stream.of(names.split(",")).map(name -> routes.resolve(name.strip())).toList();
  }

  private Path built(Feature feature, Feature.Entry entry) throws FeatureException {
    Path folder = folder(feature, entry);
    Path built = folder.resolve("target").resolve(entry.bundle() + "-" + projectVersion + ".jar");
    if (!Files.isRegularFile(built)) {
      throw new FeatureException(
          "%s: bundle %s has no %s; build it first with mvn package"
              .formatted(feature.where(entry), entry.bundle(), built));
    }
    return built;
  }

  /** Every bundle names its package; one of them, no native host if possible, names all. */
  private Map<String, String> headers(Feature feature, Feature.Entry entry)
      throws IOException, FeatureException {
    List<Feature.Entry> ours =
        feature.entries().stream().filter(each -> !each.thirdParty()).toList();
    Feature.Entry head =
        ours.stream()
            .filter(each -> !each.bundle().startsWith("lib-"))
            .findFirst()
            .orElse(ours.get(0));
    if (!entry.equals(head)) {
      return Map.of(BundleJar.PACKAGE, feature.name());
    }
    StringJoiner names = new StringJoiner(",");
    for (Feature.Entry each : feature.entries()) {
      Path jar = each.thirdParty() ? thirdParties.resolve(each.bundle()) : built(feature, each);
      names.add(BundleJar.read(jar).symbolicName());
    }
    return Map.of(BundleJar.PACKAGE, feature.name(), BundleJar.PACKAGE_BUNDLES, names.toString());
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
