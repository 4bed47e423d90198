package org.bellcrank.observation;

import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;

/** Findings as facts and back. */
public final class FindingText {

  private FindingText() {}

  /** All of a finding as facts; {@link #from} reads them back. */
  public static Facts facts(Finding finding) {
    return Facts.with("id", finding.id())
        .put("observation", finding.observation())
        .put("kind", finding.kind())
        .put("point", finding.point())
        .put("class", finding.defectClass())
        .put("confidence", finding.confidence())
        .put("box", finding.box().map(ObservationText::facts))
        .put("identity", finding.identity())
        .put("value", finding.value())
        .put("capturedAt", finding.captured().at())
        .put("clock", finding.captured().quality())
        .put("claimedAt", finding.captured().claimed())
        .put("evidence", finding.evidence().stream().map(ObservationText::facts).toList())
        .build();
  }

  /**
   * Reads what {@link #facts} wrote.
   *
   * @throws FactsException when a key is missing or of the wrong type
   */
  public static Finding from(Facts facts) {
    return new Finding(
        facts.requireText("id"),
        facts.requireText("observation"),
        Finding.Kind.valueOf(facts.requireText("kind")),
        facts.requireText("point"),
        facts.requireText("class"),
        facts.number("confidence").orElseThrow(),
        facts.facts("box").map(ObservationText::box),
        facts.text("identity"),
        facts.number("value").stream().boxed().findFirst(),
        ObservationText.captured(facts),
        ObservationText.evidence(facts));
  }

  /**
   * The place of a finding in its observation, from 0.
   *
   * @throws IllegalArgumentException when its id is not made of the observation's id and a place
   */
  public static int place(Finding finding) {
    return place(finding.observation(), finding.id());
  }

  static int place(String observation, String finding) {
    String prefix = observation + "#";
    String rest = finding.startsWith(prefix) ? finding.substring(prefix.length()) : "";
    if (!rest.matches("0|[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "given finding id '%s'; allowed: %s and a place from 0".formatted(finding, prefix));
    }
    return Integer.parseInt(rest);
  }
}
