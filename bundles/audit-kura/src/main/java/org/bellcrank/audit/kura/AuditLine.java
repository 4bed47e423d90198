package org.bellcrank.audit.kura;

import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.Entry;

/** What an entry of the journal says in the audit log. */
final class AuditLine {

  /** What a person or another machine changes, and what the gateway changes by itself. */
  private static final Set<String> KINDS =
      Set.of(
          "documents.offered",
          "documents.activated",
          "documents.refused",
          "review.accepted",
          "review.dismissed",
          "order.moved",
          "delivery.person",
          "package.returned",
          // What was, or may have been, written to a control.
          "reject.intended",
          "reject.pulsed",
          "reject.unsure",
          "reject.stuck",
          "reject.released");

  private static final String COURIER = "courier.";
  private static final String CLOUD = "cloud ";
  private static final int LONGEST = 200;

  private AuditLine() {}

  /**
   * The line without its prefix; empty for what changes nothing, and for what came by way of the
   * cloud application, which tells it itself while it knows the connection.
   */
  static Optional<String> of(Entry entry) {
    if (!KINDS.contains(entry.kind()) && !entry.kind().startsWith(COURIER)) {
      return Optional.empty();
    }
    String who =
        entry.facts().text("who").or(() -> entry.facts().text("from")).orElse("the gateway");
    if (who.startsWith(CLOUD)) {
      return Optional.empty();
    }
    String did = entry.facts().text("did").map(word -> " " + word).orElse("");
    return Optional.of(
        "Bellcrank - %s%s %s - %s - journal %d"
            .formatted(
                entry.kind(), line(did), line(entry.subject()), line(who), entry.sequence()));
  }

  /** A name may hold what ends a line. */
  private static String line(String text) {
    String safe = text.replaceAll("[\\p{Cntrl}\u2028\u2029]", "?");
    return safe.length() > LONGEST ? safe.substring(0, LONGEST) + "…" : safe;
  }
}
