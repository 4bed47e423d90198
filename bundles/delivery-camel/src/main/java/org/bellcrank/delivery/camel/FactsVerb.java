package org.bellcrank.delivery.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.SqlCaller;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.delivery.connector.MetadataPlace;
import org.bellcrank.delivery.metadata.FactsComparison;
import org.bellcrank.delivery.metadata.FactsReport;
import org.bellcrank.delivery.metadata.ForeignField;
import org.bellcrank.delivery.metadata.MetadataReader;
import org.bellcrank.delivery.metadata.UnreadableMetadataException;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.keys.KeyCabinet;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The word {@code facts}: what a system says about its fields, held against a folder's facts. */
@Component(service = Verb.class)
public final class FactsVerb implements Verb {

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile SqlCaller databases;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile KeyCabinet cabinet;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile DataDirectory data;

  /** What it needs comes by itself. */
  public FactsVerb() {
    this(null);
  }

  /**
   * Without a framework.
   *
   * @param databases what reaches them; null for nothing
   */
  public FactsVerb(SqlCaller databases) {
    this.databases = databases;
  }

  @Override
  public String name() {
    return "facts";
  }

  @Override
  public String summary() {
    return "what a CMMS itself says about its fields, held against a connector's facts";
  }

  @Override
  public String help() {
    return FactsOptions.HELP;
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    try {
      FactsOptions.of(arguments);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    FactsOptions options;
    Connector connector;
    MetadataPlace place;
    try {
      options = FactsOptions.of(arguments);
      connector = ConnectorFolder.read(options.folder());
      place = place(connector);
    } catch (InvalidDocumentException broken) {
      broken.problems().forEach(problem -> terminal.error(problem.text()));
      return 2;
    } catch (IOException | IllegalArgumentException e) {
      terminal.error(e.getMessage());
      return 2;
    }
    return compared(options, connector, place, terminal);
  }

  private static MetadataPlace place(Connector connector) {
    return connector
        .facts()
        .metadata()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: given no metadata; allowed: metadata with kind and entity, see integrator.md"
                        .formatted(connector.folder().resolve("facts.yaml"))));
  }

  private int compared(
      FactsOptions options, Connector connector, MetadataPlace place, Terminal terminal) {
    try {
      byte[] document =
          options.against().isPresent()
              ? file(options.against().get())
              : fetched(options, connector, place);
      FactsReport report =
          FactsComparison.of(connector, place, MetadataReader.of(place.kind()).read(document));
      tell(report, options, connector, terminal);
      return report.differences().isEmpty() ? 0 : 1;
    } catch (UnreadableMetadataException | LiveMetadata.UnavailableException none) {
      terminal.error("facts: " + none.getMessage());
      return 3;
    } catch (InvalidDocumentException broken) {
      broken.problems().forEach(problem -> terminal.error(problem.text()));
      return 2;
    } catch (IllegalArgumentException wrong) {
      terminal.error("facts: " + wrong.getMessage());
      return 2;
    } catch (IOException unreadable) {
      terminal.error("facts: cannot be read: " + unreadable);
      return 3;
    }
  }

  private static byte[] file(Path file) throws IOException, LiveMetadata.UnavailableException {
    if (!Files.isRegularFile(file)) {
      throw new LiveMetadata.UnavailableException(
          "given %s; allowed: a file that is there".formatted(file));
    }
    if (Files.size(file) > MetadataReader.MOST) {
      throw new LiveMetadata.UnavailableException(
          "given %s with %d bytes; allowed %d MiB"
              .formatted(file, Files.size(file), MetadataReader.MOST >> 20));
    }
    return Files.readAllBytes(file);
  }

  private byte[] fetched(FactsOptions options, Connector connector, MetadataPlace place)
      throws IOException, InvalidDocumentException, LiveMetadata.UnavailableException {
    ConnectorInstance instance =
        SiteInstances.find(options.site().orElseThrow(), connector.id(), options.instance());
    DataDirectory own = data;
    Path keys =
        options
            .keys()
            .orElseGet(() -> own == null ? Path.of("keys") : own.root().resolve("keys"))
            .toAbsolutePath()
            .normalize();
    return new LiveMetadata(keys, () -> Optional.ofNullable(databases), () -> cabinet)
        .fetch(connector, place, instance);
  }

  private static void tell(
      FactsReport report, FactsOptions options, Connector connector, Terminal terminal) {
    for (FactsReport.Difference difference : report.differences()) {
      terminal.line(difference.text());
      difference.consequences().forEach(line -> terminal.line("  " + line));
    }
    if (options.all()) {
      for (ForeignField field : report.unknown()) {
        terminal.line("not in the facts: /%s %s".formatted(field.name(), field.words()));
      }
    }
    terminal.line(
        "%s: %d fields compared, %d differ, %d there that the facts do not name"
            .formatted(
                connector.id(),
                report.compared(),
                report.differences().size(),
                report.unknown().size()));
  }
}
