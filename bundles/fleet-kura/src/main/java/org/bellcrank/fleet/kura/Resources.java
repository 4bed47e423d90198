package org.bellcrank.fleet.kura;

import static org.bellcrank.site.EgressProfile.Goods.CONFIGURATION;
import static org.bellcrank.site.EgressProfile.Goods.FIGURES;
import static org.bellcrank.site.EgressProfile.Goods.HEALTH;
import static org.bellcrank.site.EgressProfile.Goods.IMAGES;
import static org.bellcrank.site.EgressProfile.Goods.ORDERS;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.health.HealthFacts;
import org.bellcrank.health.HealthReport;
import org.bellcrank.journal.Facts;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.EgressProfile.Goods;
import org.bellcrank.site.UnknownVersionException;

/** What can be asked and told, and the kind of goods that each answer is. */
final class Resources {

  private final Views views;
  private final ActiveSite active;
  private final Documents documents;
  private final Deliveries deliveries;
  private final ReplayRequests replays;
  private final Tests tests;
  private final Parts parts;
  private final Egress egress;
  private final long evidenceBytes;
  private final String version;
  private final LogLevels levels = new LogLevels();
  private final Map<String, Resource> table = new LinkedHashMap<>();

  Resources(
      Views views,
      ActiveSite active,
      Documents documents,
      Deliveries deliveries,
      ReplayRequests replays,
      Tests tests,
      Parts parts,
      Egress egress,
      long evidenceBytes,
      String version) {
    this.views = views;
    this.active = active;
    this.documents = documents;
    this.deliveries = deliveries;
    this.replays = replays;
    this.tests = tests;
    this.parts = parts;
    this.egress = egress;
    this.evidenceBytes = evidenceBytes;
    this.version = version;
    toAsk();
    toTell();
  }

  private void toAsk() {
    add("GET status", HEALTH, call -> status());
    add("GET health", HEALTH, call -> health());
    add("GET balance", FIGURES, call -> balance());
    add("GET versions", CONFIGURATION, call -> versions());
    add("GET documents", CONFIGURATION, call -> documents.list());
    add("GET documents/{id}", CONFIGURATION, call -> documents.archive(call.parts().get(1)));
    add("GET orders", ORDERS, call -> orders(call));
    add(
        "GET orders/{id}",
        ORDERS,
        call -> views.get("/api/orders/{id}", Map.of("id", call.parts().get(1)), Map.of()));
    add("GET evidence/{sha256}", IMAGES, this::evidence);
    add("GET sources", HEALTH, call -> sources());
    add("GET connectors", HEALTH, call -> connectors());
    add("GET replay/{id}", FIGURES, call -> replays.state(call.parts().get(1)));
    add("GET replay-report/{id}", ORDERS, call -> replays.report(call.parts().get(1)));
    add("GET review", ORDERS, call -> views.get("/api/review", Map.of(), call.metrics()));
    add("GET workbench", ORDERS, call -> views.get("/api/workbench", Map.of(), call.metrics()));
    add("GET lamps", HEALTH, call -> tests.lamps());
  }

  private void toTell() {
    add("PUT documents", CONFIGURATION, documents::put);
    add("EXEC validate", CONFIGURATION, documents::check);
    add("EXEC activate", CONFIGURATION, documents::activate);
    add("EXEC rollback", CONFIGURATION, documents::rollBack);
    add("EXEC retry", HEALTH, deliveries::retry);
    Decisions decisions = new Decisions(views);
    add("EXEC adopt", ORDERS, decisions::adopt);
    add("EXEC accept", ORDERS, decisions::accept);
    add("EXEC dismiss", ORDERS, decisions::dismiss);
    add("EXEC move", ORDERS, decisions::move);
    add("EXEC loglevel", HEALTH, this::logLevel);
    add("EXEC replay", FIGURES, replays::start);
    add("EXEC canary", HEALTH, tests::run);
  }

  private void add(String words, Goods goods, Work work) {
    table.put(words, new Resource(words.substring(words.indexOf(' ') + 1), goods, work));
  }

  /** Carries a request out, where its answer may leave the site. */
  Reply answer(Call call)
      throws RefusedRequestException,
          InvalidDocumentException,
          UnknownVersionException,
          IOException {
    String pattern = call.path();
    if (call.parts().size() == 2) {
      pattern = call.parts().get(0) + (call.path().startsWith("evidence/") ? "/{sha256}" : "/{id}");
    }
    Resource resource = table.get(call.verb() + " " + pattern);
    if (resource == null) {
      throw RefusedRequestException.missing(
          "given '%s'; allowed: %s".formatted(call.words(), String.join(", ", table.keySet())));
    }
    egress.require(resource.goods(), resource.path());
    return resource.work().of(call);
  }

