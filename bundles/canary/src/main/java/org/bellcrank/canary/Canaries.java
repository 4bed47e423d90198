package org.bellcrank.canary;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.canary.Lamp.State;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.observation.Canary;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.CanaryPlan;
import org.bellcrank.site.Site;

/**
 * Lets canaries fly when their time has come and turns what they prove into lamps. One is under way
 * for each connector instance; while something is wrong they fly three times as often. {@link
 * #turn} is called again and again by one thread; everything else is safe for any thread.
 */
final class Canaries implements Lamps {

  static final String OFF = "switched off in the site documents";
  static final String INTAKE = "intake";
  static final String AWAY = "the database is away; its lamp says why";
  static final String RULES = "rules";

  /** The way of a canary on a gateway whose documents name no CMMS. */
  private static final String NOWHERE = "";

  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private final Store store;
  private final Clock clock;
  private final ObservationIntake intake;
  private final ActiveSite active;
  private final Parts parts;
  private final Timetable times;
  private final LampBoard board = new LampBoard();
  private final Fence fence = new Fence(board);
  private final Watches watches;
  private final RefusalWatch refusals = new RefusalWatch();
  private final Diary diary;
  private final Results results = new Results();
  private final Map<String, Flight> flights = new HashMap<>();
  private final Set<String> troubled = new HashSet<>();
  private final Set<String> behind = new HashSet<>();
  private final Set<String> undecided = new HashSet<>();
  private Optional<Site> site = Optional.empty();
  private Instant lookAt;
  private boolean restored;
  private boolean away;
  private volatile List<Lamp> shown = List.of();

  /**
   * @param asking runs what may have to wait for the database
   */
  Canaries(
      Store store,
      Clock clock,
      ObservationIntake intake,
      ActiveSite active,
      Parts parts,
      Executor asking) {
    this.store = store;
    this.clock = clock;
    this.intake = intake;
    this.active = active;
    this.parts = parts;
    diary = new Diary(store);
    watches = new Watches(board, fence, store, asking);
    lookAt = clock.instant();
    times = new Timetable(lookAt);
  }

  @Override
  public List<Lamp> all() {
    return shown; // as of the last turn: who looks must not wait for a database that hangs
  }

  @Override
  public synchronized Optional<Run> find(String canary) {
    return results.find(canary);
  }

  @Override
  public synchronized List<Run> run(Optional<String> instance, String who) {
    site = active.site();
    List<String> targets = targets();
    if (instance.filter(name -> !targets.contains(name)).isPresent() || targets.isEmpty()) {
      throw new IllegalArgumentException(
          "canary: given %s; allowed: %s"
              .formatted(
                  instance.map("'%s'"::formatted).orElse("all"),
                  targets.isEmpty()
                      ? "nothing, canaries are switched off in the site documents"
                      : "a connector instance that is not switched off: " + targets));
    }
    String by = Results.line(who);
    Instant now = clock.instant();
    List<Run> runs = new ArrayList<>();
    for (String target : instance.map(List::of).orElse(targets)) {
      Flight flight = flights.computeIfAbsent(target, each -> start(each, now, by));
      runs.add(results.find(flight.id()).orElseThrow());
    }
    diary.add(
        now,
        "canary.requested",
        INTAKE,
        Facts.with("who", by).put("canaries", runs.stream().map(Run::id).toList()).build());
    return runs;
  }

  /** How many canaries are on their way. */
  synchronized int underWay() {
    return flights.size();
  }

  /** How many of them the intake has not taken yet, as far as was looked. */
  synchronized long untaken() {
    return flights.values().stream().filter(flight -> !flight.isTaken()).count();
  }

  /** Does what is due now. */
  synchronized void turn() {
    Instant now = clock.instant();
    site = active.site();
    board.period(plan().period());
    watches.database.ask(now);
    if (watches.database.away(now)) {
      without(now);
      return;
    }
    if (away) {
      away = false;
      times.hurryAll();
      lookAt = now;
    }
    fence.run("what was red", this::restore);
    if (!now.isBefore(lookAt)) {
      lookAt = now.plus(LOOK_EVERY);
      look(now);
    }
    for (String target : targets()) {
      if (!flights.containsKey(target) && isDue(target, now)) {
        flights.put(target, start(target, now, "period"));
      }
    }
    List.copyOf(flights.values()).forEach(flight -> fly(flight, now));
    board.pass(now);
    board.changes().forEach(lamp -> diary.changed(lamp, now));
    diary.write();
    shown = board.all();
  }

