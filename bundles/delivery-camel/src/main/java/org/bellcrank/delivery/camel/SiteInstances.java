package org.bellcrank.delivery.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.ConnectorInstances;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;

/** The connector instances of a folder of site documents, without a gateway. */
final class SiteInstances {

  private static final String DOCUMENT = "[^.].*\\.(yaml|yml|json)";

  private SiteInstances() {}

  /**
   * One instance of a kind.
   *
   * @param id which one; empty where there is but one
   * @throws InvalidDocumentException when the documents are broken
   * @throws IllegalArgumentException when there is no such instance, or several could be meant
   */
  static ConnectorInstance find(Path site, String kind, Optional<String> id)
      throws IOException, InvalidDocumentException {
    List<ConnectorInstance> all =
        read(site).stream().filter(instance -> instance.kind().equals(kind)).toList();
    List<ConnectorInstance> meant =
        all.stream().filter(each -> id.isEmpty() || each.id().equals(id.get())).toList();
    if (meant.size() != 1) {
      List<String> ids = all.stream().map(ConnectorInstance::id).toList();
      throw new IllegalArgumentException(
          "given %s; allowed: --instance with one of kind %s in %s: %s"
              .formatted(id.orElse("no instance"), kind, site, ids));
    }
    return meant.get(0);
  }

  private static List<ConnectorInstance> read(Path site)
      throws IOException, InvalidDocumentException {
    if (!Files.isDirectory(site)) {
      throw new IllegalArgumentException(
          "given --site %s; allowed: a folder of site documents".formatted(site));
    }
    List<MapNode> nodes = new ArrayList<>();
    try (Stream<Path> files = Files.list(site)) {
      for (Path file : files.filter(SiteInstances::isDocument).sorted().toList()) {
        MapNode document = Documents.read(file).asMap();
        if (document.has("connectors")) {
          ConnectorInstances.schema().check(document.get("connectors"));
          nodes.addAll(document.maps("connectors"));
        }
      }
    }
    // Times of maintenance are read, but who asks by hand does so at any time.
    return ConnectorInstances.read(nodes, any -> Optional.of(ZoneOffset.UTC));
  }

  private static boolean isDocument(Path file) {
    return Files.isRegularFile(file) && file.getFileName().toString().matches(DOCUMENT);
  }
}
