package org.bellcrank.condition;

import java.util.ArrayList;
import java.util.List;
import org.bellcrank.journal.Facts;

/**
 * Confirms a finding when it shows in n of the last m looks, so that one flawed frame raises
 * nothing. A look is a frame of the source where it counts them, else a finding.
 *
 * @param needed hits that confirm, at least 1
 * @param looks looks considered, at least {@code needed}
 */
public record Confirmation(int needed, int looks) {

  /** Refuses numbers out of range. */
  public Confirmation {
    if (needed < 1 || looks < needed) {
      throw new IllegalArgumentException(
          "given %d of %d; allowed: 1 or more hits of at least as many looks"
              .formatted(needed, looks));
    }
  }

  /**
   * The looks that hit.
   *
   * @param hits numbers of the looks that hit, ascending
   */
  public record State(List<Long> hits) {

    /** Before the first hit. */
    public static final State NONE = new State(List.of());

    /** Keeps an unmodifiable copy. */
    public State {
      hits = List.copyOf(hits);
    }

    /** The form in which it is kept. */
    public Facts facts() {
      return Facts.with("hits", hits).build();
    }

    /** Reads the kept form. */
    public static State from(Facts facts) {
      return new State(facts.list("hits").stream().map(Long.class::cast).toList());
    }
  }

  /**
   * Notes a hit. The same look twice counts once; a look that lies before the last one (the source
   * began to count anew) forgets the hits before it.
   */
  public State hit(State state, long look) {
    List<Long> hits = new ArrayList<>();
    for (long hit : state.hits()) {
      if (hit <= look && hit > look - looks) {
        hits.add(hit);
      }
    }
    if (hits.isEmpty() || hits.get(hits.size() - 1) != look) {
      hits.add(look);
    }
    return new State(hits);
  }

  /** The number of the next look of a source that does not count its own. */
  public long nextLook(State state) {
    return state.hits().isEmpty() ? 1 : state.hits().get(state.hits().size() - 1) + 1;
  }
}
