package org.bellcrank.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Store;
import org.bellcrank.site.DocumentVersions;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteFolder;
import org.bellcrank.site.SiteReader;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The word {@code replay}: what a rule would have done, before it goes live. */
@Component(service = Verb.class)
public final class ReplayVerb implements Verb {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int VERSIONS = 1000;

  private final ExpressionLanguage language;
  private final CountDownLatch opened = new CountDownLatch(1);
  private volatile Store store;

  /** Reads documents with a language. */
  @Activate
  public ReplayVerb(@Reference ExpressionLanguage language) {
    this.language = language;
  }

  /** The store may open later than this word is offered. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  public void setStore(Store there) {
    store = there;
    opened.countDown();
  }

  /** Nothing is read any more from a store that closes. */
  public void unsetStore(Store closing) {
    if (store == closing) {
      store = null;
    }
  }

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String summary() {
    return "decides a recorded shift again, with other rules too, and tells what differs";
  }

  @Override
  public String help() {
    return ReplayLine.HELP;
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    try {
      ReplayLine.of(arguments);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws InterruptedException {
    Optional<String> complaint = complaint(arguments);
    if (complaint.isPresent()) {
      terminal.error(complaint.get());
      return 2;
    }
    opened.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Store source = store;
    if (source == null) {
      terminal.error(
          "replay: the store did not open; --data names the data directory of a gateway that does"
              + " not run, or a copy of one");
      return 3;
    }
    return replay(ReplayLine.of(arguments), source, terminal);
  }

  private int replay(ReplayLine line, Store source, Terminal terminal) throws InterruptedException {
    SiteReader reader = new SiteReader(language);
    try {
      Optional<Site> with = with(line, source, reader);
      Report report = report(line, source, reader, with, terminal);
      report.lines().forEach(terminal::line);
      if (line.report().isPresent()) {
        Files.writeString(line.report().get(), report.json() + "\n");
        terminal.line("report in " + line.report().get());
      }
      return report.unlike() == 0 ? 0 : 1;
    } catch (InvalidDocumentException e) {
      e.problems().forEach(problem -> terminal.error(problem.text()));
      terminal.error("replay: the documents of --with do not fit; nothing was replayed");
      return 1;
    } catch (ReplayException e) {
      terminal.error("replay: " + e.getMessage());
      return 1;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      terminal.error("replay: " + e.getMessage());
      return 2;
    }
  }

  private static Report report(
      ReplayLine line, Store source, SiteReader reader, Optional<Site> with, Terminal terminal)
      throws IOException, ReplayException, InterruptedException {
    Replay.Progress progress =
        (moment, observations) ->
            terminal.progress("%s: %,d observations".formatted(moment, observations));
    if (line.history().isEmpty()) {
      Recording recording = new StoreRecording(source);
      return Replay.run(recording, new Versions(recording, reader), line.request(with), progress);
    }
    try (HistoryRecording recording = new HistoryRecording(line.history().get())) {
      return Replay.run(recording, new Versions(recording, reader), line.request(with), progress);
    }
  }

  private static Optional<Site> with(ReplayLine line, Store source, SiteReader reader)
      throws IOException, InvalidDocumentException {
    if (line.with().isEmpty()) {
      return Optional.empty();
    }
    String given = line.with().get();
    Map<String, String> files =
        Files.isDirectory(Path.of(given)) ? SiteFolder.read(Path.of(given)) : kept(given, source);
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "given --with %s, a folder without documents; allowed: a folder with .yaml or .json files"
              .formatted(given));
    }
    return Optional.of(reader.read(files));
  }

  private static Map<String, String> kept(String given, Store source) {
    List<DocumentVersions.Version> all =
        source.read(unit -> unit.port(DocumentVersions.class).newest(VERSIONS));
    List<DocumentVersions.Version> found =
        given.equals("in-force")
            ? all.stream().limit(1).toList()
            : all.stream().filter(version -> version.id().startsWith(given)).toList();
    if (found.stream().map(DocumentVersions.Version::id).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "given --with %s, neither a folder nor one version; allowed: a folder of site documents, or an id that 'site versions' prints"
              .formatted(given));
    }
    return found.get(0).files();
  }
}
