package org.bellcrank.itests.chaos.days;

import org.bellcrank.itests.chaos.Verdict;
import org.bellcrank.journal.Entry;
import org.bellcrank.observation.Disposition;

/** Follows through the journal how each finding of a month was decided: one way, to one end. */
final class Decided {

  private static final int PLACES = 8;

  private final Month month;
  private final Verdict verdict;
  private final byte[] states;

  Decided(Month month, Verdict verdict) {
    this.month = month;
    this.verdict = verdict;
    states = new byte[month.length() * PLACES];
  }

  /** Takes the next entry. */
  void take(Entry entry) {
    if (!entry.kind().equals("finding.disposed")) {
      return;
    }
    String finding = entry.subject();
    int hash = finding.indexOf('#');
    int number = Integer.parseInt(finding.substring(1, hash));
    int place = Integer.parseInt(finding.substring(hash + 1));
    if (number >= month.length() || place >= month.findings(number)) {
      verdict.doubled("finding %s is decided, but not expected", finding);
      return;
    }
    int at = number * PLACES + place;
    String from = entry.facts().text("from").orElse("");
    String known = states[at] == 0 ? "" : Disposition.values()[states[at] - 1].name();
    if (!from.equals(known)) {
      verdict.doubled("finding %s: entry %d does not follow %s", finding, entry.sequence(), known);
    }
    states[at] = (byte) (Disposition.valueOf(entry.facts().requireText("to")).ordinal() + 1);
  }

  /** After the last entry. */
  void end() {
    for (int i = 0; i < month.length(); i++) {
      for (int place = 0; place < month.findings(i); place++) {
        byte state = states[i * PLACES + place];
        if (state == 0 || !Disposition.values()[state - 1].isFinal()) {
          verdict.lost("finding %s#%d was never decided", Month.id(i), place);
        }
      }
    }
  }
}
