package org.bellcrank.journal;

import java.util.Optional;

/** The book that is there, for a publisher that may be there before it. Safe for any thread. */
public final class LayerChoice implements LayerBook {

  private LayerBook book;

  /** It came. */
  public synchronized void here(LayerBook there) {
    book = there;
  }

  /** It went; another that came before stays. */
  public synchronized void gone(LayerBook gone) {
    if (book == gone) {
      book = null;
    }
  }

  @Override
  public Optional<LayerPlan> plan() {
    LayerBook there;
    synchronized (this) {
      there = book;
    }
    return there == null ? Optional.empty() : there.plan();
  }
}
