package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bellcrank.canary.Lamp.State;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryBook.InstanceHealth;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.camel.CamelDelivery;
import org.bellcrank.delivery.engine.DeliveryEngine;
import org.bellcrank.delivery.engine.PlannedOutbox;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.itests.doubles.CustomRestDouble;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.MaximoDouble;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.Work;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.pipeline.Pipeline;
import org.bellcrank.site.SiteDocuments;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.vision.CameraStatus;
import org.bellcrank.vision.Latency;

/** A gateway with both doubles, whose lamps are turned by hand and whose clock is leapt. */
final class LampRig implements AutoCloseable {

  static final Duration PERIOD = Duration.ofMinutes(15);
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Duration STEP = PERIOD.dividedBy(12);

  private final Path folder;
  private volatile Instant now = Instant.now();
  final Map<String, CameraStatus.State> cameras = new ConcurrentHashMap<>();
  private long frames;
  volatile boolean readOnly;

  /** Why the database answers nothing; empty while it does. */
  volatile String away = "";

  /** The instance whose key has no right for pictures; empty for none. */
  volatile String pictureless = "";

  /** Whether a stage stands still, so that waiting for it leads nowhere. */
  boolean standing;

  MaximoDouble maximo = MaximoDouble.start(DoubleOptions.free());
  final int maximoPort = maximo.uri().getPort();
  final CustomRestDouble custom = CustomRestDouble.start(DoubleOptions.free());
  final JdbcStore store;
  final SiteDocuments documents;
  Pipeline pipeline;
  private final CamelDelivery camel;
  private final DeliveryEngine engine;
  private final Parts parts = new Parts();
  Canaries canaries;
  private final DurableIntake intake;
  private final Store guarded;

  LampRig(Path folder) throws IOException {
    this.folder = folder;
    store = JdbcStore.open(folder.resolve("data"));
    guarded = new Guarded();
    copyRoutes();
    key("maximo-bedford", "bedford-api-key");
    key("rest-lyon", "gateway:lyon-gateway");
    demoDocuments();
    documents = new SiteDocuments(guarded, store.directory(), new ExpressionLanguage(), clock());
    intake = new DurableIntake(guarded, clock());
    camel = new CamelDelivery(keys(), folder.resolve("routes").toString(), 100);
    FileEvidenceStore evidence = new FileEvidenceStore(store.directory(), guarded, clock());
    engine = new DeliveryEngine(guarded, clock(), camel, documents, camel, evidence, camel);
    startDeciding();
    parts.rehearsal = engine;
    parts.deliveries = deliveries();
    parts.connectors = camel;
    parts.cameras = this::cameraStates;
    parts.traffic = intake;
    cameras.put("cam-bedford", CameraStatus.State.RUNNING);
    cameras.put("cam-lyon", CameraStatus.State.RUNNING);
    canaries = new Canaries(guarded, clock(), intake, documents, parts, Runnable::run);
    await("documents", () -> documents.site().isPresent());
    await(
        "connectors",
        () -> camel.find("maximo").isPresent() && camel.find("custom-rest").isPresent());
  }

  void startDeciding() {
    pipeline = new Pipeline(guarded, documents, new PlannedOutbox(), clock());
    parts.pipeline = pipeline;
  }

  /** The engine's book, where a switch takes the right for pictures. */
  private DeliveryBook deliveries() {
    return new DeliveryBook() {
      @Override
      public Optional<OrderDelivery> of(String order) {
        return engine.of(order);
      }

      @Override
      public List<Delivery> workbench(int limit) {
        return engine.workbench(limit);
      }

      @Override
      public List<InstanceHealth> health() {
        return engine.health().stream()
            .map(each -> pictureless.equals(each.instance()) ? withoutPictures(each) : each)
            .toList();
      }
    };
  }

  private static InstanceHealth withoutPictures(InstanceHealth of) {
    return new InstanceHealth(
        of.instance(),
        of.kind(),
        of.title(),
        of.breaker(),
        Map.of(Purpose.ATTACH, Breaker.CREDENTIAL),
        of.until(),
        of.queue(),
        of.workbench(),
        of.delivered(),
        of.running(),
        of.lastSuccess(),
        of.lastError(),
        of.lastWords(),
        of.meanAnswer(),
        of.deliveryClass());
  }

