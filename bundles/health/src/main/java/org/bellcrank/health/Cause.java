package org.bellcrank.health;

import java.util.ArrayList;
import java.util.List;

/**
 * Why something is down, with all it brings down.
 *
 * @param bundle symbolic name of the bundle it strikes first; empty where it strikes none
 * @param reason in words, for example {@code no installed bundle offers package a.b from 1.0}
 * @param effects what follows, in the order in which it follows
 * @param absence whether something is merely not there, which during a start may still come; false
 *     where something that is there does not work
 */
public record Cause(String bundle, String reason, List<Effect> effects, boolean absence) {

  /** Keeps an unmodifiable copy. */
  public Cause {
    effects = List.copyOf(effects);
  }

  /** Something that does not work, with what it brings down. */
  public Cause(String bundle, String reason, List<Effect> effects) {
    this(bundle, reason, effects, false);
  }

  /** A cause that brings down nothing but what it names. */
  public static Cause alone(String bundle, String reason) {
    return new Cause(bundle, reason, List.of());
  }

  /** Something that is not there and brings down nothing but itself. */
  public static Cause absent(String bundle, String reason) {
    return new Cause(bundle, reason, List.of(), true);
  }

  /** The reason and then each effect, deeper ones further in; for a terminal or a log. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(reason));
    effects.forEach(effect -> lines.add("  ".repeat(effect.depth()) + effect.text()));
    return lines;
  }

  /**
   * Something that follows.
   *
   * @param depth steps from the cause, 1 for what it strikes itself
   */
  public record Effect(int depth, String text) {}
}
