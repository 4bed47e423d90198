package org.bellcrank.itests.chaos.days;

import java.time.Duration;
import java.util.Optional;
import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Facts;

/**
 * What came of the days, as facts.
 *
 * @param seen what gateways said on their way
 * @param verdict what was found wrong
 */
record DaysReport(DaysOptions options, Month month, Seen seen, Verdict verdict) {

  /**
   * All of it.
   *
   * @param audit empty where it did not come to one
   * @param book what the CMMS counted
   */
  Facts of(Optional<DaysAudit> audit, Facts book, Duration took) {
    Facts.Builder report =
        Facts.with("name", "days")
            .put("seed", options.seed())
            .put("seconds", took.toSeconds())
            .put("cores", Runtime.getRuntime().availableProcessors())
            .put("jdk", System.getProperty("java.vm.version"))
            .put("days", options.days());
    audit.ifPresent(
        found ->
            report
                .put("counts", counts(found, book))
                .put("warnings", found.warnings())
                .put("removed", found.removed()));
    return report
        .put("storage", seen.storage(month))
        .put("drained", seen.drained(options.orders()))
        .put("book", book)
        .put("lost", verdict.lost())
        .put("doubled", verdict.doubled())
        .put("otherwiseWrong", verdict.wrong())
        .put("complaints", verdict.complaints())
        .build();
  }

  private Facts counts(DaysAudit audit, Facts book) {
    return Facts.with("observations", month.length())
        .put("findings", month.findings())
        .put("orders", audit.orderCount())
        .put("joined", month.joins())
        .put("tooFaint", month.faint())
        .put("pictures", audit.pictures())
        .put("calls", audit.calls())
        .put("callsCutShort", audit.cutShort())
        .put("faultsOfTheDoubles", book.whole("doneAndNotAnswered").orElse(0))
        .put("journalEntries", audit.entries())
        .put("daysKills", seen.kills)
        .put("refusals", seen.refusals)
        .put("refusedTries", seen.tries)
        .put("heldBackMost", seen.heldBack)
        .put("timesOfMoreRoom", seen.raised)
        .build();
  }
}
