package org.bellcrank.reject.opcua;

import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** Kinds that tell how a pulse went, and the one that begins it. */
  private static final Set<String> PULSES =
      Stream.concat(
              Stream.of(INTENDED, RELEASED),
              Arrays.stream(Outcome.Kind.values()).map(Outcome.Kind::entry))
          .collect(Collectors.toUnmodifiableSet());

  private final Store store;
  private final Clock clock;
  private final Plan plan;
  private final String reader;
  private final String ended;

  Book(Store store, Clock clock, Plan plan) {
    this.store = store;
    this.clock = clock;
    this.plan = plan;
    String place = plan.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
    reader = "reject." + place;
    ended = "reject-ended." + place;
  }

  /**
   * A pulse that was begun and of which it is not known that it ended.
   *
   * @param sequence of its intent
   * @param driver name of the driver that it went through
   * @param endpoint of that driver's server; the same node of another one is another machine's
   * @param told whether the journal says already how it went, but for its end
   */
  record Open(
      long sequence, String finding, String node, String driver, String endpoint, boolean told) {

    private static Open of(Entry intent) {
      return new Open(
          intent.sequence(),
          intent.subject(),
          text(intent, "node"),
          text(intent, "driver"),
          text(intent, "endpoint"),
          false);
    }

    private static String text(Entry intent, String key) {
      return intent.facts().text(key).orElse("");
    }

    private Open withTold() {
      return new Open(sequence, finding, node, driver, endpoint, true);
    }
  }

  /** The position; an instance without one begins at the end of the journal. */
  long begin() {
    return store.commit(
        unit -> {
          Positions positions = unit.port(Positions.class);
          long position = positions.position(reader);
          if (position == 0) {
            position = unit.port(Journal.class).lastSequence();
            positions.advance(reader, position);
            positions.advance(ended, Math.max(positions.position(ended), position));
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

  /**
   * Nothing of ours stands up to there.
   *
   * @param open pulses that did not end; what lies before the oldest is not looked at again
   */
  void passed(long at, Collection<Open> open) {
    long oldest = open.stream().mapToLong(Open::sequence).min().orElse(at + 1);
    store.commit(
        unit -> {
          Positions positions = unit.port(Positions.class);
          positions.advance(reader, at);
          positions.advance(ended, Math.max(positions.position(ended), Math.min(at, oldest - 1)));
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
   * @return the intent; nothing when that was noted before, then it must not be done again
   */
  Optional<Open> intend(Reject reject, Whitelisted node) {
    return store.commit(
        unit -> {
          unit.port(Positions.class).advance(reader, reject.sequence());
          Journal journal = unit.port(Journal.class);
          if (intent(journal, reject.finding()).isPresent()) {
            return Optional.empty();
          }
          append(
              unit,
              INTENDED,
              reject.finding(),
              facts(node.node())
                  .put("observation", reject.observation())
                  .put("writes", "true, then false after " + node.pulse().toMillis() + " ms")
                  .putAll(seen(reject)));
          return intent(journal, reject.finding());
        });
  }

  private Optional<Open> intent(Journal journal, String finding) {
    return journal.about(finding, RECENT).stream()
        .filter(each -> each.kind().equals(INTENDED) && mine(each))
        .findFirst()
        .map(Open::of);
  }

  /** How it went. */
  void outcome(Open pulse, Outcome outcome) {
    store.commit(
        unit -> {
          append(
              unit,
              outcome.kind().entry(),
              pulse.finding(),
              facts(pulse)
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
              facts(pulse)
                  .put(SAFE, false)
                  .put(
                      "reason",
                      "the gateway stopped between the intent and its outcome; it is not pulsed"
                          + " again, and false is written if the node is true"
                          + (plan.speaksTo(pulse.endpoint())
                              ? ""
                              : ", once its endpoint is set again")));
          return null;
        });
  }

  /** It is false now. */
  void released(Open pulse, boolean written) {
    store.commit(
        unit -> {
          append(unit, RELEASED, pulse.finding(), facts(pulse).put("written", written));
          return null;
        });
  }

  /** Pulses of this instance that were begun and did not end, oldest first. */
  List<Open> open() {
    return store.read(
        unit -> {
          Journal journal = unit.port(Journal.class);
          Map<String, Open> open = new LinkedHashMap<>();
          long at = unit.port(Positions.class).position(ended);
          List<Entry> some;
          do {
            some = journal.after(at, PULSES, BATCH);
            for (Entry each : some) {
              at = each.sequence();
              if (mine(each)) {
                follow(open, each);
              }
            }
          } while (some.size() == BATCH);
          return List.copyOf(open.values());
        });
  }

  private static void follow(Map<String, Open> open, Entry entry) {
    if (entry.kind().equals(INTENDED)) {
      open.put(entry.subject(), Open.of(entry));
    } else if (entry.kind().equals(RELEASED) || entry.facts().bool(SAFE).orElse(false)) {
      open.remove(entry.subject());
    } else {
      open.computeIfPresent(entry.subject(), (finding, pulse) -> pulse.withTold());
    }
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

  /** Of the machine that it went to, which may be another than that of now. */
  private Facts.Builder facts(Open pulse) {
    return Facts.with("instance", plan.name())
        .put("driver", pulse.driver())
        .put("endpoint", pulse.endpoint())
        .put("node", pulse.node());
  }

  private static Facts seen(Reject reject) {
    return Facts.with("seenAt", reject.seenAt())
        .put("decidedAt", reject.decidedAt())
        .putAll(Facts.of(reject.words()))
        .build();
  }
}
