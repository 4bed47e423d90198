package org.bellcrank.console;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bellcrank.asset.Placement;
import org.bellcrank.asset.Standing;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.register.Discrepancy;
import org.bellcrank.register.Discrepancy.Kind;
import org.bellcrank.register.RegisterDesk;
import org.bellcrank.site.ActiveSite;

/** The registers of assets: how reading them goes, and what they and the documents differ in. */
final class RegisterRoutes {

  private static final int ROWS = 100;
  private static final int MOST_ROWS = 1000;

  private final Store store;
  private final Clock clock;
  private final ActiveSite documents;
  private final Supplier<Optional<RegisterDesk>> registers;

  RegisterRoutes(
      Store store, Clock clock, ActiveSite documents, Supplier<Optional<RegisterDesk>> registers) {
    this.store = store;
    this.clock = clock;
    this.documents = documents;
    this.registers = registers;
  }

  List<Route> all() {
    return List.of(
        Path.get("/api/registers", request -> new Answer.Json(list())),
        Path.get("/api/registers/{id}", this::page),
        Decision.route("/api/registers/{id}/read", this::readNow));
  }

  private Facts list() {
    return registers
        .get()
        .map(desk -> desk.health().stream().map(health -> line(desk, health)).toList())
        .map(lines -> Facts.with("registers", lines).build())
        .orElseGet(() -> Facts.with("registers", List.of()).build());
  }

  private Answer page(Request request) {
    String instance = request.path().get("id");
    int limit = request.limit(ROWS, MOST_ROWS);
    return registers
        .get()
        .flatMap(desk -> health(desk, instance).map(health -> page(desk, health, limit)))
        .<Answer>map(Answer.Json::new)
        .orElseGet(() -> new Answer.NotFound("register of " + instance));
  }

  private static Optional<RegisterDesk.Health> health(RegisterDesk desk, String instance) {
    return desk.health().stream().filter(each -> each.instance().equals(instance)).findFirst();
  }

  private Facts line(RegisterDesk desk, RegisterDesk.Health health) {
    List<Standing> standings = standings(desk, health.instance());
    List<Facts> kinds =
        byKind(desk, health).entrySet().stream()
            .map(each -> kind(each.getKey(), each.getValue(), health).build())
            .toList();
    return summary(health, standings).put("kinds", kinds).build();
  }

  private Facts page(RegisterDesk desk, RegisterDesk.Health health, int limit) {
    List<Standing> standings = standings(desk, health.instance());
    List<Facts> kinds =
        byKind(desk, health).entrySet().stream()
            .map(
                each ->
                    kind(each.getKey(), each.getValue(), health)
                        .put("rows", rows(each.getValue(), limit, this::row))
                        .build())
            .toList();
    return summary(health, standings)
        .put("kinds", kinds)
        .put("standings", rows(standings, limit, this::standing))
        .build();
  }

  private static <T> List<Facts> rows(List<T> all, int limit, Function<T, Facts> row) {
    return all.stream().limit(limit).map(row).toList();
  }

  private static Facts.Builder summary(RegisterDesk.Health health, List<Standing> standings) {
    return Facts.with("instance", health.instance())
        .put("state", state(health))
        .put("read", health.read())
        .put("shown", health.shown())
        .put("failing", health.failing())
        .put("words", health.words())
        .put("unknown", health.unknown())
        .put("unreadable", health.unreadable())
        .put("retired", standings.stream().filter(each -> each.retired().isPresent()).count())
        .put(
            "criticality",
            standings.stream().filter(each -> each.criticality().isPresent()).count());
  }

  private static String state(RegisterDesk.Health health) {
    return health.failing().isPresent() ? "OPEN" : health.read().isPresent() ? "UP" : "WAITING";
  }

  /** Those that stop rules first. */
  private static List<Standing> standings(RegisterDesk desk, String instance) {
    return desk.standings().stream()
        .filter(each -> each.instance().equals(instance))
        .sorted(
            (one, other) -> Boolean.compare(other.retired().isPresent(), one.retired().isPresent()))
        .toList();
  }

  private static Map<Kind, List<Discrepancy>> byKind(
      RegisterDesk desk, RegisterDesk.Health health) {
    return desk.discrepancies(health.instance()).stream()
        .collect(
            Collectors.groupingBy(
                Discrepancy::kind, () -> new EnumMap<>(Kind.class), Collectors.toList()));
  }

  /** Of records without asset only some are kept, and all are counted. */
  private static Facts.Builder kind(Kind kind, List<Discrepancy> kept, RegisterDesk.Health health) {
    return Facts.with("kind", kind)
        .put("count", kind == Kind.UNMAPPED ? health.unmapped() : kept.size());
  }

  private Facts row(Discrepancy one) {
    return Facts.with("asset", one.asset())
        .put("path", path(one.asset()))
        .put("record", one.record())
        .put("field", one.field())
        .put("ours", one.ours())
        .put("theirs", one.theirs())
        .put("candidates", candidates(one))
        .put("words", one.words())
        .build();
  }

  /** Records that it might be, as one text; empty for kinds that have none. */
  private static String candidates(Discrepancy one) {
    return switch (one.kind()) {
      case DANGLING -> one.theirs();
      case FOUND, DOUBTFUL -> one.record();
      case RETIRED, SHARED, CRITICALITY, METADATA, UNMAPPED -> "";
    };
  }

  private Facts standing(Standing one) {
    return Facts.with("asset", one.asset())
        .put("path", path(one.asset()))
        .put("record", one.record())
        .put("retired", one.retired())
        .put("criticality", one.criticality())
        .build();
  }

  private Optional<String> path(String asset) {
    return documents
        .site()
        .flatMap(site -> site.assets().placeOn("", asset))
        .map(Placement.Placed::pathText);
  }

  private Facts readNow(Decision decision) {
    String who = decision.who();
    RegisterDesk desk =
        registers
            .get()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "What reads registers of assets does not run on this gateway now; System"
                            + " tells what does. Nothing was changed"));
    if (!desk.readNow(decision.id())) {
      List<String> known = desk.health().stream().map(RegisterDesk.Health::instance).toList();
      throw new IllegalArgumentException(
          "register: given instance '%s'; allowed: one whose connector has an assets.yaml: %s"
              .formatted(decision.id(), known));
    }
    store.commit(
        unit -> {
          unit.append(
              clock.instant(), "register.requested", decision.id(), Facts.with("who", who).build());
          return null;
        });
    return Facts.with("instance", decision.id()).put("wanted", true).build();
  }
}
