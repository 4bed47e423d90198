package org.bellcrank.itests.chaos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;

/**
 * Holds the journal's account of the calls against its promise: each call has its intent before it
 * and its receipt after it, also the call that a kill cut short.
 */
public final class StepAudit {

  private static final int PAGE = 500;

  private final Store store;
  private final Verdict verdict;
  private final Map<String, Entry> open = new HashMap<>();
  private long calls;
  private long cutShort;

  public StepAudit(Store store, Verdict verdict) {
    this.store = store;
    this.verdict = verdict;
  }

  public void read() {
    long sequence = 0;
    List<Entry> page;
    do {
      long after = sequence;
      page = store.read(unit -> unit.port(Journal.class).after(after, PAGE));
      for (Entry entry : page) {
        sequence = entry.sequence();
        take(entry);
      }
    } while (!page.isEmpty());
    end();
  }

  /** After the last entry: a call without a receipt is a complaint. */
  public void end() {
    open.forEach(
        (delivery, intent) ->
            verdict.wrong("delivery %s: intent %d has no receipt", delivery, intent.sequence()));
  }

  /** Takes the next entry of the journal. */
  public void take(Entry entry) {
    String delivery = entry.facts().text("delivery").orElse("");
    if (entry.kind().equals("delivery.intent")) {
      calls++;
      Entry before = open.put(delivery, entry);
      if (before != null) {
        verdict.wrong(
            "delivery %s: intent %d was sent before intent %d had its receipt",
            delivery, entry.sequence(), before.sequence());
      }
    } else if (entry.kind().equals("delivery.receipt")) {
      if (open.remove(delivery) == null) {
        verdict.wrong("delivery %s: receipt %d has no intent", delivery, entry.sequence());
      }
      if (entry.facts().text("words").orElse("").contains("the gateway stopped")) {
        cutShort++;
      }
    }
  }

  /** How many calls of a maintenance system were intended. */
  public long calls() {
    return calls;
  }

  /** How many of them a kill cut off from their answer. */
  public long cutShort() {
    return cutShort;
  }
}
