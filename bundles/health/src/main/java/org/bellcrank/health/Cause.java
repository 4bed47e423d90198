package org.bellcrank.health;

import java.util.List;

/**
 * Why something is down, with all it brings down.
 *
 * @param bundle symbolic name of the bundle it strikes first; empty where it strikes none
 * @param reason in words, for example {@code no installed bundle offers package a.b from 1.0}
 * @param effects what follows, in the order in which it follows
 */
public record Cause(String bundle, String reason, List<Effect> effects) {

  /** Keeps an unmodifiable copy. */
  public Cause {
    effects = List.copyOf(effects);
  }

  /** A cause that brings down nothing but what it names. */
  public static Cause alone(String bundle, String reason) {
    return new Cause(bundle, reason, List.of());
  }

  /**
   * Something that follows.
   *
   * @param depth steps from the cause, 1 for what it strikes itself
   */
  public record Effect(int depth, String text) {}
}
