package org.bellcrank.replay;

import java.util.List;
import org.bellcrank.journal.Facts;

/**
 * What a replay brought. The same recording and documents give the same text, byte for byte.
 *
 * @param facts everything, with the differences' why-cards
 * @param observations how many were decided again, those of the warm-up not counted
 * @param unlike findings whose recorded decision differs from that of the replay with the documents
 *     that were in force
 * @param changed findings that the other documents decide otherwise; 0 without others
 */
public record Report(Facts facts, long observations, long unlike, long changed) {

  /** The report as JSON, keys in alphabetical order. */
  public String json() {
    return facts.canonical();
  }

  /** A table for people. */
  public List<String> lines() {
    return ReportText.lines(facts);
  }

  /** Without the lists of findings and orders, for those who may see numbers alone. */
  public Facts numbers() {
    return ReportText.numbers(facts);
  }
}
