package org.bellcrank.fleet.kura;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.journal.Facts;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.DocumentArchive;
import org.bellcrank.site.DocumentDesk;
import org.bellcrank.site.DocumentVersions;
import org.bellcrank.site.Site;
import org.bellcrank.site.UnknownVersionException;

/** The site documents: told, checked, brought into force, taken back. */
final class Documents {

  private static final int VERSIONS = 50;

  /** Versions in which one is looked for. */
  private static final int MOST = 1000;

  private final DocumentDesk desk;
  private final ActiveSite active;

  Documents(DocumentDesk desk, ActiveSite active) {
    this.desk = desk;
    this.active = active;
  }

  String version() {
    return active.site().map(Site::version).orElse("");
  }

  /** What was in force, newest first, after what only waits for its activation. */
  Reply list() {
    List<DocumentVersions.Version> before = desk.versions(VERSIONS);
    Set<String> known =
        before.stream().map(DocumentVersions.Version::id).collect(Collectors.toSet());
    Stream<Facts> kept =
        desk.kept().keySet().stream()
            .filter(id -> !known.contains(id))
            .map(id -> Facts.with("id", id).build());
    Stream<Facts> activated =
        before.stream()
            .map(each -> Facts.with("id", each.id()).put("activatedAt", each.at()).build());
    return Reply.json(
        Facts.with("active", version())
            .put("versions", Stream.concat(kept, activated).toList())
            .put("refusals", active.refusals())
            .build());
  }

  Reply archive(String id) throws RefusedRequestException {
    return Reply.content("application/zip", DocumentArchive.pack(files(id)));
  }

  /** The texts of a version that was in force or is kept. */
  Map<String, String> files(String id) throws RefusedRequestException {
    Optional<Map<String, String>> found =
        desk.versions(MOST).stream()
            .filter(each -> each.id().equals(id))
            .map(DocumentVersions.Version::files)
            .findFirst()
            .or(() -> Optional.ofNullable(desk.kept().get(id)));
    if (found.isEmpty()) {
      throw RefusedRequestException.missing(
          "documents: given version '%s'; allowed: the ids of GET documents".formatted(id));
    }
    return found.get();
  }

  Reply check(Call call) throws InvalidDocumentException {
    return version(desk.check(files(call)), "checked");
  }

  Reply put(Call call) throws RefusedRequestException, InvalidDocumentException, IOException {
    Map<String, String> files = files(call);
    return call.truth("dry.run")
        ? version(desk.check(files), "checked")
        : version(desk.keep(files), "kept");
  }

  Reply activate(Call call)
      throws RefusedRequestException,
          UnknownVersionException,
          InvalidDocumentException,
          IOException {
    String wanted = call.require("version", "the ids of GET documents");
    String before = version();
    return moved(desk.returnTo(wanted, call.who()), before);
  }

  /** Told twice with the same {@code from}, it goes back once. */
  Reply rollBack(Call call) throws RefusedRequestException, InvalidDocumentException, IOException {
    String before = version();
    if (call.metric("from").filter(from -> !from.equals(before)).isPresent()) {
      return moved(before, before);
    }
    try {
      return moved(desk.rollBack(call.who()), before);
    } catch (UnknownVersionException e) {
      throw RefusedRequestException.bad(e.getMessage());
    }
  }

  private static Reply moved(String active, String before) {
    return Reply.json(Facts.with("active", active).put("before", before).build());
  }

  private static Map<String, String> files(Call call) throws InvalidDocumentException {
    return DocumentArchive.unpack(call.body());
  }

  private static Reply version(String version, String state) {
    return Reply.json(Facts.with("version", version).put("state", state).build());
  }
}
