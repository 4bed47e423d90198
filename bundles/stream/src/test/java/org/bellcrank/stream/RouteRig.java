package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.bellcrank.asset.AssetDocuments;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.journal.Work;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.Prediction;

/** A plant of two steps with three machines each, its parts, and what is told of them. */
final class RouteRig {

  static final Instant START = Instant.parse("2026-03-02T06:00:00Z");
  static final String ROUTES =
      """
      routes:
        - id: bodies
          steps:
            - { press-0: press-0/bad, press-1: press-1/bad, press-2: press-2/bad }
            - { oven-0: oven-0/bad, oven-1: oven-1/bad, oven-2: oven-2/bad }
          failureMode: bad-parts
          window: PT8H
      """;
  private static final String PLANT =
      """
      assets:
        - { id: plant, name: Plant, level: site }
        - { id: press-0, name: Press 0, level: machine, parent: plant }
        - { id: press-1, name: Press 1, level: machine, parent: plant }
        - { id: press-2, name: Press 2, level: machine, parent: plant }
        - { id: oven-0, name: Oven 0, level: machine, parent: plant }
        - { id: oven-1, name: Oven 1, level: machine, parent: plant }
        - { id: oven-2, name: Oven 2, level: machine, parent: plant }
      points:
        - { id: press-0/bad, asset: press-0 }
        - { id: press-1/bad, asset: press-1 }
        - { id: press-2/bad, asset: press-2 }
        - { id: oven-0/bad, asset: oven-0 }
        - { id: oven-1/bad, asset: oven-1 }
        - { id: oven-2/bad, asset: oven-2 }
        - { id: oven-2/heat, asset: oven-2, unit: Cel }
      """;

  final Kept store = new Kept();
  final List<Prediction> told = new ArrayList<>();
  final List<Sample> samples = new ArrayList<>();
  private final Random random;
  private int most = 400_000;
  private RouteWatch watch = watch();
  private int parts;

  RouteRig(long seed) {
    random = new Random(seed);
  }

  static RoutePlan plan(String text) throws InvalidDocumentException {
    MapNode plant = Documents.parse("plant.yaml", PLANT).asMap();
    AssetRegister register = AssetDocuments.read(plant.maps("assets"), plant.maps("points"));
    MapNode routes = Documents.parse("routes.yaml", text).asMap();
    return StreamDocuments.read(
            key -> key.equals("routes") ? maps(routes) : List.of(),
            List.of(),
            register,
            new ExpressionLanguage())
        .cadence()
        .routes()
        .get(0);
  }

