package org.bellcrank.fleet.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bellcrank.fleet.RolloutReport;
import org.bellcrank.fleet.Table;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;

/** Every gateway asked at once: what it is, what it has, how it is. */
final class FleetView {

  private static final int THREADS = 32;
  private static final int BAR = 24;

  private final Births births;
  private final GatewayLook look;

  /**
   * One gateway.
   *
   * @param packages version by name
   * @param documents empty text where unknown
   * @param health ok, degraded, failed or unknown
   * @param down bundles of packages that do not run
   */
  record Row(
      String id,
      String state,
      String name,
      String kura,
      boolean answers,
      Map<String, String> packages,
      String documents,
      String health,
      List<String> causes,
      List<String> down) {

    /** {@code ours} alone: what Bellcrank brought. */
    String packageWords() {
      return String.join(
          " ", packages.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    }

    Facts facts() {
      List<Facts> some = new ArrayList<>();
      packages.forEach(
          (key, version) -> some.add(Facts.with("name", key).put("version", version).build()));
      return Facts.with("gateway", id)
          .put("state", state)
          .put("name", name)
          .put("kura", kura)
          .put("answers", answers)
          .put("packages", some)
          .put("documents", documents)
          .put("health", health)
          .put("causes", causes)
          .put("down", down)
          .build();
    }
  }

  FleetView(Births births, FleetLink link, Duration patience) {
    this.births = births;
    this.look = new GatewayLook(link, patience);
  }

  List<Row> ask(Collection<String> gateways, Terminal terminal) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Row>> asked = new ArrayList<>();
      for (String gateway : gateways) {
        Callable<Row> row = () -> row(gateway);
        asked.add(threads.submit(row));
      }
      List<Row> rows = new ArrayList<>();
      for (Future<Row> each : asked) {
        rows.add(each.get());
        terminal.progress(
            "%s %d/%d gateways asked"
                .formatted(
                    RolloutReport.bar(rows.size(), asked.size(), BAR), rows.size(), asked.size()));
      }
      return rows;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a gateway could not be asked: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Row row(String gateway) throws InterruptedException {
    Optional<KuraPayload> birth = births.certificate(gateway);
    String name = birth.flatMap(each -> each.text("display_name")).orElse("");
    String kura = birth.flatMap(each -> each.text("kura_version")).orElse("");
    String state = births.state(gateway);
    Optional<Map<String, GatewayLook.Installed>> installed = look.packages(gateway);
    if (installed.isEmpty()) {
      return new Row(
          gateway, state, name, kura, false, Map.of(), "", "unknown", List.of(), List.of());
    }
    Map<String, String> packages = new TreeMap<>();
    List<String> down = new ArrayList<>();
    for (GatewayLook.Installed each : installed.get().values()) {
      packages.put(each.name(), each.version());
      each.bundles()
          .forEach(
              (bundle, is) -> {
                if (!is.equals("ACTIVE") && !is.equals("RESOLVED")) {
                  down.add(bundle + " " + is);
                }
              });
    }
    if (!down.isEmpty()) {
      look.idle(gateway).forEach(idle -> down.removeIf(each -> each.startsWith(idle + " ")));
    }
    Optional<GatewayLook.Health> health = look.health(gateway);
    Optional<Facts> versions = health.isEmpty() ? Optional.empty() : look.versions(gateway);
    return new Row(
        gateway,
        state,
        name,
        kura,
        true,
        packages,
        versions.flatMap(each -> each.text("documents")).orElse(""),
        health.map(GatewayLook.Health::state).orElse("unknown"),
        health.map(GatewayLook.Health::causes).orElse(List.of()),
        down);
  }

  /** A line for each gateway. */
  static List<String> table(List<Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("gateway", "state", "kura", "health", "documents", "packages"));
    for (Row each : rows) {
      cells.add(
          List.of(
              each.id(),
              each.answers() ? each.state() : each.state() + ", silent",
              orDash(each.kura()),
              each.down().isEmpty() ? each.health() : each.health() + " " + each.down(),
              orDash(each.documents()),
              orDash(each.packageWords())));
    }
    return Table.lines(cells);
  }

  /** What differs first: a line for each thing and version, with who has it. */
  static List<String> comparison(List<Row> rows) {
    TreeSet<String> things = new TreeSet<>();
    rows.forEach(each -> things.addAll(each.packages().keySet()));
    List<List<String>> differing = new ArrayList<>();
    List<List<String>> same = new ArrayList<>();
    List<Row> answering = rows.stream().filter(Row::answers).toList();
    for (String thing : things) {
      compare(thing, answering, row -> row.packages().getOrDefault(thing, "-"), differing, same);
    }
    compare("documents", answering, row -> orDash(row.documents()), differing, same);
    compare("health", answering, Row::health, differing, same);
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("", "what", "version", "gateways"));
    cells.addAll(differing);
    cells.addAll(same);
    List<String> lines = new ArrayList<>(Table.lines(cells));
    rows.stream()
        .filter(row -> !row.answers())
        .forEach(row -> lines.add(row.id() + " does not answer"));
    return lines;
  }

  private static void compare(
      String thing,
      List<Row> rows,
      java.util.function.Function<Row, String> version,
      List<List<String>> differing,
      List<List<String>> same) {
    Map<String, List<String>> who = new TreeMap<>();
    rows.forEach(
        row -> who.computeIfAbsent(version.apply(row), any -> new ArrayList<>()).add(row.id()));
    List<List<String>> into = who.size() > 1 ? differing : same;
    who.forEach(
        (value, ids) ->
            into.add(
                List.of(
                    who.size() > 1 ? "differs" : "same",
                    thing,
                    value,
                    ids.size() + ": " + some(ids))));
  }

  private static String some(List<String> ids) {
    int most = 5;
    return String.join(" ", ids.subList(0, Math.min(most, ids.size())))
        + (ids.size() > most ? " …" : "");
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
