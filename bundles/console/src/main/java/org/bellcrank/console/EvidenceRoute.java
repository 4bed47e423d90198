package org.bellcrank.console;

import java.util.Optional;
import org.bellcrank.evidence.EvidenceBook;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;

/** Evidence by content hash. */
final class EvidenceRoute {

  private EvidenceRoute() {}

  static Route of(Store store, EvidenceStore evidence) {
    return Path.get(
        "/api/evidence/{sha256}",
        request -> {
          String hash = request.path().get("sha256");
          if (!hash.matches("[0-9a-f]{64}")) {
            return new Answer.Refused("given '" + hash + "'; allowed: 64 hexadecimal digits");
          }
          return show(store, evidence, hash);
        });
  }

  /** The evidence itself, why it went, or that it is not known. */
  static Answer show(Store store, EvidenceStore evidence, String hash) {
    Optional<EvidenceReference> reference =
        store.read(unit -> unit.port(EvidenceBook.class).find(hash));
    return reference
        .flatMap(
            known ->
                evidence
                    .read(hash)
                    .<Answer>map(bytes -> new Answer.Content(known.mediaType(), bytes)))
        .or(() -> removed(store, hash))
        .orElseGet(() -> new Answer.NotFound("evidence " + hash));
  }

  private static Optional<Answer> removed(Store store, String hash) {
    return store
        .read(unit -> unit.port(EvidenceBook.class).removed(hash))
        .map(
            removed -> new Answer.Gone("removed on %s: %s".formatted(removed.at(), removed.why())));
  }
}
