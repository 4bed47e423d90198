package org.bellcrank.console;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.DocumentVersions;
import org.bellcrank.site.DocumentVersions.Version;
import org.bellcrank.site.Site;
import org.bellcrank.site.TextDifference;
import org.bellcrank.site.UnknownVersionException;
import org.bellcrank.vision.Detector;
import org.bellcrank.vision.ModelCard;

/** Versions of the site documents: which, since when, who brought them, what differs; the model. */
final class VersionRoutes {

  private static final int MOST = 200;
  private static final int LINES = 400;

  private final Store store;
  private final ActiveSite documents;
  private final Desks desks;

  VersionRoutes(Store store, ActiveSite documents, Desks desks) {
    this.store = store;
    this.documents = documents;
    this.desks = desks;
  }

  List<Route> all() {
    return List.of(
        Path.get("/api/versions", request -> new Answer.Json(list(request.limit(50, MOST)))),
        Path.get("/api/versions/{id}", this::changes),
        Decision.route("/api/versions/{id}/activate", this::activate),
        Path.get("/api/models", request -> new Answer.Json(models())));
  }

  private Facts list(int limit) {
    List<Version> versions = versions(limit);
    Map<String, List<Entry>> offers = new HashMap<>();
    newest("documents.offered")
        .forEach(each -> offers.computeIfAbsent(each.subject(), id -> new ArrayList<>()).add(each));
    List<Facts> lines = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      Version each = versions.get(i);
      lines.add(
          Facts.with("id", each.id())
              .put("at", each.at())
              .put("files", each.files().keySet().stream().sorted().toList())
              .put("inForce", i == 0)
              .put("from", from(offers.getOrDefault(each.id(), List.of()), each))
              .put("before", i + 1 < versions.size() ? versions.get(i + 1).id() : null)
              .build());
    }
    return Facts.with("versions", lines)
        .put("inForce", documents.site().map(Site::version))
        .put("kept", kept(versions))
        .put("refusals", documents.refusals())
        .put("refused", newest("documents.refused").stream().limit(10).map(this::refused).toList())
        .build();
  }

  /** What is checked, kept aside and not among those that were in force. */
  private List<Facts> kept(List<Version> versions) {
    return keptAside().entrySet().stream()
        .filter(each -> versions.stream().noneMatch(known -> known.id().equals(each.getKey())))
        .map(
            each ->
                Facts.with("id", each.getKey())
                    .put("files", each.getValue().keySet().stream().sorted().toList())
                    .build())
        .toList();
  }

  /** Who brought it: the last offer at or before the moment when it came into force. */
  private static String from(List<Entry> offers, Version version) {
    return offers.stream()
        .filter(each -> !each.at().isAfter(version.at()))
        .filter(each -> each.at().plusSeconds(60).isAfter(version.at()))
        .findFirst()
        .flatMap(each -> each.facts().text("from"))
        .orElse("the documents folder");
  }

  private Facts refused(Entry entry) {
    return Facts.with("at", entry.at())
        .put("where", entry.facts().text("where"))
        .put("problems", entry.facts().textList("problems"))
        .build();
  }

  /** What a version changed against the one before it, or {@code with} another. */
  private Answer changes(Request request) {
    String id = request.path().get("id");
    List<Version> all = versions(MOST);
    Optional<Version> to =
        all.stream().filter(each -> each.id().equals(id)).findFirst().or(() -> kept(id));
    if (to.isEmpty()) {
      return new Answer.NotFound("version " + id);
    }
    int at = all.indexOf(to.get()); // -1 for one that was never in force: against what is
    Optional<Version> from =
        request
            .query("with")
            .map(with -> all.stream().filter(each -> each.id().equals(with)).findFirst())
            .orElseGet(() -> at + 1 < all.size() ? Optional.of(all.get(at + 1)) : Optional.empty());
    Map<String, String> before = from.map(Version::files).orElse(Map.of());
    List<Facts> files =
        TextDifference.files(before, to.get().files()).entrySet().stream()
            .map(
                each ->
                    Facts.with("file", each.getKey())
                        .put("lines", each.getValue().stream().limit(LINES).toList())
                        .put("cut", each.getValue().size() > LINES)
                        .build())
            .toList();
    return new Answer.Json(
        Facts.with("id", id)
            .put("with", from.map(Version::id))
            .put("inForce", documents.site().map(Site::version))
            .put("files", files)
            .build());
  }

  /** One that was checked and is kept aside. */
  private Optional<Version> kept(String id) {
    return Optional.ofNullable(keptAside().get(id))
        .map(files -> new Version(id, Instant.EPOCH, files));
  }

  private Map<String, Map<String, String>> keptAside() {
    return desks.hasDocuments() ? desks.documents().kept() : Map.of();
  }

  private synchronized Facts activate(Decision decision) {
    requireSeen(decision);
    String from = "console, " + decision.statement().who() + ": " + decision.statement().why();
    try {
      return Facts.with("inForce", desks.documents().returnTo(decision.id(), from)).build();
    } catch (UnknownVersionException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (InvalidDocumentException e) {
      throw new IllegalStateException(
          String.join("\n", e.problems().stream().map(Problem::text).toList()), e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the documents folder cannot be written: " + e.getMessage() + "; nothing was changed", e);
    }
  }

  /** One that was made of older documents would undo newer ones, and nobody would have seen it. */
  private void requireSeen(Decision decision) {
    Optional<String> with = decision.text("with");
    Optional<String> now = documents.site().map(Site::version);
    boolean aside = keptAside().containsKey(decision.id());
    if (with.isEmpty()
        && aside
        && now.isPresent()
        && versions(MOST).stream().noneMatch(each -> each.id().equals(decision.id()))) {
      throw new IllegalArgumentException(
          "given with nothing; allowed: the version in force that %s was compared with"
              .formatted(decision.id()));
    }
    if (with.isPresent() && !with.equals(now) && !now.equals(Optional.of(decision.id()))) {
      throw new IllegalStateException(
          ("%s was compared with %s, and %s is in force now; nothing was changed:"
                  + " look at what differs from it and decide again")
              .formatted(decision.id(), with.get(), now.orElse("nothing")));
    }
  }

  private List<Version> versions(int limit) {
    return store.read(unit -> unit.port(DocumentVersions.class).newest(limit));
  }

  private List<Entry> newest(String kind) {
    return store.read(unit -> unit.port(Journal.class).newest(kind, MOST));
  }

  private Facts models() {
    return Facts.with("models", desks.models().stream().map(VersionRoutes::model).toList()).build();
  }

  private static Facts model(Detector detector) {
    ModelCard card = detector.card();
    return Facts.with("name", card.name())
        .put("version", card.version())
        .put("sha256", card.sha256())
        .put("provider", detector.provider())
        .put("reason", detector.reason())
        .put("classes", card.classes())
        .put("thresholds", Facts.of(card.thresholds()))
        .put("layout", card.layout())
        .put("width", card.input().width())
        .put("height", card.input().height())
        .build();
  }
}
