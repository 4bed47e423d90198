package org.bellcrank.itests.chaos;

/**
 * What came of a campaign.
 *
 * @param observations acknowledged, each under its own id
 * @param findings that had to be decided
 * @param orders ours, each for another cause
 * @param pictures in the books of the maintenance systems
 * @param attempts posts, acknowledged or not
 * @param faults how often a maintenance system misbehaved
 * @param calls of a maintenance system that were intended
 * @param cutShort how many of them a kill cut off from their answer
 * @param entries length of the journal
 * @param verdict what was found wrong
 * @param recovery from a kill to the intake's next answer
 * @param coldStart from the start of the process to the intake's first answer
 */
record Outcome(
    long observations,
    long findings,
    long orders,
    long pictures,
    long attempts,
    long faults,
    long calls,
    long cutShort,
    long entries,
    Verdict verdict,
    Recovery recovery,
    Recovery coldStart) {

  /** Collects the numbers while they become known. */
  static final class Builder {
    long observations;
    long findings;
    long orders;
    long pictures;
    long attempts;
    long faults;
    long calls;
    long cutShort;
    long entries;

    Outcome build(Verdict verdict, Recovery recovery, Recovery coldStart) {
      return new Outcome(
          observations,
          findings,
          orders,
          pictures,
          attempts,
          faults,
          calls,
          cutShort,
          entries,
          verdict,
          recovery,
          coldStart);
    }
  }
}