  /** The lamps after a restart of their bundle. */
  void restartLamps() {
    canaries = new Canaries(guarded, clock(), intake, documents, parts, Runnable::run);
    canaries.turn();
  }

  Path documentFolder() {
    return store.directory().documents();
  }

  void change(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  Path routes(String connector) {
    return folder.resolve("routes").resolve(connector);
  }

  boolean isFolderRefused(String kind) {
    return camel.all().stream()
        .anyMatch(each -> each.kind().equals(kind) && !each.refusal().isEmpty());
  }

  void key(String name, String value) throws IOException {
    Files.createDirectories(keys());
    Path file = keys().resolve(name);
    Files.writeString(file, value);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  void restartMaximo() {
    maximo = MaximoDouble.start(DoubleOptions.free().port(maximoPort));
  }

  /** Lets a time pass in twelfths of a period; canaries come to their end in between. */
  void pass(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      now = now.plus(STEP);
      frames++;
      settle();
    }
  }

  /** Turns until nothing is under way, or nothing moves for a while since a stage stands still. */
  private void settle() {
    canaries.turn();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while ((standing ? canaries.untaken() : canaries.underWay()) > 0
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(5_000_000);
      canaries.turn();
    }
  }

  /** A source reports. */
  void reported(String source, int number) {
    intake.accept(
        new DeviceStatus(
            source + "-" + number,
            source,
            new CaptureTime(now, CaptureTime.ClockQuality.SOURCE),
            "press-1",
            DeviceStatus.Status.OK,
            "",
            Map.of()));
  }

  Lamp lamp(String id) {
    return canaries.all().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  List<String> in(State state) {
    return canaries.all().stream().filter(lamp -> lamp.state() == state).map(Lamp::id).toList();
  }

  List<Entry> journal(String kind) {
    return journal(kind::equals);
  }

  List<Entry> journal(Predicate<String> kinds) {
    return store.read(unit -> unit.port(Journal.class).after(0, 100_000)).stream()
        .filter(entry -> kinds.test(entry.kind()))
        .toList();
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 60 s for " + what).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Override
  public void close() {
    engine.close();
    camel.close();
    pipeline.stop();
    documents.stop();
    store.close();
    maximo.close();
    custom.close();
  }

  private Path keys() {
    return folder.resolve("data").resolve("keys");
  }

  private void copyRoutes() throws IOException {
    Path from = ROOT.resolve("camel-routes");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve("routes").resolve(from.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void demoDocuments() throws IOException {
    Files.createDirectories(documentFolder());
    try (Stream<Path> files = Files.list(ROOT.resolve("kura-config/sites/demo"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        Files.writeString(
            documentFolder().resolve(file.getFileName()),
            Files.readString(file)
                .replace("http://127.0.0.1:8481", plain(maximo.uri().toString()))
                .replace("http://127.0.0.1:8482", plain(custom.uri().toString())));
      }
    }
  }

  private static String plain(String uri) {
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }

  private List<CameraStatus> cameraStates() {
    List<CameraStatus> all = new ArrayList<>();
    Latency none = new Latency(0, 0, 0, 0, 0);
    cameras.forEach(
        (name, state) ->
            all.add(
                new CameraStatus(
                    name,
                    "rtsp://there",
                    true,
                    state,
                    "",
                    "",
                    "",
                    frames,
                    0,
                    state == CameraStatus.State.RUNNING ? frames : 0,
                    0,
                    0,
                    0,
                    none,
                    none,
                    none,
                    Optional.empty())));
    return all;
  }

  Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  /** The store, which a switch makes read-only. */
  private final class Guarded implements Store {

    @Override
    public <T> T commit(Work<T> work) {
      if (readOnly || !away.isEmpty()) {
        throw refusal();
      }
      return store.commit(work);
    }

    @Override
    public <T> CompletableFuture<T> submit(Work<T> work) {
      return readOnly || !away.isEmpty()
          ? CompletableFuture.failedFuture(refusal())
          : store.submit(work);
    }

    @Override
    public <T> T read(Work<T> work) {
      if (!away.isEmpty()) {
        throw refusal();
      }
      return store.read(work);
    }

    private StoreException refusal() {
      return new StoreException(away.isEmpty() ? "Read-only file system" : away, null);
    }

    @Override
    public Registration onCommit(Runnable listener) {
      return store.onCommit(listener);
    }
  }
}
