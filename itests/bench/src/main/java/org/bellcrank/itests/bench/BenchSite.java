package org.bellcrank.itests.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.itests.doubles.CmmsDoubles;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.site.SiteDocuments;

/** Two plants, a double for each, and as many points as a measurement wants. */
final class BenchSite {

  /** Calls that each double takes side by side. */
  static final int CONCURRENCY = 16;

  private static final String THIRDS =
      """
        - id: %1$s/left
          camera: %1$s
          asset: bedford-mill-1-x
          floor: 0.30
          classes: [pitting]
          zone: { polygon: [[0, 0], [0.3333, 0], [0.3333, 1], [0, 1]], policy: centre }
        - id: %1$s/middle
          camera: %1$s
          asset: bedford-mill-1-x
          floor: 0.30
          classes: [pitting]
          zone: { polygon: [[0.3333, 0], [0.6667, 0], [0.6667, 1], [0.3333, 1]], policy: centre }
        - id: %1$s/right
          camera: %1$s
          asset: lyon-lathe-4-main
          floor: 0.30
          classes: [pitting]
          zone: { polygon: [[0.6667, 0], [1, 0], [1, 1], [0.6667, 1]], policy: centre }
      """;

  private BenchSite() {}

  /** The n-th point that no camera watches; even ones in the first plant, odd ones in the other. */
  static String point(int n) {
    return "bench/p%05d".formatted(n);
  }

  /** Brings the documents into force. */
  static void activate(Services services, int points, List<String> cameras)
      throws BenchException, InterruptedException {
    bring(services, documents(services, points, cameras));
  }

  /** Brings these documents into force. */
  static void bring(Services services, Map<String, String> documents)
      throws BenchException, InterruptedException {
    DataDirectory data = services.get(DataDirectory.class);
    try {
      secret(data, "maximo-bedford", "bedford-api-key");
      secret(data, "rest-lyon", "gateway:lyon-gateway");
      services.get(SiteDocuments.class).bringIntoForce(documents);
    } catch (IOException e) {
      throw new BenchException("the site documents cannot be laid out", e);
    } catch (InvalidDocumentException e) {
      throw new BenchException("the site documents were refused", e);
    }
  }

  /** The documents as texts by file name. */
  static Map<String, String> documents(Services services, int points, List<String> cameras)
      throws BenchException, InterruptedException {
    CmmsDoubles doubles = services.get(CmmsDoubles.class);
    try (InputStream in = BenchSite.class.getResourceAsStream("/site/site.yaml")) {
      String site =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace("MAXIMO_ADDRESS", address(doubles.maximo()))
              .replace("CUSTOM_ADDRESS", address(doubles.custom()));
      return Map.of("site.yaml", site, "points.yaml", points(points, cameras));
    } catch (IOException e) {
      throw new BenchException("the site documents cannot be laid out", e);
    }
  }

  private static String points(int points, List<String> cameras) {
    StringBuilder text = new StringBuilder("points:\n");
    for (int n = 0; n < points; n++) {
      text.append(
          "  - { id: %s, asset: %s, floor: 0.30, classes: [pitting] }%n"
              .formatted(point(n), n % 2 == 0 ? "bedford-mill-1-x" : "lyon-lathe-4-main"));
    }
    cameras.forEach(
        camera -> text.append(THIRDS.formatted(camera).indent(1).replaceAll("(?m)^ ", "")));
    return text.toString();
  }

  private static String address(URI uri) {
    String text = uri.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static void secret(DataDirectory data, String name, String value) throws IOException {
    Path keys = data.root().resolve("keys");
    Files.createDirectories(keys);
    Path file = keys.resolve(name);
    Files.writeString(file, value);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
