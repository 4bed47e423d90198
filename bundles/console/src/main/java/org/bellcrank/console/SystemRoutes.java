package org.bellcrank.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bellcrank.canary.Lamp;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.pipeline.Deciding;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.vision.CameraStatus;
import org.bellcrank.vision.Cameras;

/** How the gateway is: balance, connectors, cameras, versions. */
final class SystemRoutes {

  private final Store store;
  private final ActiveSite documents;
  private final DeliveryBook deliveries;
  private final Cameras cameras;
  private final Supplier<Optional<Deciding>> deciding;
  private final Supplier<List<Lamp>> lamps;
  private final Supplier<Facts> start;
  private final Instant startedAt;
  private final BalanceRoutes balance;

  SystemRoutes(
      Store store,
      ActiveSite documents,
      DeliveryBook deliveries,
      Cameras cameras,
      Supplier<Optional<Deciding>> deciding,
      Supplier<List<Lamp>> lamps,
      Supplier<Facts> start,
      Instant startedAt,
      BalanceRoutes balance) {
    this.store = store;
    this.documents = documents;
    this.deliveries = deliveries;
    this.cameras = cameras;
    this.deciding = deciding;
    this.lamps = lamps;
    this.start = start;
    this.startedAt = startedAt;
    this.balance = balance;
  }

  List<Route> all() {
    return List.of(
        Path.get("/api/head", request -> new Answer.Json(head())),
        Path.get(StartView.PATH, request -> new Answer.Json(start.get())),
        Path.get("/api/overview", request -> new Answer.Json(overview())),
        Path.get(
            "/api/lamps", request -> new Answer.Json(Facts.with("lamps", lampFacts()).build())));
  }

  /** What the head of every page shows. */
  private Facts head() {
    try {
      Facts sheet = balance.balance();
      return headOf(sheet);
    } catch (StoreException e) {
      return without(e).put("red", red()).put("start", start.get().text("state")).build();
    }
  }

  /** While the store cannot be read, what is known without it is still shown. */
  private static Facts.Builder without(StoreException e) {
    return Facts.with("store", "the store cannot be read: " + e.getMessage());
  }

  private long red() {
    return lamps.get().stream().filter(each -> each.state() == Lamp.State.RED).count();
  }

  private Facts headOf(Facts sheet) {
    return Facts.with("difference", sheet.whole("difference").orElse(0))
        .put("review", sheet.facts("states").orElseThrow().whole("IN_REVIEW").orElse(0))
        .put(
            "workbench",
            deliveries.health().stream().mapToLong(DeliveryBook.InstanceHealth::workbench).sum())
        .put("red", red())
        .put("start", start.get().text("state"))
        .build();
  }

  private Facts overview() {
    try {
      return overviewOfAll();
    } catch (StoreException e) {
      return without(e)
          .put("deciding", decided())
          .put("start", start.get())
          .put("lamps", lampFacts())
          .put("startedAt", startedAt)
          .build();
    }
  }

  private Facts overviewOfAll() {
    List<CameraStatus> all = cameras.all();
    return Facts.with("balance", balance.balance())
        .put("deciding", decided())
        .put("start", start.get())
        .put("lamps", lampFacts())
        .put("documents", documents.site().map(Site::version))
        .put("refusals", documents.refusals())
        .put("startedAt", startedAt)
        .put("journalEntries", store.read(unit -> unit.port(Journal.class).lastSequence()))
        .put("model", first(all.stream().map(CameraStatus::model).toList()))
        .put("provider", first(all.stream().map(CameraStatus::provider).toList()))
        .put("cameras", all.stream().map(SystemRoutes::camera).toList())
        .put("connectors", deliveries.health().stream().map(ConnectorRoutes::instance).toList())
        .build();
  }

  private List<Facts> lampFacts() {
    return lamps.get().stream().map(Lamp::facts).toList();
  }

  private Facts decided() {
    Optional<Deciding> now = deciding.get();
    return now.map(
            one ->
                Facts.with("state", one.state().name())
                    .put("note", one.note())
                    .put("since", one.since())
                    .build())
        .orElseGet(
            () ->
                Facts.with("state", Deciding.State.STOPPED.name())
                    .put("note", "the pipeline is not there; what is accepted waits for it")
                    .build());
  }

  private static String first(List<String> texts) {
    return texts.stream().filter(text -> !text.isEmpty()).findFirst().orElse(null);
  }

  private static Facts camera(CameraStatus camera) {
    return Facts.with("id", camera.camera())
        .put("place", camera.place())
        .put("state", camera.state())
        .put("note", camera.detail())
        .put("frames", camera.looked())
        .put("dropped", camera.dropped())
        .put("detections", camera.detections())
        .put("p50Millis", camera.payloadMillis().p50())
        .put("p95Millis", camera.payloadMillis().p95())
        .put("model", camera.model())
        .put("provider", camera.provider())
        .build();
  }
}
