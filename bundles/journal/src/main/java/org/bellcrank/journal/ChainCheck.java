package org.bellcrank.journal;

/** What a walk along the hash chain found. */
public sealed interface ChainCheck {

  /**
   * Every entry carries the hash of the one before.
   *
   * @param entries how many entries were walked; 0 for an empty journal
   */
  record Intact(long entries) implements ChainCheck {}

  /**
   * The chain does not hold.
   *
   * @param sequence the first entry that does not fit
   * @param reason what does not fit, in words
   */
  record Broken(long sequence, String reason) implements ChainCheck {}
}
