package org.bellcrank.delivery.metadata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.delivery.connector.MetadataPlace;
import org.bellcrank.document.InvalidDocumentException;

/** Shipped folders, and metadata to hold them against. */
final class Told {

  private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "camel-routes");

  private Told() {}

  static Connector shipped(String kind) throws IOException, InvalidDocumentException {
    return ConnectorFolder.read(SHIPPED.resolve(kind));
  }

  static ForeignSchema read(MetadataPlace.Kind kind, String text)
      throws UnreadableMetadataException {
    return MetadataReader.of(kind).read(text.getBytes(StandardCharsets.UTF_8));
  }

  static FactsReport compared(Connector connector, byte[] document)
      throws IOException, UnreadableMetadataException {
    MetadataPlace place = connector.facts().metadata().orElseThrow();
    return FactsComparison.of(connector, place, MetadataReader.of(place.kind()).read(document));
  }

  /** A vendor's own file beside the shared data; empty where it is not on this machine. */
  static Optional<byte[]> contract(String file) throws IOException {
    String data = System.getProperty("shared.data", "");
    Path path = Path.of(data).resolveSibling("contracts").resolve(file);
    return data.isEmpty() || !Files.isRegularFile(path)
        ? Optional.empty()
        : Optional.of(Files.readAllBytes(path));
  }
}
