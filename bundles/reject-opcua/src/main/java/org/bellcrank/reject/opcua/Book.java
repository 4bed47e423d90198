package org.bellcrank.reject.opcua;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;

/**
 * What one instance read and wrote in the journal. The intent to write commits together with the
 * position, so that no restart and no second reading of an entry can pulse twice.
 */
final class Book {

  static final String INTENDED = "reject.intended";
  static final String WITHHELD = "reject.withheld";
  static final String RELEASED = "reject.released";

  static final int BATCH = 200;

  /** Far more than may be pulsed within the longest age of a finding. */
  private static final int RECENT = 1_000;

  private static final Set<String> KINDS = Set.of("finding.disposed");
  private static final String SAFE = "released";

  private final Store store;
  private final Clock clock;
  private final Plan plan;
  private final String reader;

  Book(Store store, Clock clock, Plan plan) {
    this.store = store;
    this.clock = clock;
    this.plan = plan;
    reader = "reject." + plan.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
  }

  /**
   * A pulse that was begun and of which it is not known that it ended.
   *
   * @param told whether the journal says already how it went, but for its end
   */
  record Open(String finding, String node, boolean told) {}

  /** The position; an instance without one begins at the end of the journal. */
  long begin() {
    return store.commit(
        unit -> {
          Positions positions = unit.port(Positions.class);
          long position = positions.position(reader);
          if (position == 0) {
            position = unit.port(Journal.class).lastSequence();
            positions.advance(reader, position);
          }
          return position;
        });
  }

  List<Entry> after(long at) {
    return store.read(unit -> unit.port(Journal.class).after(at, KINDS, BATCH));
  }

  Optional<Finding> finding(String id) {
    return store.read(unit -> unit.port(FindingBook.class).find(id).map(FindingBook.Row::finding));
  }

  /** Nothing of ours stands up to there. */
  void passed(long at) {
    store.commit(
        unit -> {
          unit.port(Positions.class).advance(reader, at);
          return null;
        });
  }

  /** A finding on the list that moved nothing. */
  void withheld(Reject reject, Whitelisted node, Withheld why, String words) {
    store.commit(
        unit -> {
          append(
              unit,
              WITHHELD,
              reject.finding(),
              facts(node.node()).put("why", why).put("reason", words).putAll(seen(reject)));
          unit.port(Positions.class).advance(reader, reject.sequence());
          return null;
        });
  }

  /**
   * Notes that a node will be pulsed, before it is.
   *
   * @return false when that was noted before; then it must not be done again
   */
  boolean intend(Reject reject, Whitelisted node) {
    return store.commit(
        unit -> {
          unit.port(Positions.class).advance(reader, reject.sequence());
          boolean before =
              unit.port(Journal.class).about(reject.finding(), RECENT).stream()
                  .anyMatch(each -> each.kind().equals(INTENDED) && mine(each));
          if (!before) {
            append(
                unit,
                INTENDED,
                reject.finding(),
                facts(node.node())
                    .put("observation", reject.observation())
                    .put("writes", "true, then false after " + node.pulse().toMillis() + " ms")
                    .putAll(seen(reject)));
          }
          return !before;
        });
  }

  /** How it went. */
  void outcome(Open pulse, Outcome outcome) {
    store.commit(
        unit -> {
          append(
              unit,
              outcome.kind().entry(),
              pulse.finding(),
              facts(pulse.node())
                  .put(SAFE, outcome.kind() != Outcome.Kind.STUCK)
                  .put("reason", outcome.words().isEmpty() ? null : outcome.words()));
          return null;
        });
  }

  /** After a crash: whether anything was written is not known; it is not written again. */
  void unsure(Open pulse) {
    store.commit(
        unit -> {
          append(
              unit,
              Outcome.Kind.UNSURE.entry(),
              pulse.finding(),
              facts(pulse.node())
                  .put(SAFE, false)
                  .put(
                      "reason",
                      "the gateway stopped between the intent and its outcome; it is not pulsed"
                          + " again, and false is written if the node is true"));
          return null;
        });
  }

  /** It is false now. */
  void released(Open pulse, boolean written) {
    store.commit(
        unit -> {
          append(unit, RELEASED, pulse.finding(), facts(pulse.node()).put("written", written));
          return null;
        });
  }

  /** Pulses of this instance that were begun and did not end, as far as the journal tells. */
  List<Open> open() {
    return store.read(
        unit -> {
          Journal journal = unit.port(Journal.class);
          Set<String> ended = new HashSet<>(subjects(journal, RELEASED, false));
          Set<String> told = new HashSet<>();
          for (Outcome.Kind kind : Outcome.Kind.values()) {
            told.addAll(subjects(journal, kind.entry(), false));
            ended.addAll(subjects(journal, kind.entry(), true));
          }
          return recent(journal).stream()
              .filter(each -> !ended.contains(each.subject()))
              .map(
                  each ->
                      new Open(
                          each.subject(),
                          each.facts().text("node").orElse(""),
                          told.contains(each.subject())))
              .toList();
        });
  }

  private List<String> subjects(Journal journal, String kind, boolean safe) {
    return journal.newest(kind, RECENT).stream()
        .filter(this::mine)
        .filter(each -> !safe || each.facts().bool(SAFE).orElse(false))
        .map(Entry::subject)
        .toList();
  }

  /** Intents of this instance, newest first. */
  List<Entry> recent() {
    return store.read(unit -> recent(unit.port(Journal.class)));
  }

  private List<Entry> recent(Journal journal) {
    return journal.newest(INTENDED, RECENT).stream().filter(this::mine).toList();
  }

  private boolean mine(Entry entry) {
    return entry.facts().text("instance").filter(plan.name()::equals).isPresent();
  }

  private void append(UnitOfWork unit, String kind, String finding, Facts.Builder facts) {
    unit.append(clock.instant(), kind, finding, facts.build());
  }

  private Facts.Builder facts(String node) {
    return Facts.with("instance", plan.name())
        .put("driver", plan.driver())
        .put("endpoint", plan.endpoint())
        .put("node", node);
  }

  private static Facts seen(Reject reject) {
    return Facts.with("seenAt", reject.seenAt())
        .put("decidedAt", reject.decidedAt())
        .putAll(Facts.of(reject.words()))
        .build();
  }
}
