package org.bellcrank.fleet.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bellcrank.console.Console;
import org.bellcrank.console.Desks;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.DeliveryDesk;
import org.bellcrank.delivery.Outbox;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.health.BundleStatus;
import org.bellcrank.health.Cause;
import org.bellcrank.health.GatewayHealth;
import org.bellcrank.health.HealthReport;
import org.bellcrank.health.HealthState;
import org.bellcrank.health.PackageStatus;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.Inspection;
import org.bellcrank.pipeline.Decisions;
import org.bellcrank.pipeline.ReviewDesk;
import org.bellcrank.replay.Replays;
import org.bellcrank.site.OfferedDocuments;
import org.bellcrank.site.SiteDocuments;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.workorder.OrderLinks;

/** A gateway with a real store, real documents and a real console. */
final class Gateway implements AutoCloseable, DeliveryBook, DeliveryDesk, GatewayHealth {

  final JdbcStore store;
  final FileEvidenceStore evidence;
  final SiteDocuments documents;
  final List<String> retried = new CopyOnWriteArrayList<>();
  final List<Delivery> workbench = new CopyOnWriteArrayList<>();
  volatile HealthState state = HealthState.OK;
  private final OfferedDocuments desk;
  private final Console console;

  Gateway(Path root) {
    store = JdbcStore.open(root);
    evidence = new FileEvidenceStore(store.directory(), store, Clock.systemUTC());
    documents =
        new SiteDocuments(store, store.directory(), new ExpressionLanguage(), Clock.systemUTC());
    desk = new OfferedDocuments(documents, store, store.directory(), Clock.systemUTC());
    Desks desks = new Desks();
    desks.setDeliveries(this);
    desks.setReviews(new ReviewDesk(store, documents, nobody(), Clock.systemUTC()));
    console = new Console(store, evidence, documents, this, null, desks, Clock.systemUTC());
  }

  /** The application with these settings, the others as they are shipped. */
  CloudApplication application(Map<String, Object> settings) {
    CloudApplication application =
        new CloudApplication(
            store,
            Clock.systemUTC(),
            console,
            documents,
            desk,
            this,
            new Replays(store, new ExpressionLanguage(), Clock.systemUTC()),
            config(settings));
    application.setGatewayHealth(this);
    application.setDeliveryDesk(this);
    return application;
  }

  static Settings.Config config(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>();
    for (var method : Settings.Config.class.getDeclaredMethods()) {
      all.put(method.getName(), method.getDefaultValue());
    }
    assertThat(all.keySet()).containsAll(settings.keySet());
    all.putAll(settings);
    return (Settings.Config)
        Proxy.newProxyInstance(
            Gateway.class.getClassLoader(),
            new Class<?>[] {Settings.Config.class},
            (proxy, method, arguments) -> all.get(method.getName()));
  }

  private static Outbox nobody() {
    return (Outbox)
        Proxy.newProxyInstance(
            Gateway.class.getClassLoader(), new Class<?>[] {Outbox.class}, (p, m, a) -> null);
  }

  void happened(String kind, String subject) {
    store.commit(
        unit -> {
          unit.append(Instant.now(), kind, subject, Facts.with("title", "Pitting").build());
          return null;
        });
  }

  /** Sees the same pit in so many frames, and decides with the documents in force. */
  void decides(int frames) {
    DurableIntake intake = new DurableIntake(store, Clock.systemUTC());
    for (int frame = 1; frame <= frames; frame++) {
      Box box = new Box(10, 10, 30, 30);
      intake.accept(
          new Inspection(
              "cam-bedford:" + frame,
              "cam-bedford",
              new CaptureTime(Instant.now(), CaptureTime.ClockQuality.GATEWAY),
              1280,
              720,
              List.of(
                  new Detection(
                      "cam-bedford/left", "pitting", 0.9, Optional.of(box), Optional.empty())),
              Optional.empty(),
              List.of(),
              Map.of("frame", String.valueOf(frame))));
    }
    Outbox nobody = nobody();
    Decisions decisions = new Decisions(store, nobody, () -> OrderLinks.NONE, Clock.systemUTC());
    assertThat(decisions.next(documents.site().orElseThrow(), frames)).isEqualTo(frames);
  }

  long entries() {
    return store.read(unit -> unit.port(Journal.class).lastSequence());
  }

  List<String> kindsAfter(long entry) {
    return store.read(unit -> unit.port(Journal.class).after(entry, 1000)).stream()
        .map(Entry::kind)
        .toList();
  }

  List<Entry> newest(String kind) {
    return store.read(unit -> unit.port(Journal.class).newest(kind, 100));
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 30 s for: " + what).isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Override
  public Optional<OrderDelivery> of(String order) {
    return Optional.empty();
  }

  @Override
  public List<Delivery> workbench(int limit) {
    return List.copyOf(workbench);
  }

  @Override
  public List<InstanceHealth> health() {
    return List.of();
  }

  @Override
  public void retry(String delivery, String who) {
    retried.add(delivery + " by " + who);
  }

  @Override
  public List<Case> cases(int limit) {
    return List.of();
  }

  @Override
  public int retryAlike(String delivery, String who) {
    retried.add(delivery + " and all alike by " + who);
    return 3;
  }

  @Override
  public Adopted adopt(String delivery, String foreignId, String who, boolean unread) {
    if (!unread) {
      throw new IllegalStateException("the search finds nothing");
    }
    retried.add(delivery + " adopted as " + foreignId + " by " + who);
    return new Adopted(false, "the search finds nothing");
  }

  @Override
  public void resume(String instance) {}

  @Override
  public HealthReport report() {
    return new HealthReport(
        Instant.EPOCH,
        state,
        List.of(new PackageStatus("bellcrank-core", "0.1.0", state)),
        List.of(
            new BundleStatus(
                "rest", "0.1.0", BundleStatus.State.IDLE, "bellcrank-kura", "", "no REST here")),
        List.of(),
        state == HealthState.OK
            ? List.of()
            : List.of(Cause.alone("rule", "no installed bundle offers package a.b")));
  }

  @Override
  public Listening onChange(Consumer<HealthReport> listener) {
    return () -> {};
  }

  @Override
  public void close() {
    documents.stop();
    store.close();
  }
}
