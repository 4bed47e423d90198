package org.bellcrank.canary;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.canary.Lamp.State;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lamps and canaries leave in the journal. What cannot be written now, since the store itself
 * is what is broken, is written when it can. Used by one thread.
 */
final class Diary {

  private static final Logger LOG = LoggerFactory.getLogger(Diary.class);
  private static final String CHANGED = "lamp.changed";
  private static final int KEPT = 200;

  private final Store store;
  private final Deque<Line> unwritten = new ArrayDeque<>();

  private record Line(Instant at, String kind, String subject, Facts facts) {}

  Diary(Store store) {
    this.store = store;
  }

  void add(Instant at, String kind, String subject, Facts facts) {
    if (unwritten.size() == KEPT) {
      unwritten.removeFirst();
    }
    unwritten.addLast(new Line(at, kind, subject, facts));
  }

  /** Tells a lamp's change in the log, and notes it. */
  void changed(Lamp lamp, Instant at) {
    if (lamp.state() == State.RED) {
      LOG.warn(
          "Lamp {} is red, level {}: {}: {}", lamp.id(), lamp.level(), lamp.stage(), lamp.words());
    } else {
      LOG.info("Lamp {} is {} again", lamp.id(), lamp.state());
    }
    add(at, CHANGED, lamp.id(), lamp.facts());
  }

  /** Writes what is not written yet; what the store does not take stays for the next time. */
  void write() {
    if (unwritten.isEmpty()) {
      return;
    }
    List<Line> lines = List.copyOf(unwritten);
    try {
      store.commit(
          unit -> {
            lines.forEach(
                line -> unit.append(line.at(), line.kind(), line.subject(), line.facts()));
            return null;
          });
      unwritten.clear();
    } catch (StoreException e) {
      LOG.debug("What became of lamps waits for the store", e);
    }
  }

  /** The lamps that were red when the gateway stopped. */
  List<Lamp> red() {
    List<Lamp> red = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Entry entry : store.read(unit -> unit.port(Journal.class).newest(CHANGED, KEPT))) {
      if (seen.add(entry.subject())) {
        lamp(entry.facts()).ifPresent(red::add);
      }
    }
    return red;
  }

  private static Optional<Lamp> lamp(Facts facts) {
    // A later version may have had kinds that this one does not know.
    Optional<Kind> kind =
        Stream.of(Kind.values())
            .filter(each -> facts.text("kind").filter(each.name()::equals).isPresent())
            .findFirst();
    if (kind.isEmpty() || !facts.text("state").filter(State.RED.name()::equals).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Lamp(
            facts.requireText("id"),
            kind.get(),
            facts.requireText("name"),
            State.RED,
            facts.requireInstant("since"),
            facts.instant("provedAt"),
            facts.text("proof").orElse(""),
            facts.text("stage").orElse(""),
            facts.text("words").orElse(""),
            (int) facts.whole("level").orElse(1)));
  }
}