  /** While the database is away its own lamp tells so, and nothing else asks it. */
  private void without(Instant now) {
    away = true;
    List.copyOf(flights.values())
        .forEach(flight -> end(flight, State.GREY, DatabaseWatch.DATABASE, AWAY, now));
    watches.database.look(now);
    watches.traffic.look(plan().patterns(), parts, now);
    board.grey(Kind.INTAKE, INTAKE, now, AWAY);
    board.grey(Kind.RULES, RULES, now, AWAY);
    board.grey(Kind.BALANCE, BalanceWatch.BALANCE, now, AWAY);
    board.pass(now);
    board.changes().forEach(lamp -> diary.changed(lamp, now));
    shown = board.all();
  }

  private void restore() {
    if (!restored) {
      try {
        diary.red().forEach(board::restore);
        restored = true;
      } catch (StoreException later) {
        board.expect(Kind.INTAKE, INTAKE, clock.instant());
      }
    }
  }

  private CanaryPlan plan() {
    return site.map(Site::canaries).orElse(CanaryPlan.DEFAULT);
  }

  private List<String> targets() {
    CanaryPlan plan = plan();
    if (!plan.enabled()) {
      return List.of();
    }
    List<String> named =
        instances().stream()
            .map(ConnectorInstance::id)
            .filter(id -> plan.target(id).enabled())
            .toList();
    return named.isEmpty() ? List.of(NOWHERE) : named;
  }

  private List<ConnectorInstance> instances() {
    return site.map(Site::connectors).orElse(List.of());
  }

  /** What can be seen without a test. */
  private void look(Instant now) {
    CanaryPlan plan = plan();
    board.expect(Kind.INTAKE, INTAKE, now);
    board.expect(Kind.RULES, RULES, now);
    if (plan.enabled()) {
      stands(Kind.RULES, RULES, Trouble.of(active), now);
    } else {
      flights.clear();
      board.grey(Kind.INTAKE, INTAKE, now, OFF);
      board.grey(Kind.RULES, RULES, now, OFF);
    }
    fence.run("deliveries", this::lookAtRefusals);
    for (ConnectorInstance instance : instances()) {
      fence.look(Kind.CONNECTOR, instance.id(), now, () -> look(instance, plan, now));
    }
    board.names(Kind.CONNECTOR).stream()
        .filter(name -> site.isPresent() && instance(name).isEmpty())
        .forEach(
            name -> board.grey(Kind.CONNECTOR, name, now, "the site documents name it no more"));
    watches.look(site, plan, parts, now);
  }

  private void lookAtRefusals() {
    DeliveryBook deliveries = parts.deliveries;
    if (deliveries != null) {
      refusals.look(deliveries.health());
    }
  }

  private void look(ConnectorInstance instance, CanaryPlan plan, Instant now) {
    board.expect(Kind.CONNECTOR, instance.id(), now);
    if (plan.enabled() && plan.target(instance.id()).enabled()) {
      stands(Kind.CONNECTOR, instance.id(), trouble(instance), now);
    } else {
      flights.remove(instance.id());
      board.grey(Kind.CONNECTOR, instance.id(), now, OFF);
    }
  }

  private Optional<Trouble> trouble(ConnectorInstance instance) {
    return Trouble.of(instance, parts)
        .or(() -> refusals.of(instance.id()))
        .or(() -> Trouble.behind(instance.id(), parts));
  }

  /** A trouble that went is followed by a test at once. What only is behind hides no test. */
  private void stands(Kind kind, String name, Optional<Trouble> trouble, Instant now) {
    String id = LampBoard.id(kind, name);
    trouble.ifPresent(each -> board.bad(kind, name, now, each.stage(), each.words()));
    boolean onlyBehind = trouble.filter(Trouble::isBehind).isPresent();
    boolean went = goes(troubled, id, trouble.isPresent() && !onlyBehind);
    if (goes(behind, id, onlyBehind) || went) {
      if (kind == Kind.RULES) {
        times.hurryAll();
      } else {
        times.hurry(name);
      }
    }
  }

