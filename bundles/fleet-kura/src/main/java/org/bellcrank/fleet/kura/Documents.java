package org.bellcrank.fleet.kura;

import java.io.IOException;
import java.util.List;
import java.util.Map;
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

  Reply list() {
    List<Facts> versions =
        desk.versions(VERSIONS).stream()
            .map(each -> Facts.with("id", each.id()).put("activatedAt", each.at()).build())
            .toList();
    return Reply.json(
        Facts.with("active", version())
            .put("versions", versions)
            .put("refusals", active.refusals())
            .build());
  }

  Reply archive(String id) throws RefusedRequestException {
    DocumentVersions.Version found =
        desk.versions(MOST).stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    RefusedRequestException.missing(
                        "documents: given version '%s'; allowed: the ids of GET documents"
                            .formatted(id)));
    return Reply.content("application/zip", DocumentArchive.pack(found.files()));
  }

  Reply check(Call call) throws InvalidDocumentException {
    return version(desk.check(files(call)), "checked");
  }

  Reply put(Call call) throws RefusedRequestException, InvalidDocumentException, IOException {
    Map<String, String> files = files(call);
    return call.truth("dry.run")
        ? version(desk.check(files), "checked")
        : version(desk.activate(files, call.who()), "active");
  }

  Reply activate(Call call)
      throws RefusedRequestException,
          UnknownVersionException,
          InvalidDocumentException,
          IOException {
    String wanted = call.require("version", "the ids of GET documents");
    return version(desk.returnTo(wanted, call.who()), "active");
  }

  Reply rollBack(Call call) throws UnknownVersionException, InvalidDocumentException, IOException {
    return version(desk.rollBack(call.who()), "active");
  }

  private static Map<String, String> files(Call call) throws InvalidDocumentException {
    return DocumentArchive.unpack(call.body());
  }

  private static Reply version(String version, String state) {
    return Reply.json(Facts.with("version", version).put("state", state).build());
  }
}
