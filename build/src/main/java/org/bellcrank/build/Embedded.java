package org.bellcrank.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A third party's jar that travels inside a bundle, as the bundle's {@code embedded.txt} lists it.
 *
 * @param classifier empty where there is none
 * @param bytes size of the jar
 * @param licences at least one
 */
record Embedded(
    String group,
    String artifact,
    String version,
    String classifier,
    long bytes,
    List<Licence> licences) {

  private static final String LIST = "embedded.txt";

  Embedded {
    licences = List.copyOf(licences);
  }

  /** What the bundle of a folder carries; nothing where the folder has no list. */
  static List<Embedded> of(Path folder) throws IOException, FeatureException {
    Path list = folder.resolve(LIST);
    List<Embedded> embedded = new ArrayList<>();
    if (Files.exists(list)) {
      for (String line : Files.readAllLines(list)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          embedded.add(read(line, list));
        }
      }
    }
    return List.copyOf(embedded);
  }

  private static Embedded read(String line, Path list) throws FeatureException {
    String[] columns = line.strip().split("\\s{2,}", 3);
    String[] names = columns[0].split(":");
    if (columns.length < 3 || names.length < 3 || !columns[1].matches("\\d+")) {
      throw new FeatureException(
          "%s: given '%s'; allowed: group:artifact:version[:classifier], bytes and licence, two spaces between them"
              .formatted(list, line));
    }
    return new Embedded(
        names[0],
        names[1],
        names[2],
        names.length > 3 ? names[3] : "",
        Long.parseLong(columns[1]),
        Licence.of(columns[2], list + " " + columns[0]));
  }

  String fileName() {
    return artifact + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
  }

  /** The package URL. */
  String purl() {
    String qualifiers = "?" + (classifier.isEmpty() ? "" : "classifier=" + classifier + "&");
    return "pkg:maven/" + group + "/" + artifact + "@" + version + qualifiers + "type=jar";
  }
}
