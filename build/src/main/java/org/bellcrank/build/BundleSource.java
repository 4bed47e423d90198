package org.bellcrank.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
<<<<<<< HEAD
import java.util.Map;
import java.util.StringJoiner;
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
