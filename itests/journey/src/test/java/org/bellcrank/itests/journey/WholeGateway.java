package org.bellcrank.itests.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bellcrank.delivery.DeliveryBook.OrderDelivery;
import org.bellcrank.delivery.camel.CamelDelivery;
import org.bellcrank.delivery.engine.DeliveryEngine;
import org.bellcrank.delivery.engine.PlannedOutbox;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.CustomRestDouble;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.MaximoDouble;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.pipeline.OrderDesk;
import org.bellcrank.pipeline.Pipeline;
import org.bellcrank.pipeline.ReviewDesk;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteDocuments;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;

/** All parts of a gateway but eyes and console, with the documents of a site and both doubles. */
final class WholeGateway implements AutoCloseable {

  static final Path ROOT = Path.of(System.getProperty("project.root"));

  /** Puts a site's documents and credentials where the gateway looks for them. */
  interface Documents {
    void write(DataDirectory data, URI maximo, URI custom) throws IOException;
  }

  final MaximoDouble maximo = MaximoDouble.start(DoubleOptions.free());
  final CustomRestDouble custom;
  final JdbcStore store;
  final FileEvidenceStore evidence;
  final DurableIntake intake;
  final ReviewDesk reviews;
  final OrderDesk orderDesk;
  final SiteDocuments documents;
  private final Pipeline pipeline;
  private final CamelDelivery camel;
  private final DeliveryEngine engine;

  /** With the demo's documents. */
  WholeGateway(Path folder) throws IOException {
    this(
        folder,
        Clock.systemUTC(),
        DoubleOptions.free(),
        (data, maximo, custom) -> new DemoSite(ROOT, data).write(maximo, custom));
  }

  WholeGateway(Path folder, Clock clock, DoubleOptions options, Documents site) throws IOException {
    custom = CustomRestDouble.start(options);
    PlannedOutbox outbox = new PlannedOutbox();
    store = JdbcStore.open(folder);
    site.write(store.directory(), maximo.uri(), custom.uri());
    documents = new SiteDocuments(store, store.directory(), new ExpressionLanguage(), clock);
    evidence = new FileEvidenceStore(store.directory(), store, clock);
    intake = new DurableIntake(store, clock);
    pipeline = new Pipeline(store, documents, outbox, clock);
    reviews = new ReviewDesk(store, documents, outbox, clock);
    orderDesk = new OrderDesk(store, outbox, clock);
    camel = new CamelDelivery(folder.resolve("keys"), ROOT.resolve("camel-routes").toString(), 200);
    engine = new DeliveryEngine(store, clock, camel, documents, camel, evidence, camel);
    await("documents", () -> documents.site().isPresent());
    await(
        "connectors",
        () -> camel.find("maximo").isPresent() && camel.find("custom-rest").isPresent());
  }

  /** Changes a document and waits until it is in force. */
  void change(String file, String from, String to) throws IOException {
    Path path = store.directory().documents().resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    String before = version();
    Files.writeString(path, text.replace(from, to));
    await("new documents, " + documents.refusals(), () -> !version().equals(before));
  }

  private String version() {
    return documents.site().map(Site::version).orElse("");
  }

  List<WorkOrder> orders() {
    return store.read(unit -> unit.port(OrderBook.class).newest(Optional.empty(), 100));
  }

  /** The order about a point, once nothing of its delivery is under way any more. */
  WorkOrder delivered(String point) {
    await(
        "an order about " + point,
        () ->
            about(point)
                .flatMap(order -> engine.of(order.id()))
                .filter(OrderDelivery::settled)
                .isPresent());
    WorkOrder order = about(point).orElseThrow();
    assertThat(engine.of(order.id()).orElseThrow().acknowledged())
        .as(() -> engine.workbench(10) + " " + engine.health())
        .isTrue();
    return order;
  }

  private Optional<WorkOrder> about(String point) {
    return orders().stream().filter(order -> order.cause().identity().equals(point)).findFirst();
  }

  /** What stands in the CMMS's own books. */
  BookedOrder booked(WorkOrder order) {
    String reference = order.reference().value();
    List<BookedOrder> booked =
        order.site().equals("bedford")
            ? maximo.books().byReference(reference)
            : custom.books().byReference(reference);
    assertThat(booked).as(order.title()).hasSize(1);
    return booked.get(0);
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
}
