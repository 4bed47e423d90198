package org.bellcrank.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps stretches as evidence of the observations that they were gathered for. It waits a while
 * until those are decided, since not every crossing makes a finding; what cannot be written is
 * tried again. Which crossings are under way is noted durably, so that a process that died in the
 * middle is told by the next one. {@link AroundPlan#KEPT} and {@link AroundPlan#LOST} stand in the
 * journal, about the observation.
 */
final class StretchKeeper implements Stretches {

  /** How long a decision is waited for. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Bytes of samples that wait to be written at most. */
  static final long MOST = AroundPlan.MOST_OF_ALL;

  private static final Logger LOG = LoggerFactory.getLogger(StretchKeeper.class);
  private static final String NAME = "around:"; // no point's id
  private static final String OBSERVATIONS = "observations";
  private static final int ENTRIES = 100;

  private final Store store;
  private final EvidenceStore evidence;
  private final Ledger ledger;
  private final Clock clock;
  private final long most;
  private final Map<String, Set<String>> underWay = new HashMap<>(); // observations, by point
  private final List<Waiting> waiting = new ArrayList<>();
  private final ReentrantLock writing = new ReentrantLock();
  private Map<String, Set<String>> cutOff = new HashMap<>(); // by the end of the process before
  private long bytes;
  private String complaint = "";

  private record Waiting(Stretch stretch, Instant since) {}

  /** What is known of a crossing by now. */
  private enum Standing {
    UNKNOWN,
    ACCEPTED,
    FOUND
  }

  StretchKeeper(Store store, EvidenceStore evidence, Ledger ledger, Clock clock) {
    this(store, evidence, ledger, clock, MOST);
  }

  StretchKeeper(Store store, EvidenceStore evidence, Ledger ledger, Clock clock, long most) {
    this.most = most;
    this.store = store;
    this.evidence = evidence;
    this.ledger = ledger;
    this.clock = clock;
    ledger.states(NAME).forEach(this::cutOff);
  }

  private void cutOff(String name, Facts facts) {
    Set<String> observations = new LinkedHashSet<>(facts.textList(OBSERVATIONS));
    if (!observations.isEmpty()) {
      String point = name.substring(NAME.length());
      cutOff.put(point, observations);
      underWay.put(point, new LinkedHashSet<>(observations));
    }
  }

  @Override
  public synchronized void begun(String point, Crossing crossing) {
    underWay.computeIfAbsent(point, none -> new LinkedHashSet<>()).add(crossing.observation());
    note(point);
  }

  @Override
  public synchronized void lost(String point, Crossing crossing, String why) {
    lost(point, List.of(crossing.observation()), why);
  }

  @Override
  public synchronized void over(Stretch stretch) {
    if (!waiting.isEmpty() && bytes + stretch.bytes() > most) {
      lost(stretch, "%d bytes of samples wait to be written already".formatted(bytes));
      return;
    }
    waiting.add(new Waiting(stretch, clock.instant()));
    bytes += stretch.bytes();
  }

  synchronized String complaint() {
    return complaint;
  }

  /** Keeps what can be kept by now. */
  void write() {
    writing.lock();
    try {
      write(false);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Nothing more comes: keeps what can be kept at once, and says what cannot. Where a store does
   * not answer at all the next process says it.
   */
  void end() throws InterruptedException {
    if (writing.tryLock(1, TimeUnit.SECONDS)) {
      try {
        write(true);
        giveUp();
      } finally {
        writing.unlock();
      }
    }
  }

  private void giveUp() {
    for (Waiting each : copy()) {
      synchronized (this) {
        lost(each.stretch(), "the gateway was stopped before it could be written: " + complaint);
        gone(each);
      }
    }
  }

  private void write(boolean last) {
    try {
      tellCutOff();
      for (Waiting each : copy()) {
        if (isOver(each, last)) {
          gone(each);
        }
      }
      complains("");
    } catch (StoreException | EvidenceException e) {
      complains("what was measured around a finding waits to be written: " + e.getMessage());
    } catch (RuntimeException e) { // the outermost: the timer would end
      LOG.error("What was measured around a finding could not be written", e);
      complains("what was measured around a finding could not be written: " + e);
    }
  }

  /** Whether nothing is left to do; one that trips something must not hold up all others. */
  private boolean isOver(Waiting one, boolean last) {
    try {
      return keep(one, last);
    } catch (StoreException | EvidenceException e) {
      throw e;
    } catch (RuntimeException e) { // whatever trips over this one stretch
      LOG.error("What was measured around a finding could not be written", e);
      synchronized (this) {
        lost(one.stretch(), "it could not be written: " + e);
      }
      return true;
    }
  }

  private synchronized List<Waiting> copy() {
    return List.copyOf(waiting);
  }

  private synchronized void gone(Waiting one) {
    waiting.remove(one);
    bytes -= one.stretch().bytes();
  }

  private synchronized void complains(String text) {
    complaint = text;
  }

  /** What the process before had begun and not kept. */
  private void tellCutOff() {
    for (Map.Entry<String, Set<String>> each : Map.copyOf(cutOff).entrySet()) {
      List<String> lost =
          store.read(
              unit ->
                  each.getValue().stream()
                      .filter(observation -> !isTold(unit, observation, each.getKey()))
                      .toList());
      synchronized (this) {
        lost(each.getKey(), lost, "the gateway ended before it was whole");
        ended(each.getKey(), each.getValue());
      }
      cutOff.remove(each.getKey());
    }
  }

  private static boolean isTold(UnitOfWork unit, String observation, String point) {
    return unit.port(Journal.class).about(observation, ENTRIES).stream()
        .filter(
            entry -> entry.kind().equals(AroundPlan.KEPT) || entry.kind().equals(AroundPlan.LOST))
        .anyMatch(entry -> entry.facts().text("point").filter(point::equals).isPresent());
  }

  private boolean keep(Waiting one, boolean last) {
    Map<Crossing, Standing> standings = standings(one.stretch());
    boolean patient = !last && clock.instant().isBefore(one.since().plus(PATIENCE));
    if (patient && standings.values().stream().anyMatch(each -> each != Standing.FOUND)) {
      return false;
    }
    List<String> named = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    standings.forEach(
        (crossing, standing) -> {
          if (standing == Standing.UNKNOWN) {
            missed.add(crossing.observation());
          } else if (standing == Standing.FOUND || crossing.sure() || last) {
            named.add(crossing.observation());
          }
        });
    if (!named.isEmpty()) {
      keep(one.stretch().sorted(), named);
    }
    synchronized (this) {
      lost(one.stretch().point(), missed, "its observation was not taken");
      ended(one.stretch().point(), observations(one.stretch()));
    }
    return true;
  }

  private Map<Crossing, Standing> standings(Stretch stretch) {
    return store.read(
        unit -> {
          Map<Crossing, Standing> standings = new LinkedHashMap<>();
          for (Crossing each : stretch.crossings()) {
            boolean accepted =
                unit.port(ObservationBook.class).find(each.observation()).isPresent();
            boolean found =
                accepted
                    && unit.port(FindingBook.class).find(each.observation() + "#0").isPresent();
            standings.put(
                each, found ? Standing.FOUND : accepted ? Standing.ACCEPTED : Standing.UNKNOWN);
          }
          return standings;
        });
  }

  private void keep(Stretch stretch, List<String> observations) {
    EvidenceReference kept = evidence.keep(stretch.csv(), Stretch.MEDIA_TYPE);
    Facts facts =
        stretch.facts().toBuilder().put("sha256", kept.sha256()).put("bytes", kept.bytes()).build();
    store.commit(
        unit -> {
          for (String observation : observations) {
            unit.port(ObservationBook.class).names(observation, kept);
            unit.append(clock.instant(), AroundPlan.KEPT, observation, facts);
          }
          return kept;
        });
  }

  private void lost(Stretch stretch, String why) {
    lost(stretch.point(), observations(stretch), why);
    ended(stretch.point(), observations(stretch));
  }

  private void lost(String point, Collection<String> observations, String why) {
    for (String observation : observations) {
      LOG.warn("What was measured at '{}' around {} is not kept: {}", point, observation, why);
      Facts facts = Facts.with("point", point).put("why", why).build();
      ledger.note(clock.instant(), AroundPlan.LOST, observation, facts);
    }
  }

  private static List<String> observations(Stretch stretch) {
    return stretch.crossings().stream().map(Crossing::observation).toList();
  }

  private void ended(String point, Collection<String> observations) {
    Set<String> left = underWay.get(point);
    if (left != null && left.removeAll(observations)) {
      note(point);
    }
  }

  private void note(String point) {
    ledger.keep(NAME + point, Facts.with(OBSERVATIONS, List.copyOf(underWay.get(point))).build());
  }
}
