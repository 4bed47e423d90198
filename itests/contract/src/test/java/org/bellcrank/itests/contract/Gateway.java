package org.bellcrank.itests.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bellcrank.closure.Closures;
import org.bellcrank.closure.WebHooks;
import org.bellcrank.closure.testing.MemoryClosures;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.DeliveryBook.OrderDelivery;
import org.bellcrank.delivery.PictureLinks;
import org.bellcrank.delivery.camel.CamelDelivery;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.engine.DeliveryEngine;
import org.bellcrank.delivery.engine.PlannedOutbox;
import org.bellcrank.delivery.jdbc.JdbcSqlCaller;
import org.bellcrank.delivery.rfc.RfcCaller;
import org.bellcrank.delivery.rfc.RfcDestination;
import org.bellcrank.delivery.rfc.RfcException;
import org.bellcrank.delivery.rfc.RfcSession;
import org.bellcrank.delivery.testing.MemoryConditions;
import org.bellcrank.delivery.testing.MemoryEvidence;
import org.bellcrank.delivery.testing.MemoryStore;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.journal.Facts;
import org.bellcrank.register.testing.MemoryRegister;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** The delivering half of a gateway: real routes in Camel, a store in memory. */
final class Gateway implements AutoCloseable {

  static final String INSTANCE = "cmms-1";

  /** How much faster than the clock readings wait. */
  static final long HURRY = 20;

  private static final String OFTEN = "every: PT1S";

  /** Replacements with which nothing is read again unless something is told. */
  static final Map<String, String> SELDOM = Map.of(OFTEN, "every: PT10H");

  private static final long LOOK_MILLIS = 20;

  /** With which each CMMS signs its calls. */
  static final String HOOK_SECRET = "agreed with the CMMS";

  private static final String HOOK = "hooks";

  final MemoryStore store =
      new MemoryStore(new MemoryClosures(), new MemoryRegister(), new MemoryConditions());
  final MemoryEvidence evidence = new MemoryEvidence();
  private final Path folder;
  private final List<Plant> plants;
  private final Map<String, String> replaced;
  private final RfcCaller functions = this::open;
  private final CamelDelivery camel;
  private DeliveryEngine engine;
  private Closures closures;
  private volatile boolean telling;

  Gateway(Plant plant, Path folder) {
    this(plant, folder, Map.of());
  }

  /**
   * As above.
   *
   * @param replaced texts of the shipped folder and what stands there instead
   */
  Gateway(Plant plant, Path folder, Map<String, String> replaced) {
    this(List.of(plant), folder, replaced);
  }

  /** As above, with an instance for each of several plants: cmms-1, cmms-2 and so on. */
  Gateway(List<Plant> plants, Path folder, Map<String, String> replaced) {
    this.replaced = replaced;
    this.plants = List.copyOf(plants);
    this.folder = folder;
    plants.stream().map(Plant::home).distinct().forEach(this::copyConnector);
    for (int i = 0; i < plants.size(); i++) {
      writeKey(instance(i), plants.get(i).credential());
    }
    writeKey(HOOK, HOOK_SECRET);
    camel = new CamelDelivery(folder.resolve("keys"), folder.resolve("routes").toString(), 200);
    camel.setSqlCaller(new JdbcSqlCaller());
    reachFunctions();
    Until.is(
        () -> plants.stream().allMatch(plant -> camel.find(plant.kind()).isPresent()), camel::all);
    start();
  }

  /** The customer's bundle is there: one for all of the plants that have function modules. */
  void reachFunctions() {
    camel.setRfcCaller(functions);
  }

  void reachNoFunctions() {
    camel.unsetRfcCaller(functions);
  }

  private RfcSession open(RfcDestination destination) throws RfcException {
    for (Plant plant : plants) {
      if (plant.functions().isPresent() && destination.name().equals(plant.address().getHost())) {
        return plant.functions().get().open(destination);
      }
    }
    throw new RfcException(RfcException.Kind.UNREACHABLE, destination + ": nobody there");
  }

  /** Starts the engine, as after a crash if it was stopped before. */
  void start() {
    engine =
        new DeliveryEngine(
            store, Clock.systemUTC(), camel, this::instances, camel, evidence, camel);
    engine.setPictureLinks(links());
    closures =
        new Closures(
            store,
            Clock.systemUTC(),
            () -> System.nanoTime() * HURRY,
            this::instances,
            engine,
            LOOK_MILLIS);
  }

  void stop() {
    closures.close();
    engine.close();
  }

  Closures closures() {
    return closures;
  }

