package org.bellcrank.journal;

import java.time.Instant;
import java.util.Optional;

/** A walk along the hash chain, entry by entry; not safe for use by several threads. */
public final class ChainWalk {

  private long sequence;
  private String hash = Chain.START;

  /** Starts before the first entry. */
  public ChainWalk() {}

  /**
   * Takes the next entry.
   *
   * @param factsText the facts as they were hashed: canonical JSON
   * @return what does not fit; empty when the entry fits
   */
  public Optional<ChainCheck.Broken> next(
      long given, Instant at, String kind, String subject, String factsText, String givenHash) {
    return next(given, at.toString(), kind, subject, factsText, givenHash);
  }

  Optional<ChainCheck.Broken> next(
      long given, String at, String kind, String subject, String factsText, String givenHash) {
    long wanted = sequence + 1;
    if (given != wanted) {
      return Optional.of(
          new ChainCheck.Broken(
              wanted, "entry %d stands where entry %d belongs".formatted(given, wanted)));
    }
    String computed = Chain.hash(given, at, kind, subject, factsText, hash);
    if (!computed.equals(givenHash)) {
      return Optional.of(
          new ChainCheck.Broken(
              given,
              "entry %d carries hash %s but its content and the entry before give %s"
                  .formatted(given, givenHash, computed)));
    }
    sequence = given;
    hash = computed;
    return Optional.empty();
  }

  /** Place of the last entry that fitted; 0 before the first. */
  public long sequence() {
    return sequence;
  }

  /** Hash of the last entry that fitted; {@link Chain#START} before the first. */
  public String hash() {
    return hash;
  }
}
