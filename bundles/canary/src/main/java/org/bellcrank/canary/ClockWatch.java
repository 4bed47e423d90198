package org.bellcrank.canary;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.observation.SourceClocks;
import org.bellcrank.observation.Traffic;

/**
 * The lamps of clocks; one is there from the first time that a source's clock and the gateway's
 * contradicted each other. One that was red before the gateway stopped stays so until its source
 * brings something with a time that can be.
 */
final class ClockWatch {

  private final LampBoard board;

  ClockWatch(LampBoard board) {
    this.board = board;
  }

  void look(Parts parts, Instant now) {
    SourceClocks clocks = parts.clocks;
    Traffic traffic = parts.traffic;
    if (clocks == null || traffic == null) {
      return;
    }
    Set<String> heard = traffic.counts().keySet();
    Set<String> doubted = new HashSet<>();
    for (SourceClocks.Doubt doubt : clocks.doubts()) {
      doubted.add(doubt.source());
      String stage = doubt.ahead().isNegative() ? "behind" : "ahead";
      board.atOnce(Kind.CLOCK, doubt.source(), now, stage, doubt.words());
    }
    board.names(Kind.CLOCK).stream()
        .filter(source -> !doubted.contains(source) && heard.contains("source/" + source))
        .forEach(source -> board.good(Kind.CLOCK, source, now, "its times can be"));
  }
}