  /** What the CMMS calls. */
  WebHooks hooks() {
    return new WebHooks(this::instances, camel, camel, closures, Clock.systemUTC());
  }

  /** What makes and proves links to pictures. */
  PictureLinks links() {
    return new PictureLinks(this::instances, camel, Clock.systemUTC());
  }

  /** From now on each CMMS is told how its assets are. */
  void tell() {
    telling = true;
  }

  /** The connector as it was loaded. */
  Connector connector() {
    return camel.find(plants.get(0).kind()).orElseThrow();
  }

  DeliveryEngine engine() {
    return engine;
  }

  void writeKey(String credential) {
    writeKey(INSTANCE, credential);
  }

  private void writeKey(String name, String credential) {
    try {
      Path keys = Files.createDirectories(folder.resolve("keys"));
      Path file = keys.resolve(name);
      Files.writeString(file, credential + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void raise(WorkOrder order) {
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, Clock.systemUTC().instant());
          unit.append(Clock.systemUTC().instant(), "order.raised", order.id(), Facts.empty());
          new PlannedOutbox().deliver(unit, order, Clock.systemUTC().instant());
          return null;
        });
  }

  void change(WorkOrder order, String what) {
    store.commit(
        unit -> {
          unit.port(OrderBook.class).change(order, Clock.systemUTC().instant(), what);
          new PlannedOutbox().update(unit, order, Clock.systemUTC().instant(), what);
          return null;
        });
  }

  /** The order moves on here, and its CMMS need not know. */
  void moved(WorkOrder order) {
    store.commit(
        unit -> {
          unit.port(OrderBook.class).change(order, Clock.systemUTC().instant(), "moved");
          unit.append(Clock.systemUTC().instant(), "order.changed", order.id(), Facts.empty());
          return null;
        });
  }

  /** Waits until nothing of the order is under way any more. */
  OrderDelivery settled(WorkOrder order) {
    Until.is(
        () -> engine.of(order.id()).map(OrderDelivery::settled).orElse(false),
        () -> engine.of(order.id()) + " " + engine.health());
    return engine.of(order.id()).orElseThrow();
  }

  DeliveryBook.InstanceHealth health() {
    return engine.health().get(0);
  }

  @Override
  public void close() {
    stop();
    camel.close();
  }

  /** Name of an instance, by its place among the plants. */
  static String instance(int plant) {
    return "cmms-" + (plant + 1);
  }

  List<ConnectorInstance> instances() {
    return IntStream.range(0, plants.size()).mapToObj(this::connector).toList();
  }

  private ConnectorInstance connector(int number) {
    Plant plant = plants.get(number);
    return new ConnectorInstance(
            instance(number),
            plant.kind(),
            "The plant's CMMS",
            "plant",
            plant.address(),
            Optional.of("secret:" + instance(number)),
            context(plant),
            OptionalInt.of(4),
            // No test waits for a system's minute, or hour, to be over.
            OptionalInt.of(0),
            Optional.of(Duration.ofSeconds(2)))
        .hearing(Optional.of("secret:" + HOOK))
        .linking(
            Optional.of(
                new ConnectorInstance.Links(
                    URI.create("https://gateway.plant.example"),
                    Optional.of("secret:" + HOOK),
                    Duration.ofDays(36_500))))
        .over(
            new ConnectorInstance.Transport(
                OptionalInt.of(0), OptionalInt.empty(), Optional.empty(), Optional.empty()))
        .told(telling);
  }

  private Map<String, String> context(Plant plant) {
    Map<String, String> context = new HashMap<>(plant.context());
    if (telling) {
      plant.told().ifPresent(told -> context.putAll(told.context()));
    }
    return context;
  }

  /** The shipped folder with shorter pauses, so that a test need not wait for the long ones. */
  private void copyConnector(Path from) {
    Path to = folder.resolve("routes").resolve(from.getFileName());
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        String text =
            Files.readString(file)
                .replace("gap: PT3S", "gap: PT0.2S")
                .replaceAll("gap: PT\\d+M", "gap: PT0.05S")
                .replaceAll("within: PT\\S+", "within: PT1S")
                .replace("attempts: 12", "attempts: 5")
                .replace("firstPause: PT0.5S", "firstPause: PT0.1S")
                .replace("longestPause: PT5M", "longestPause: PT1S")
                .replaceAll("(?m)^every: PT.*$", OFTEN)
                .replaceAll("size: \\d+", "size: 5");
        for (Map.Entry<String, String> each : replaced.entrySet()) {
          text = text.replace(each.getKey(), each.getValue());
        }
        Files.writeString(target, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
