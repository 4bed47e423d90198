package org.bellcrank.itests.chaos.halts;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.itests.chaos.ChaosSite;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteReader;

/**
 * Site documents and connectors, read once for many gateways; the maintenance systems' addresses
 * are put in at each start.
 */
final class Layout implements Connectors {

  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  private static final String CONNECTORS = "connectors";

  private final Path folder;
  private final Site site;
  private final Map<String, Connector> connectors = new TreeMap<>();

  /**
   * Writes the documents and reads them.
   *
   * @param home the checkout, for its connectors
   * @param folder of this run
   */
  static Layout write(Path home, Path folder) throws IOException {
    ChaosSite.write(folder, NOWHERE, NOWHERE, Story.POINTS);
    Confirmed.site(folder.resolve("documents"));
    Plant.copyConnectors(home, folder.resolve(CONNECTORS));
    Confirmed.connector(folder.resolve(CONNECTORS));
    return new Layout(folder);
  }

  /** Reads what was written. */
  Layout(Path folder) throws IOException {
    this.folder = folder;
    try {
      site = new SiteReader(new ExpressionLanguage()).read(texts(folder.resolve("documents")));
      for (ConnectorInstance instance : site.connectors()) {
        Path of = folder.resolve(CONNECTORS).resolve(instance.kind());
        connectors.put(instance.kind(), ConnectorFolder.read(of));
      }
    } catch (InvalidDocumentException e) {
      throw new IllegalStateException("the documents of the halts are wrong: " + e.problems(), e);
    }
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  /** Where it is written. */
  Path folder() {
    return folder;
  }

  Site site() {
    return site;
  }

  /** The instances at these addresses, by kind. */
  List<ConnectorInstance> instances(Map<String, URI> addresses) {
    return site.connectors().stream()
        .map(
            each ->
                new ConnectorInstance(
                        each.id(),
                        each.kind(),
                        each.title(),
                        each.site(),
                        addresses.get(each.kind()),
                        each.credential(),
                        each.context(),
                        each.concurrency(),
                        each.requestsPerMinute(),
                        Optional.empty())
                    .over(each.transport()))
        .toList();
  }

  @Override
  public Optional<Connector> find(String kind) {
    return Optional.ofNullable(connectors.get(kind));
  }

  @Override
  public List<Loaded> all() {
    return connectors.values().stream()
        .map(each -> new Loaded(each.id(), each.title(), each.version(), List.of()))
        .toList();
  }
}
