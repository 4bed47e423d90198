package org.bellcrank.itests.chaos.days;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bellcrank.canary.LampKeeper;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.delivery.engine.DeliveryEngine;
import org.bellcrank.delivery.engine.PlannedOutbox;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.itests.chaos.halts.PlainCaller;
import org.bellcrank.journal.Keeping;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.pipeline.Pipeline;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteReader;
import org.bellcrank.store.jdbc.JdbcStore;

/**
 * The data path of a gateway without a framework, lamps and retention included, on a clock of its
 * own: store, intake, evidence, pipeline, delivery.
 */
final class DaysGateway implements AutoCloseable {

  private static final String INSTANCE = "cmms";
  private static final Keeping KEEPING =
      new Keeping(
          Duration.ofDays(10), Duration.ofDays(365), Duration.ofDays(1), Duration.ofDays(400));

  private final JdbcStore store;
  private final FileEvidenceStore evidence;
  private final DurableIntake intake;
  private final Pipeline pipeline;
  private final DeliveryEngine engine;
  private final LampKeeper lamps;

  /**
   * Opens the data directory and goes on where the process before stopped.
   *
   * @param home the checkout, for the connector
   * @param quota bytes that the directory may take
   */
  DaysGateway(Path home, Path data, URI cmms, SharedTime time, long quota) {
    Site site = site(cmms);
    Connectors connectors = new Shelf(connector(home));
    store = JdbcStore.open(data);
    limit(quota);
    evidence = new FileEvidenceStore(store.directory(), store, time, time::ticks);
    intake = new DurableIntake(store, time);
    ActiveSite documents = new Documents(site);
    pipeline = new Pipeline(store, documents, new PlannedOutbox(), time);
    engine =
        new DeliveryEngine(
            store,
            time,
            time::ticks,
            connectors,
            site::connectors,
            new PlainCaller(),
            evidence,
            null,
            new Random());
    lamps = new LampKeeper(store, time, intake, documents);
    lamps.setPipeline(pipeline);
    lamps.setRehearsal(engine);
    lamps.setDeliveryBook(engine);
    lamps.setConnectors(connectors);
  }

  /** From now on it may take so many bytes. */
  void limit(long quota) {
    store.limit(quota, KEEPING);
  }

  Store store() {
    return store;
  }

  EvidenceStore evidence() {
    return evidence;
  }

  ObservationIntake intake() {
    return intake;
  }

  /** How many accepted observations are not decided. */
  long undecided() {
    return store.read(
        unit ->
            unit.port(ObservationBook.class).lastPosition()
                - unit.port(Positions.class).position("pipeline"));
  }

  /** How many rows of the outbox are not done, by their state; none when all is delivered. */
  long queued() {
    return store.read(
        unit -> {
          Map<DeliveryState, Long> counts = unit.port(OutboxBook.class).counts(INSTANCE);
          return counts.get(DeliveryState.WAITING) + counts.get(DeliveryState.HELD);
        });
  }

  /** How things stand, in words. */
  String state() {
    return engine.health() + " " + pipeline.deciding();
  }

  @Override
  public void close() {
    lamps.stop();
    engine.close();
    pipeline.stop();
    evidence.close();
    store.close();
  }

  private static Connector connector(Path home) {
    try {
      return ConnectorFolder.read(home.resolve("camel-routes/custom-rest"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidDocumentException e) {
      throw new IllegalStateException("the connector cannot be read: " + e.problems(), e);
    }
  }

  private static Site site(URI cmms) {
    try (InputStream in = DaysGateway.class.getResourceAsStream("/days/site.yaml")) {
      String text =
          new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("ADDRESS", "" + cmms);
      return new SiteReader(new ExpressionLanguage()).read(Map.of("site.yaml", text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidDocumentException e) {
      throw new IllegalStateException("the documents of the days are wrong: " + e.problems(), e);
    }
  }

  private record Shelf(Connector connector) implements Connectors {
    @Override
    public Optional<Connector> find(String kind) {
      return Optional.of(connector).filter(each -> each.id().equals(kind));
    }

    @Override
    public List<Loaded> all() {
      return List.of(new Loaded(connector.id(), connector.title(), connector.version(), List.of()));
    }
  }

  private record Documents(Site inForce) implements ActiveSite {
    @Override
    public Optional<Site> site() {
      return Optional.of(inForce);
    }

    @Override
    public List<String> refusals() {
      return List.of();
    }
  }
}
