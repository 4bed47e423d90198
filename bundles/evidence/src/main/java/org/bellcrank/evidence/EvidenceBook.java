package org.bellcrank.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of kept evidence; a port of the unit of work. */
public interface EvidenceBook {

  /**
   * Notes that the content is on disk. A second note of the same content begins its time of keeping
   * anew; noting what was removed makes it evidence again.
   */
  void add(EvidenceReference reference, Instant at);

  /** Has it kept like evidence of a finding without an order, though no observation names it. */
  void aside(String sha256);

  /** What is noted about a content hash; empty also when it was removed. */
  Optional<EvidenceReference> find(String sha256);

  /** When and why evidence was removed; empty when it is there or never was. */
  Optional<Removed> removed(String sha256);

  /**
   * Evidence by its age, oldest first, with who needs it.
   *
   * @param after what the last page ended with; empty for the first page
   * @param before only what was noted before this
   * @param unnamed whether only what no observation names
   */
  List<Kept> oldest(Optional<Kept> after, Instant before, boolean unnamed, int limit);

  /** A piece of evidence with who needs it; empty when it was removed or never was. */
  Optional<Kept> look(String sha256);

  /** When content was noted last; empty when it was removed or never was. */
  Optional<Instant> notedAt(String sha256);

  /** Notes that the content is to be gone from now on; its file goes after this is on disk. */
  void remove(String sha256, Instant at, String why);

  /** Bytes of all noted evidence. */
  long totalBytes();

  /** Who needs a piece of evidence. */
  enum Use {
    /** No observation names it. */
    NONE,
    /** Findings that were decided and made no order, or a person who may look at it. */
    FINDINGS,
    /** Orders that are closed, with nothing of them under way. */
    CLOSED_ORDERS,
    /** Findings that are not decided, open orders, or deliveries that did not arrive. */
    NEEDED
  }

  /**
   * A piece of evidence.
   *
   * @param at when it was noted
   * @param use who needs it
   * @param since since when nobody needs it more than that: the closing of its order, else {@code
   *     at}
   */
  record Kept(EvidenceReference reference, Instant at, Use use, Instant since) {}

  /**
   * Evidence that was removed.
   *
   * @param why in words
   */
  record Removed(EvidenceReference reference, Instant at, String why) {}
}
