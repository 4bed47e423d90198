package org.bellcrank.canary;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.canary.Lamp.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what fails at one lamp from the others. Lamps ask other bundles, any of which may be gone,
 * half updated or mistaken at that moment. What the Java machine itself cannot go on with is not
 * held. Not safe for several threads.
 */
final class Fence {

  /** The stage of a lamp whose own look failed. */
  static final String LAMP = "lamp";

  private static final Logger LOG = LoggerFactory.getLogger(Fence.class);

  private static final int LONGEST = 300;

  private final LampBoard board;

  /** What was told of each look, so that it is told once while it stays the same. */
  private final Map<String, String> told = new HashMap<>();

  Fence(LampBoard board) {
    this.board = board;
  }

  /**
   * Does something.
   *
   * @param what for the log
   * @return why it did not come to its end, one line; empty where it did
   */
  Optional<String> run(String what, Runnable look) {
    try {
      look.run();
      told.remove(what);
      return Optional.empty();
    } catch (VirtualMachineError end) {
      throw end;
    } catch (Throwable e) { // also a class that a bundle lost: the other lamps go on
      String words = "it could not be looked at: " + line(e.toString());
      if (!words.equals(told.put(what, words))) {
        LOG.error("Of {}: {}; the other lamps go on", what, words, e);
      }
      return Optional.of(words);
    }
  }

  private static String line(String words) {
    String line = words.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
  }

  /** Looks at one lamp; where that fails it is wrong and says why. */
  void look(Kind kind, String name, Instant now, Runnable look) {
    run(LampBoard.id(kind, name), look).ifPresent(words -> board.bad(kind, name, now, LAMP, words));
  }

  /** Looks at all lamps of a kind at once; where that fails each that is known is wrong. */
  void look(Kind kind, Instant now, Runnable look) {
    run("lamps " + kind, look)
        .ifPresent(
            words -> board.names(kind).forEach(name -> board.bad(kind, name, now, LAMP, words)));
  }
}
