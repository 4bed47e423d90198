package org.bellcrank.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.ConnectorInstances;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Endpoint;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorCheck;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.delivery.connector.TransportList;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.verb.Terminal;

/** Checks folders of site documents and of connectors, and one against the other. */
final class FolderCheck {

  private final SiteReader reader;
  private final Terminal terminal;
  private final Map<String, Connector> connectors = new LinkedHashMap<>();
  private boolean connectorsNamed;
  private boolean well = true;

  private FolderCheck(SiteReader reader, Terminal terminal) {
    this.reader = reader;
    this.terminal = terminal;
  }

  /** Prints a line for every problem and for everything that is well; tells whether all is. */
  static boolean run(List<Path> paths, SiteReader reader, Terminal terminal) {
    FolderCheck check = new FolderCheck(reader, terminal);
    List<Path> sites = new ArrayList<>();
    for (Path path : paths) {
      List<Path> folders = connectorFolders(path);
      check.connectorsNamed |= !folders.isEmpty();
      folders.forEach(check::connector);
      if (folders.isEmpty()) {
        sites.add(path);
      }
    }
    sites.forEach(check::site);
    return check.well;
  }

  private static List<Path> connectorFolders(Path path) {
    if (ConnectorFolder.isOne(path)) {
      return List.of(path);
    }
    try (Stream<Path> entries = Files.isDirectory(path) ? Files.list(path) : Stream.empty()) {
      return entries.filter(ConnectorFolder::isOne).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private void connector(Path folder) {
    try {
      Connector connector = ConnectorFolder.read(folder);
      connectors.put(connector.id(), connector);
      terminal.line(
          "%s: ok, connector %s, version %s, %d routes, edition %s"
              .formatted(
                  folder,
                  connector.id(),
                  connector.version(),
                  connector.routes().size(),
                  connector.facts().edition()));
      editions(folder, connector);
      transport(folder, connector);
    } catch (InvalidDocumentException e) {
      e.problems().forEach(problem -> broken(problem.text()));
    } catch (IOException e) {
      broken(folder + ": cannot be read: " + e);
    }
  }

  /** What does not fit another edition is wrong only for the instances that name it. */
  private void editions(Path folder, Connector connector) throws IOException {
    for (String edition : connector.facts().editions()) {
      List<Problem> unfit = ConnectorCheck.in(connector, edition);
      unfit.forEach(
          problem ->
              terminal.line("%s: edition %s: %s".formatted(folder, edition, problem.text())));
      if (unfit.isEmpty()) {
        terminal.line(
            "%s: ok, connector %s, edition %s".formatted(folder, connector.id(), edition));
      }
    }
  }

  /** The five items; one that is missing is a mistake of the folder, not of what it does. */
  private void transport(Path folder, Connector connector)
      throws IOException, InvalidDocumentException {
    TransportList list = connector.facts().transport();
    ConnectorCheck.transport(connector)
        .forEach(problem -> broken("%s (connector %s)".formatted(problem.text(), connector.id())));
    if (list.missing().isEmpty()) {
      terminal.line(
          "%s: ok, connector %s, transport: %s".formatted(folder, connector.id(), list.line()));
    }
  }

  /** The five items as they hold at each instance. */
  private void endpoints(Path folder, Site site) {
    for (ConnectorInstance each : site.connectors()) {
      Connector connector = connectors.get(each.kind());
      if (connector == null || !connector.facts().transport().missing().isEmpty()) {
        continue; // not named, or told to be broken
      }
      Endpoint endpoint = Endpoint.of(each, connector);
      endpoint
          .complaints()
          .forEach(
              words ->
                  broken("%s: transport, endpoint %s: %s".formatted(folder, each.id(), words)));
      if (endpoint.complaints().isEmpty()) {
        terminal.line(
            "%s: ok, endpoint %s, transport: %s".formatted(folder, each.id(), endpoint.line()));
      }
    }
  }

  private void site(Path folder) {
    try {
      SortedMap<String, String> files = SiteFolder.read(folder);
      if (files.isEmpty()) {
        broken(folder + ": given no documents; allowed: a folder with *.yaml, *.yml or *.json");
        return;
      }
      Site site = reader.read(files);
      List<Problem> problems = connectorsNamed ? unfitInstances(files) : List.of();
      problems.forEach(problem -> broken(in(folder, problem)));
      if (problems.isEmpty()) {
        terminal.line(ok(folder, site));
        endpoints(folder, site);
      }
    } catch (InvalidDocumentException e) {
      e.problems().forEach(problem -> broken(in(folder, problem)));
    } catch (IOException e) {
      broken(folder + ": cannot be read: " + e.getMessage());
    }
  }

  /** A line begins with the place as a shell or an editor opens it. */
  private static String in(Path folder, Problem problem) {
    return folder + folder.getFileSystem().getSeparator() + problem.text();
  }

  private static String ok(Path folder, Site site) {
    return "%s: ok, version %s, %d assets, %d points, %d limits, %d rules, %d templates, %d calendars, %d connectors"
        .formatted(
            folder,
            site.version(),
            site.assets().assets().size(),
            site.assets().points().size(),
            site.limits().all().size(),
            site.rules().rules().size(),
            site.templates().size(),
            site.calendars().size(),
            site.connectors().size());
  }

  private List<Problem> unfitInstances(Map<String, String> files) throws InvalidDocumentException {
    return ConnectorInstances.check(Sections.of(files).list("connectors"), new Given(connectors));
  }

  private void broken(String words) {
    well = false;
    terminal.line(words);
  }

  /** The connectors that were named and are well. */
  private record Given(Map<String, Connector> connectors) implements Connectors {

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
}
