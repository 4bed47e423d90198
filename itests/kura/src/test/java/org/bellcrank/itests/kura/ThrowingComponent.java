package org.bellcrank.itests.kura;

/** Of a bundle that starts while its only component does not. */
public final class ThrowingComponent {

  static final String WORDS = "this component always throws";

  public void activate() {
    throw new IllegalStateException(WORDS);
  }
}
