package org.bellcrank.itests.chaos;

import java.util.List;

/**
 * An observation that is sent, and what has to come of it.
 *
 * @param id its fixed id, so that sending it again is the same observation
 * @param json the message
 * @param findings what the gateway has to decide about it, exactly these
 */
public record Sighting(String id, String json, List<Expected> findings) {

  public Sighting {
    findings = List.copyOf(findings);
  }

  /**
   * One finding.
   *
   * @param id as the gateway names it
   * @param cause key of its cause; empty where it has none, since nobody knows its point
   * @param makesOrder whether it is sure enough for an order when its cause has none
   * @param picture whether an annotated picture came with it
   */
  public record Expected(String id, String cause, boolean makesOrder, boolean picture) {}

  /** What remains to be known once it is acknowledged. */
  public Sighting withoutMessage() {
    return new Sighting(id, "", findings);
  }
}
