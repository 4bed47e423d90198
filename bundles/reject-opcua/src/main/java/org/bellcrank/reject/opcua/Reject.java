package org.bellcrank.reject.opcua;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Canary;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;

/**
 * A finding that was decided and may be a reason to reject the part.
 *
 * @param sequence of the journal's entry that told it
 * @param decidedAt by the gateway's clock
 * @param observation the picture or reading that it was seen in
 * @param seenAt when, by the source's clock or the gateway's
 * @param timeKnown false where the source told a time that cannot be
 * @param words its asset, point, class, rule and severity; what is not known is missing
 */
record Reject(
    long sequence,
    Instant decidedAt,
    String finding,
    String observation,
    Instant seenAt,
    boolean timeKnown,
    Map<String, String> words) {

  /** What becomes of a real defect; what is silenced, dismissed or a test rejects nothing. */
  private static final Set<Disposition> REAL =
      Set.of(Disposition.RAISED, Disposition.MERGED, Disposition.LOGGED);

  Reject {
    words = Map.copyOf(words);
  }

  /** Whether an entry tells of a finding that could be one. */
  static boolean is(Entry entry) {
    return !entry.subject().startsWith(Canary.PREFIX)
        && entry
            .facts()
            .text("to")
            .filter(to -> REAL.stream().anyMatch(each -> each.name().equals(to)))
            .isPresent();
  }

  static Reject of(Entry entry, Finding finding) {
    Facts why = entry.facts().facts("why").orElse(Facts.empty());
    Map<String, String> words = new HashMap<>();
    words.put("point", finding.point());
    words.put("class", finding.defectClass());
    put(words, "asset", why.text("asset"));
    put(words, "rule", why.text("rule"));
    put(words, "severity", why.text("severity"));
    return new Reject(
        entry.sequence(),
        entry.at(),
        finding.id(),
        finding.observation(),
        finding.captured().at(),
        finding.captured().claimed().isEmpty(),
        words);
  }

  private static void put(Map<String, String> words, String name, Optional<String> text) {
    text.ifPresent(there -> words.put(name, there));
  }
}
