package org.bellcrank.canary;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.closure.ClosureDesk;
import org.bellcrank.closure.ClosureDesk.Health;

/**
 * The lamps of reading what became of orders: one for each connector instance that can be read. An
 * order whose end is not read stays open and swallows what comes after it.
 */
final class ReadingWatch {

  static final String AWAY = "nothing is asked while orders do not flow; see its connector";

  /** As the gate of its queue says it. */
  static final String NOT_FLOWING = "its orders do not flow";

  private static final int SHOWN = 3;

  private final LampBoard board;

  ReadingWatch(LampBoard board) {
    this.board = board;
  }

  void look(Parts parts, Instant now) {
    ClosureDesk closures = parts.closures;
    if (closures == null) {
      return;
    }
    List<Health> all = closures.health();
    all.forEach(health -> look(health, now));
    board.names(Kind.READING).stream()
        .filter(name -> all.stream().noneMatch(health -> health.instance().equals(name)))
        .forEach(name -> board.grey(Kind.READING, name, now, "nobody reads it any more"));
  }

  private void look(Health health, Instant now) {
    String name = health.instance();
    board.expect(Kind.READING, name, now);
    if (health.failing().isPresent()) {
      if (health.words().contains(NOT_FLOWING)) {
        board.grey(Kind.READING, name, now, AWAY);
      } else {
        board.bad(Kind.READING, name, now, "reading", health.words());
      }
    } else if (!health.unknown().isEmpty() || !health.unreadable().isEmpty()) {
      board.bad(Kind.READING, name, now, "status", notUnderstood(health));
    } else if (health.read().isPresent()) {
      board.good(Kind.READING, name, now, "read at " + health.read().get());
    }
  }

  private static String notUnderstood(Health health) {
    return first(
        Stream.concat(
                health.unknown().stream()
                    .map("its connector does not know the status %s"::formatted),
                health.unreadable().stream())
            .toList());
  }

  /** The first of several lines as one, and how many more there are. */
  static String first(List<String> lines) {
    List<String> shown = new ArrayList<>(lines.subList(0, Math.min(SHOWN, lines.size())));
    if (lines.size() > SHOWN) {
      shown.add("%d more".formatted(lines.size() - SHOWN));
    }
    return String.join("; ", shown);
  }
}
