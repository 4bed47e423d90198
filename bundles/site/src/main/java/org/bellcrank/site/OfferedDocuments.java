package org.bellcrank.site;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Mark;
import org.bellcrank.document.Problem;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes documents by way of {@link SiteDocuments}, and keeps in the journal who brought them. */
@Component
public final class OfferedDocuments implements DocumentDesk {

  private static final String OFFERED = "documents.offered";

  /** Offers and versions that are looked through. */
  private static final int MOST = 1000;

  private final SiteDocuments documents;
  private final Store store;
  private final Clock clock;
  private final KeptDocuments kept;

  /** Offers to one gateway. */
  @Activate
  public OfferedDocuments(
      @Reference SiteDocuments documents,
      @Reference Store store,
      @Reference DataDirectory data,
      @Reference Clock clock) {
    kept = new KeptDocuments(data.documents().resolve(".kept"));
    this.documents = documents;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public String check(Map<String, String> files) throws InvalidDocumentException {
    List<Problem> problems = new ArrayList<>();
    if (files.isEmpty()) {
      problems.add(problem("site documents", "nothing", "at least one document"));
    }
    for (String name : files.keySet()) {
      if (!SiteFolder.isDocument(name)) {
        problems.add(problem(name, "'" + name + "'", SiteFolder.NAMES));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return documents.read(files).version();
  }

  private static Problem problem(String where, String given, String allowed) {
    return new Problem(new Mark(where, 1, 1), "", given, allowed, "");
  }

  @Override
  public String keep(Map<String, String> files) throws InvalidDocumentException, IOException {
    String version = check(files);
    kept.keep(version, files);
    return version;
  }

  @Override
  public Map<String, Map<String, String>> kept() {
    return kept.all();
  }

  @Override
  public String activate(Map<String, String> files, String from)
      throws InvalidDocumentException, IOException {
    String version;
    try {
      version = check(files);
    } catch (InvalidDocumentException e) {
      documents.refused(from, e);
      throw e;
    }
    return bring(new DocumentVersions.Version(version, clock.instant(), files), from);
  }

  @Override
  public String returnTo(String version, String from)
      throws UnknownVersionException, InvalidDocumentException, IOException {
    if (inForce().equals(version)) {
      return version;
    }
    Optional<DocumentVersions.Version> known =
        versions(MOST).stream()
            .filter(each -> each.id().equals(version))
            .findFirst()
            .or(() -> keptVersion(version));
    if (known.isEmpty()) {
      throw new UnknownVersionException(
          "version: given '%s'; allowed: %s; nothing was changed"
              .formatted(version, String.join(", ", ids())));
    }
    return bring(known.get(), from);
  }

  @Override
  public String rollBack(String from)
      throws UnknownVersionException, InvalidDocumentException, IOException {
    String now = inForce();
    Optional<DocumentVersions.Version> before =
        versions(MOST).stream().filter(each -> !each.id().equals(now)).findFirst();
    if (before.isEmpty()) {
      throw new UnknownVersionException(
          "roll-back: %s is in force, and there was no other before it; nothing was changed"
              .formatted(now.isEmpty() ? "nothing" : now));
    }
    return bring(before.get(), from);
  }

  private String bring(DocumentVersions.Version version, String from)
      throws InvalidDocumentException, IOException {
    store.commit(
        unit -> {
          unit.append(clock.instant(), OFFERED, version.id(), Facts.with("from", from).build());
          return null;
        });
    documents.returnTo(version);
    return documents.site().map(Site::version).orElseThrow();
  }

  private Optional<DocumentVersions.Version> keptVersion(String version) {
    return Optional.ofNullable(kept().get(version))
        .map(files -> new DocumentVersions.Version(version, clock.instant(), files));
  }

  private String inForce() {
    return documents.site().map(Site::version).orElse("");
  }

  private List<String> ids() {
    Stream<String> before = versions(20).stream().map(DocumentVersions.Version::id);
    return Stream.concat(before, kept().keySet().stream()).distinct().toList();
  }

  @Override
  public List<DocumentVersions.Version> versions(int limit) {
    return store.read(unit -> unit.port(DocumentVersions.class).newest(limit));
  }

  @Override
  public Optional<String> lastFrom(String from) {
    return store.read(unit -> unit.port(Journal.class).newest(OFFERED, MOST)).stream()
        .filter(entry -> entry.facts().text("from").filter(from::equals).isPresent())
        .map(org.bellcrank.journal.Entry::subject)
        .findFirst();
  }
}