  private static List<MapNode> maps(MapNode file) {
    try {
      return file.maps("routes");
    } catch (InvalidDocumentException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As after a restart: nothing is known but what was kept. */
  void restart() {
    watch = watch();
  }

  /** A restart with so many passages that are looked at together. */
  void restart(int passages) {
    most = passages;
    restart();
  }

  private RouteWatch watch() {
    return new RouteWatch(store, new CadenceBook(store), new Shares(), new Taker(), most);
  }

  void look(RoutePlan plan, Instant now) throws InterruptedException {
    watch.look(plan, now);
  }

  List<String> complaints(RoutePlan plan) {
    return watch.complaints(List.of(plan));
  }

  void tidy(RoutePlan plan, Instant now) {
    watch.tidy(List.of(plan), now);
  }

  /** With documents that have no routes. */
  void tidy(Instant now) {
    watch.tidy(List.of(), now);
  }

  /** Any press, then any oven. */
  List<String> crossed() {
    return List.of("press-" + random.nextInt(3), "oven-" + random.nextInt(3));
  }

  /** A press and the oven behind it, but for a share of parts. */
  List<String> inLine(double crossed) {
    int line = random.nextInt(3);
    int oven = random.nextDouble() < crossed ? random.nextInt(3) : line;
    return List.of("press-" + line, "oven-" + oven);
  }

  /** A part that leaves its machines ten minutes apart and is judged then. */
  void make(List<String> route, ToDoubleFunction<List<String>> bad, Instant judged) {
    String part = "part-%07d".formatted(parts++);
    Instant at = judged.minus(Duration.ofMinutes(10L * route.size()));
    for (String machine : route) {
      store.add(new Passage(part, machine, at, Optional.empty()));
      at = at.plus(Duration.ofMinutes(10));
    }
    boolean good = random.nextDouble() >= bad.applyAsDouble(route);
    store.add(new Passage(part, "check", judged, Optional.of(good)));
  }

  /** Some parts in each hour, and a look after each. */
  void run(RoutePlan plan, int fromHour, int toHour, int each, ToDoubleFunction<List<String>> bad)
      throws InterruptedException {
    for (int hour = fromHour; hour < toHour; hour++) {
      Instant from = START.plus(Duration.ofHours(hour));
      for (int i = 0; i < each; i++) {
        make(crossed(), bad, from.plusSeconds(3_600L * i / each));
      }
      look(plan, from.plus(Duration.ofMinutes(63)));
    }
  }

  private final class Taker implements ObservationIntake {

    @Override
    public Accepted accept(Observation observation) {
      boolean known = told.stream().anyMatch(each -> each.id().equals(observation.id()));
      if (!known) {
        told.add((Prediction) observation);
      }
      return new Accepted(observation.id(), told.size(), known);
    }

    @Override
    public CompletableFuture<Accepted> submit(Observation observation) {
      return CompletableFuture.completedFuture(accept(observation));
    }
  }

  private final class Shares implements SampleIntake {

    @Override
    public void take(List<Sample> taken) {
      samples.addAll(taken);
    }

    @Override
    public int offer(List<Sample> offered) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void take(Waveform waveform) {
      throw new UnsupportedOperationException();
    }
  }

  /** A store of what routes keep, which writes or does not. */
  static final class Kept implements Store, TrendBook, PassageBook {
    final Map<String, Facts> states = new HashMap<>();
    final TreeMap<String, RollUp> rollUps = new TreeMap<>();
    final List<String> notes = new ArrayList<>();
    final TreeMap<Instant, List<Passage>> passages = new TreeMap<>();
    private final Map<String, List<Passage>> byPart = new LinkedHashMap<>();
    boolean fails;

    @Override
    public <T> T commit(Work<T> work) {
      if (fails) {
        throw new StoreException("disk full", null);
      }
      return read(work);
    }

    @Override
    public <T> T read(Work<T> work) {
      Kept self = this;
      return work.in(
          new UnitOfWork() {
            @Override
            public <P> P port(Class<P> type) {
              return type.cast(self);
            }

            @Override
            public void append(Instant at, String kind, String subject, Facts facts) {
              notes.add(kind + " " + subject + " " + facts.text("machines").orElse(""));
            }
          });
    }

    @Override
    public <T> CompletableFuture<T> submit(Work<T> work) {
      return CompletableFuture.completedFuture(commit(work));
    }

    @Override
    public Registration onCommit(Runnable listener) {
      return () -> {};
    }

    @Override
    public void add(RollUp rollUp) {
      rollUps.merge(rollUp.point() + " " + rollUp.from(), rollUp, RollUp::and);
    }

    @Override
    public List<RollUp> between(String point, Instant from, Instant before, int limit) {
      return List.copyOf(rollUps.subMap(point + " " + from, point + " " + before).values());
    }

    @Override
    public Map<String, Facts> states() {
      return states;
    }

    @Override
    public void keep(String of, Facts state) {
      states.put(of, Facts.parse(state.json()));
    }

    @Override
    public void add(Passage passage) {
      passages.computeIfAbsent(passage.at(), none -> new ArrayList<>()).add(passage);
      byPart.computeIfAbsent(passage.part(), none -> new ArrayList<>()).add(passage);
    }

    @Override
    public List<Passage> ofJudged(Instant from, Instant before, int limit) {
      Set<String> judged =
          passages.subMap(from, before).values().stream()
              .flatMap(List::stream)
              .filter(each -> each.good().isPresent())
              .map(Passage::part)
              .collect(Collectors.toSet());
      BiPredicate<Passage, Instant> early = (each, until) -> each.at().isBefore(until);
      return judged.stream()
          .sorted()
          .flatMap(part -> byPart.get(part).stream().filter(each -> early.test(each, before)))
          .limit(limit)
          .toList();
    }

    /** Both books have such a method: of trends nothing goes here. */
    @Override
    public int remove(Instant before, int limit) {
      int all = passages.values().stream().mapToInt(List::size).sum();
      passages.headMap(before).clear();
      return all - passages.values().stream().mapToInt(List::size).sum();
    }
  }
}
