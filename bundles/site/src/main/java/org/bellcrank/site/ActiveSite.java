package org.bellcrank.site;

import java.util.Optional;

/** The version of the site documents that is in force. Safe for any thread. */
public interface ActiveSite {

  /** The version in force; empty until the first one was activated. */
  Optional<Site> site();

  /** What was wrong with the newest documents, one line each; empty when they are in force. */
  java.util.List<String> refusals();

  /**
   * Whether everything that lay ready when the gateway started was judged: what was put there while
   * it stood is in force, or refused.
   */
  default boolean settled() {
    return true;
  }

  /**
   * Whether it is known that there are no documents: none in force, none that were, none in the
   * folder. False while that is being looked at, and where they cannot be read.
   */
  default boolean bare() {
    return site().isEmpty() && settled() && refusals().isEmpty();
  }
}
