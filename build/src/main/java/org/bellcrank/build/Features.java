package org.bellcrank.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All features of the repository. No bundle stands in two of them: a gateway refuses the second.
 */
final class Features {

  private final Path directory;
  private final Map<String, Feature> byName;

  private Features(Path directory, Map<String, Feature> byName) {
    this.directory = directory;
    this.byName = byName;
  }

  static Features read(Path directory) throws IOException, FeatureException {
    Map<String, Feature> byName = new TreeMap<>();
    for (Path file : files(directory)) {
      Feature feature = Feature.read(file);
      byName.put(feature.name(), feature);
    }
    refuseShared(byName);
    return new Features(directory, byName);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Feature::isFeature).sorted().toList();
    }
  }

  private static void refuseShared(Map<String, Feature> byName) throws FeatureException {
    Map<String, String> owners = new HashMap<>();
    for (Feature feature : byName.values()) {
      for (Feature.Entry entry : feature.entries()) {
        String where = feature.where(entry);
        String other = owners.putIfAbsent(entry.bundle(), where);
        if (other != null) {
          throw new FeatureException(
              "bundle %s stands in %s and in %s; a gateway takes it from one package only, so remove one of the lines"
                  .formatted(entry.bundle(), other, where));
        }
      }
    }
  }

  Feature get(String name) throws FeatureException {
    Feature feature = byName.get(name);
    if (feature == null) {
      throw new FeatureException(
          "no %s.feature in %s; there are %s".formatted(name, directory, byName.keySet()));
    }
    return feature;
  }
}
