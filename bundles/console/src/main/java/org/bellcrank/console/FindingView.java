package org.bellcrank.console;

import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationText;

/** Findings as pages see them. */
final class FindingView {

  private FindingView() {}

  /** One line of a list. */
  static Facts line(FindingBook.Row row) {
    Finding finding = row.finding();
    return Facts.with("sequence", row.sequence())
        .put("id", finding.id())
        .put("point", finding.point())
        .put("class", finding.defectClass())
        .put("kind", finding.kind())
        .put("confidence", finding.confidence())
        .put("value", finding.value())
        .put("capturedAt", finding.captured().at())
        .put("claimedAt", finding.captured().claimed())
        .put("decidedAt", row.decidedAt())
        .put("disposition", row.state().disposition())
        .put("reason", row.state().reason())
        .put("order", row.state().order())
        .put("asset", row.state().why().text("path"))
        .put("severity", row.state().why().text("severity"))
        .put("thumbnail", picture(finding, EvidenceItem.Role.THUMBNAIL))
        .put("annotated", picture(finding, EvidenceItem.Role.ANNOTATED))
        .put("original", picture(finding, EvidenceItem.Role.ORIGINAL))
        .build();
  }

  /**
   * All of it, with the why-card.
   *
   * @param stretches what was measured around it, see {@link StretchView}
   */
  static Facts full(FindingBook.Row row, List<Facts> stretches) {
    return stretches.isEmpty()
        ? full(row)
        : full(row).toBuilder().put("stretches", stretches).build();
  }

  /** All of it, with the why-card. */
  static Facts full(FindingBook.Row row) {
    return line(row).toBuilder()
        .put("box", row.finding().box().map(ObservationText::facts))
        .put("observation", row.finding().observation())
        .put("until", row.state().until())
        .put("why", row.state().why())
        .build();
  }

  private static Optional<String> picture(Finding finding, EvidenceItem.Role role) {
    return finding.evidence().stream()
        .filter(item -> item.role() == role)
        .map(item -> item.reference().sha256())
        .findFirst();
  }
}
