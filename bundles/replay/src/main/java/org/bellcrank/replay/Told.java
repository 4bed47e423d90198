package org.bellcrank.replay;

import java.time.Instant;
import java.util.Optional;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Disposition;

/**
 * How a finding got into a state, as the journal tells it and as a replay does.
 *
 * @param finding its id
 * @param at when it was decided, by the gateway's clock
 * @param from the state before; empty for the first one
 * @param to the state
 * @param reason one line for a person
 * @param order the order it made or joined
 * @param until when a held finding is decided at the latest
 * @param why the why-card
 */
record Told(
    String finding,
    Instant at,
    Optional<Disposition> from,
    Disposition to,
    String reason,
    Optional<String> order,
    Optional<Instant> until,
    Facts why) {

  private static final String KIND = "finding.disposed";

  static boolean is(Entry entry) {
    return entry.kind().equals(KIND);
  }

  /** Whether it is the first state of a finding. */
  static boolean isFirst(Entry entry) {
    return is(entry) && !entry.facts().has("from");
  }

  static Told of(Entry entry) {
    Facts facts = entry.facts();
    return new Told(
        entry.subject(),
        entry.at(),
        facts.text("from").map(Disposition::valueOf),
        Disposition.valueOf(facts.requireText("to")),
        facts.text("reason").orElse(""),
        facts.text("order"),
        facts.instant("until"),
        facts.facts("why").orElse(Facts.empty()));
  }

  /** The id of the observation that a finding is of. */
  static String observation(Entry entry) {
    return observation(entry.subject());
  }

  static String observation(String finding) {
    int mark = finding.lastIndexOf('#');
    return mark < 0 ? finding : finding.substring(0, mark);
  }

  /** The version of the documents it was decided with. */
  Optional<String> documents() {
    return why.text("documents");
  }

  /** Whether both say the same, why-cards included; the moment aside. */
  boolean same(Told other) {
    return to == other.to
        && from.equals(other.from)
        && reason.equals(other.reason)
        && order.equals(other.order)
        && until.equals(other.until)
        && (why.equals(other.why) || why.canonical().equals(other.why.canonical()));
  }

  /** For the report. */
  Facts facts() {
    return Facts.with("at", at)
        .put("disposition", to)
        .put("reason", reason)
        .put("order", order)
        .put("until", until)
        .put("why", why)
        .build();
  }
}
