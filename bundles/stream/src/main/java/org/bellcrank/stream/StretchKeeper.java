package org.bellcrank.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Room;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.ObservationBook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps stretches as evidence of the observations that they were gathered for. It waits until those
 * are decided, since not every crossing makes a finding; what cannot be written is tried again,
 * less and less often. Which crossings are under way is noted durably, so that a process that died
 * in the middle is told by the next one. {@link AroundPlan#KEPT} and {@link AroundPlan#LOST} stand
 * in the journal, about the observation.
 */
final class StretchKeeper implements Stretches {

  /** How long an observation is waited for that is not on its way to the store. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Bytes of samples that wait to be written at most. */
  static final long MOST = AroundPlan.MOST_OF_ALL;

  private static final Logger LOG = LoggerFactory.getLogger(StretchKeeper.class);
  private static final String NAME = "around:"; // no point's id
  private static final String OBSERVATIONS = "observations";
  private static final String UNSURE = "unsure";
  private static final int ENTRIES = 100;
  private static final int LONGEST_PAUSE = 120; // calls: half a minute

  private final Store store;
  private final EvidenceStore evidence;
  private final Ledger ledger;
  private final Clock clock;
  private final Predicate<String> onItsWay;
  private final long most;
  private final Map<String, Map<String, Boolean>> underWay = new HashMap<>(); // sure, by point
  private final List<Waiting> waiting = new ArrayList<>();
  private final ReentrantLock writing = new ReentrantLock();
  private final Map<String, Map<String, Boolean>> cutOff = new HashMap<>(); // before this process
  private int failures;
  private int pause; // calls
  private long bytes;
  private String complaint = "";

  private static final class Waiting {
    Stretch stretch;
    Instant since; // nothing was known to be on its way

    Waiting(Stretch stretch, Instant since) {
      this.stretch = stretch;
      this.since = since;
    }
  }

  /**
   * A keeper.
   *
   * @param onItsWay whether an observation may yet come to be in the store, by its id
   */
  StretchKeeper(
      Store store,
      EvidenceStore evidence,
      Ledger ledger,
      Clock clock,
      Predicate<String> onItsWay,
      long most) {
    this.most = most;
    this.store = store;
    this.evidence = evidence;
    this.ledger = ledger;
    this.clock = clock;
    this.onItsWay = onItsWay;
    ledger.states(NAME).forEach(this::cutOff);
  }

  private void cutOff(String name, Facts facts) {
    Map<String, Boolean> observations = new LinkedHashMap<>();
    facts.textList(OBSERVATIONS).forEach(each -> observations.put(each, true));
    facts.textList(UNSURE).forEach(each -> observations.put(each, false));
    if (!observations.isEmpty()) {
      String point = name.substring(NAME.length());
      cutOff.put(point, observations);
      underWay.put(point, new LinkedHashMap<>(observations));
    }
  }

  @Override
  public synchronized void begun(String point, Crossing crossing) {
    underWay
        .computeIfAbsent(point, none -> new LinkedHashMap<>())
        .put(crossing.observation(), crossing.sure());
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

  /** Keeps what can be kept by now; while that fails it is tried less and less often. */
  void write() {
    if (pause > 0) {
      pause--;
      return;
    }
    writing.lock();
    try {
      failures = write(false, () -> true) ? 0 : failures + 1;
      pause = Math.min(LONGEST_PAUSE, (1 << Math.min(failures, 8)) - 1);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Nothing more comes: keeps what can be kept at once, and says what cannot. Where a store does
   * not answer at all the next process says it.
   *
   * @param time whether there is time for one more
   */
  void end(BooleanSupplier time) throws InterruptedException {
    if (writing.tryLock(1, TimeUnit.SECONDS)) {
      try {
        write(true, time);
        giveUp();
      } finally {
        writing.unlock();
      }
    }
  }

  private void giveUp() {
    for (Waiting each : copy()) {
      synchronized (this) {
        String why = complaint.isEmpty() ? "there was no time" : complaint;
        List<String> sure =
            each.stretch.crossings().stream()
                .filter(Crossing::sure)
                .map(Crossing::observation)
                .toList(); // of all others the next process hears whether there was a finding
        lost(
            each.stretch.point(),
            sure,
            "the gateway was stopped before it could be written: " + why);
        ended(each.stretch.point(), sure);
        gone(each);
      }
    }
  }

  /** Whether nothing failed. */
  private boolean write(boolean last, BooleanSupplier time) {
    try {
      tellCutOff();
      for (Waiting each : copy()) {
        if (time.getAsBoolean() && isOver(each, last)) {
          gone(each);
        }
      }
      complains("");
      return true;
    } catch (StoreException | EvidenceException e) {
      complains("what was measured around a finding waits to be written: " + e.getMessage());
    } catch (RuntimeException | OutOfMemoryError e) { // the outermost: the timer would end
      LOG.error("What was measured around a finding could not be written", e);
      complains("what was measured around a finding could not be written: " + e);
    }
    return false;
  }

  /** Whether nothing is left to do; one that trips something must not hold up all others. */
  private boolean isOver(Waiting one, boolean last) {
    try {
      return keep(one, last);
    } catch (StoreException | EvidenceException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) { // whatever trips over this one stretch
      LOG.error("What was measured around a finding could not be written", e);
      synchronized (this) {
        lost(one.stretch, "it could not be written: " + e);
      }
      return true;
    }
  }

  private synchronized List<Waiting> copy() {
    return List.copyOf(waiting);
  }

  private synchronized void gone(Waiting one) {
    waiting.remove(one);
    bytes -= one.stretch.bytes();
  }

  private synchronized void complains(String text) {
    complaint = text;
  }

  /** What the process before had begun and not kept. */
  private void tellCutOff() {
    for (Map.Entry<String, Map<String, Boolean>> each : Map.copyOf(cutOff).entrySet()) {
      String point = each.getKey();
      Map<String, CrossingStanding> standings = standings(each.getValue().keySet());
      List<String> told = told(point, standings.keySet());
      List<String> open = new ArrayList<>();
      List<String> lost = new ArrayList<>();
      each.getValue()
          .forEach(
              (observation, sure) -> {
                CrossingStanding standing = standings.get(observation);
                if (!sure && standing == CrossingStanding.UNDECIDED) {
                  open.add(observation);
                } else if (!told.contains(observation)
                    && (sure || standing == CrossingStanding.FOUND)) {
                  lost.add(observation);
                }
              });
      List<String> over =
          each.getValue().keySet().stream().filter(one -> !open.contains(one)).toList();
      synchronized (this) {
        lost(point, lost, "the gateway ended before it was whole");
        ended(point, over);
      }
      each.getValue().keySet().removeAll(over);
      if (open.isEmpty()) {
        cutOff.remove(point);
      }
    }
  }

  private List<String> told(String point, Collection<String> observations) {
    return store.read(
        unit -> observations.stream().filter(each -> isTold(unit, each, point)).toList());
  }

  private static boolean isTold(UnitOfWork unit, String observation, String point) {
    return unit.port(Journal.class).about(observation, ENTRIES).stream()
        .filter(
            entry -> entry.kind().equals(AroundPlan.KEPT) || entry.kind().equals(AroundPlan.LOST))
        .anyMatch(entry -> entry.facts().text("point").filter(point::equals).isPresent());
  }

  private boolean keep(Waiting one, boolean last) {
    List<String> observations = observations(one.stretch);
    // asked before the store is: what is durable is not on its way any more
    if (!last && observations.stream().anyMatch(onItsWay)) {
      one.since = clock.instant();
      return false;
    }
    Map<String, CrossingStanding> standings = standings(observations);
    boolean patient = clock.instant().isBefore(one.since.plus(PATIENCE));
    if (!last && standings.values().stream().anyMatch(each -> mayCome(each, patient))) {
      return false;
    }
    List<Crossing> named = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (Crossing each : one.stretch.crossings()) {
      CrossingStanding standing = standings.get(each.observation());
      if (standing == CrossingStanding.UNKNOWN) {
        missed.add(each.observation());
      } else if (standing == CrossingStanding.FOUND || each.sure()) {
        named.add(each);
      } else if (standing == CrossingStanding.UNDECIDED) {
        open.add(each.observation()); // the next process hears whether there was anything to keep
      }
    }
    if (!named.isEmpty()) {
      one.stretch = one.stretch.sorted();
      keep(one.stretch, named);
    }
    synchronized (this) {
      lost(one.stretch.point(), missed, "its observation was not taken");
      ended(
          one.stretch.point(), observations.stream().filter(each -> !open.contains(each)).toList());
    }
    return true;
  }

  private static boolean mayCome(CrossingStanding standing, boolean patient) {
    return standing == CrossingStanding.UNDECIDED
        || standing == CrossingStanding.UNKNOWN && patient;
  }

  private Map<String, CrossingStanding> standings(Collection<String> observations) {
    return store.read(
        unit -> {
          Map<String, CrossingStanding> standings = new LinkedHashMap<>();
          observations.forEach(each -> standings.put(each, CrossingStanding.of(unit, each)));
          return standings;
        });
  }

  private void keep(Stretch stretch, List<Crossing> crossings) {
    Room room = store.room();
    if (room.full()) { // asked first: what is refused would be made for nothing
      throw new EvidenceException(room.refusal(), null);
    }
    EvidenceReference kept = evidence.keep(stretch::csv, Stretch.MEDIA_TYPE);
    Facts facts =
        stretch.facts().toBuilder().put("sha256", kept.sha256()).put("bytes", kept.bytes()).build();
    store.commit(
        unit -> {
          for (Crossing each : crossings) {
            unit.port(ObservationBook.class).names(each.observation(), kept);
            Facts own = facts.toBuilder().put("crossed", each.facts()).build();
            unit.append(clock.instant(), AroundPlan.KEPT, each.observation(), own);
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
    Map<String, Boolean> left = underWay.get(point);
    if (left != null && left.keySet().removeAll(observations)) {
      note(point);
    }
  }

  private void note(String point) {
    Map<String, Boolean> noted = underWay.get(point);
    List<String> unsure = noted.keySet().stream().filter(each -> !noted.get(each)).toList();
    ledger.keep(
        NAME + point,
        Facts.with(OBSERVATIONS, List.copyOf(noted.keySet()))
            .put(UNSURE, unsure.isEmpty() ? null : unsure)
            .build());
  }
}