  private static boolean goes(Set<String> standing, String id, boolean stands) {
    if (stands) {
      standing.add(id);
      return false;
    }
    return standing.remove(id);
  }

  private boolean isDue(String target, Instant now) {
    boolean wrong =
        board.wrong(Kind.INTAKE, INTAKE)
            || board.wrong(Kind.RULES, RULES)
            || board.wrong(Kind.CONNECTOR, target);
    return times.isDue(target, now, plan().period(), wrong);
  }

  private Flight start(String target, Instant now, String who) {
    Canary canary = times.next(target, now, who);
    results.begin(canary.id(), lamp(target));
    return new Flight(canary, now, intake);
  }

  private static String lamp(String target) {
    return target.isEmpty() ? RULES : LampBoard.id(Kind.CONNECTOR, target);
  }

  private Optional<ConnectorInstance> instance(String id) {
    return instances().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** A canary that cannot be followed ends, and its lamp says why. */
  private void fly(Flight flight, Instant now) {
    Kind kind = flight.instance().isEmpty() ? Kind.RULES : Kind.CONNECTOR;
    fence
        .run("canary of " + lamp(flight.instance()), () -> follow(flight, now))
        .ifPresent(words -> broken(flight, new Flight.Found.Broken(kind, Fence.LAMP, words), now));
  }

  /** Follows a canary as far as it came. */
  private void follow(Flight flight, Instant now) {
    String target = flight.instance();
    Instant until = flight.startedAt().plus(Timetable.patience(plan().period()));
    boolean writes = plan().target(target).marker().isPresent();
    while (flights.get(target) == flight) {
      Flight.Found found = flight.look(store, parts, now, until, writes);
      if (found instanceof Flight.Found.Nothing) {
        return;
      } else if (found instanceof Flight.Found.Passed passed) {
        passed(flight, passed, now);
      } else if (found instanceof Flight.Found.Broken broken) {
        broken(flight, broken, now);
      } else if (found instanceof Flight.Found.NoWay none) {
        board.grey(Kind.CONNECTOR, target, now, none.words());
        end(flight, State.GREY, "", none.words(), now);
      } else {
        arrived(flight, ((Flight.Found.Arrived) found).proof(), now);
      }
    }
  }

  private void passed(Flight flight, Flight.Found.Passed passed, Instant now) {
    if (passed.kind() == Kind.INTAKE) {
      board.good(Kind.INTAKE, INTAKE, now, passed.proof());
      return;
    }
    undecided.remove(flight.instance());
    if (undecided.isEmpty() && Trouble.of(active).isEmpty()) {
      board.good(Kind.RULES, RULES, now, passed.proof());
    }
    if (flight.instance().isEmpty()) {
      end(flight, State.GREEN, "", passed.proof(), now);
    }
  }

  private void broken(Flight flight, Flight.Found.Broken broken, Instant now) {
    String name = broken.kind() == Kind.CONNECTOR ? flight.instance() : INTAKE;
    if (broken.kind() == Kind.RULES) {
      name = RULES;
      undecided.add(flight.instance());
    }
    if (!troubled.contains(LampBoard.id(broken.kind(), name))) {
      board.bad(broken.kind(), name, now, broken.stage(), broken.words());
    }
    end(flight, State.RED, broken.stage(), broken.words(), now);
  }

  private void arrived(Flight flight, String proof, Instant now) {
    Optional<Trouble> stands = instance(flight.instance()).flatMap(this::trouble);
    if (stands.isPresent()) {
      if (stands.get().isBehind()) {
        board.goodButBehind(Kind.CONNECTOR, flight.instance(), now, proof);
      }
      end(flight, State.RED, stands.get().stage(), stands.get().words(), now);
    } else {
      board.good(Kind.CONNECTOR, flight.instance(), now, proof);
      end(flight, State.GREEN, "", proof, now);
    }
  }

  private void end(Flight flight, State state, String stage, String words, Instant now) {
    flights.remove(flight.instance());
    results.end(flight.id(), lamp(flight.instance()), state, words);
    diary.add(
        now,
        "canary.ended",
        flight.id(),
        Facts.with("lamp", lamp(flight.instance()))
            .put("state", state)
            .put("stage", stage)
            .put("words", words)
            .build());
  }
}