  private Reply health() {
    Facts.Builder facts =
        Facts.with("state", parts.state(active).word()).put("causes", parts.causes(active));
    parts
        .report()
        .map(HealthFacts::of)
        .ifPresent(
            all -> {
              facts.put("at", all.text("at"));
              facts.put("packages", all.factsList("packages"));
              facts.put("components", all.factsList("components"));
            });
    return Reply.json(facts.build());
  }

  private Reply versions() {
    Optional<HealthReport> report = parts.report();
    List<Facts> packages =
        report.map(HealthReport::packages).orElse(List.of()).stream()
            .map(each -> version(each.name(), each.version()))
            .toList();
    List<Facts> bundles =
        report.map(HealthReport::bundles).orElse(List.of()).stream()
            .map(
                each ->
                    version(each.name(), each.version()).toBuilder()
                        .put("state", each.state().name())
                        .build())
            .toList();
    List<Facts> models =
        parts.detectors.stream()
            .map(each -> each.stamp())
            .map(
                stamp ->
                    version(stamp.name(), stamp.version()).toBuilder()
                        .put("sha256", stamp.sha256())
                        .build())
            .toList();
    return Reply.json(
        Facts.with("packages", packages)
            .put("documents", documents.version())
            .put("models", models)
            .put("bundles", bundles)
            .build());
  }

  private static Facts version(String name, String version) {
    return Facts.with("name", name).put("version", version).build();
  }

  private Reply status() {
    Facts overview = views.facts("/api/overview");
    return Reply.json(
        Facts.with("product", "bellcrank")
            .put("version", version)
            .put("state", parts.state(active).word())
            .put("since", overview.text("startedAt"))
            .putAll(overview)
            .build());
  }

  /** The console's balance, and the same in one line with names of the wire. */
  private Reply balance() {
    Facts balance = views.facts("/api/balance");
    Facts.Builder flat = balance.toBuilder().put("off", balance.whole("difference").orElse(0));
    Facts states = balance.facts("states").orElse(Facts.empty());
    states
        .values()
        .forEach(
            (name, count) -> flat.put(name.equals("IN_REVIEW") ? "inReview" : low(name), count));
    return Reply.json(flat.build());
  }

  private static String low(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private Reply orders(Call call) {
    Facts page = views.facts("/api/orders", call.metrics());
    List<Facts> lines =
        page.factsList("orders").stream()
            .map(
                line ->
                    line.toBuilder()
                        .put("state", line.text("status"))
                        .put("createdAt", line.text("raisedAt"))
                        .put(
                            "acknowledged",
                            line.text("delivery").filter("ACKNOWLEDGED"::equals).isPresent())
                        .build())
            .toList();
    return Reply.json(Facts.with("orders", lines).build());
  }

  private Reply sources() {
    List<Facts> sources =
        views.facts("/api/overview").factsList("cameras").stream()
            .map(
                camera ->
                    camera.toBuilder().put("name", camera.text("id")).put("kind", "camera").build())
            .toList();
    return Reply.json(Facts.with("sources", sources).build());
  }

  /** How the instances are, without the orders that wait on their workbench. */
  private Reply connectors() {
    Facts page = views.facts("/api/connectors");
    return Reply.json(
        Facts.with("instances", page.factsList("instances"))
            .put("folders", page.factsList("folders"))
            .build());
  }

  private Reply evidence(Call call) throws RefusedRequestException {
    String hash = call.parts().get(1);
    Reply reply = views.get("/api/evidence/{sha256}", Map.of("sha256", hash), Map.of());
    if (reply.body().length > evidenceBytes) {
      throw RefusedRequestException.bad(
          "evidence %s: given %d bytes; allowed: up to evidence.max.bytes = %d, in the settings of %s"
              .formatted(hash, reply.body().length, evidenceBytes, CloudApplication.PID));
    }
    return reply;
  }

  private Reply logLevel(Call call) throws RefusedRequestException {
    String logger = call.require("logger", "org.bellcrank and what begins with org.bellcrank.");
    String level = call.require("level", String.join(", ", LogLevels.LEVELS));
    String means = levels.set(logger, level);
    return Reply.json(Facts.with("logger", logger).put("level", level).put("by", means).build());
  }

  private record Resource(String path, Goods goods, Work work) {}
}
