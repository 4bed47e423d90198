package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Formula;
import org.bellcrank.delivery.connector.Mapping;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.Work;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** The one writer of the store does not wait while requests are written. */
class WriterTest extends EngineTest {

  private final ThreadLocal<Boolean> writing = ThreadLocal.withInitial(() -> false);
  private final List<String> heavy = new CopyOnWriteArrayList<>();
  private final List<String> inside = new CopyOnWriteArrayList<>();
  private volatile Runnable beforeCommit = () -> {};

  @Test
  void filesAreReadAndRequestsWrittenBesideIt() {
    EvidenceReference picture = evidence.keep(new byte[] {1, 2, 3}, "image/jpeg");
    WorkOrder order = raise(SampleOrders.order("wo-1", "cmms", 4, picture));
    connector = watched(connector);
    start(2, new WatchedStore(), new WatchedEvidence());
    allSettled(order);
    grow(SampleOrders.order("wo-1", "cmms", 1, picture));
    allSettled(order);
    assertThat(rows(order)).extracting(Delivery::state).containsOnly(DeliveryState.DONE);
    assertThat(heavy).contains("file", "mapping");
    assertThat(inside).isEmpty();
  }

  @Test
  void anOrderThatChangesBetweenWritingAndSendingIsWrittenAnew() {
    WorkOrder order = raise("wo-1", 4);
    List<Integer> left = new ArrayList<>(List.of(3, 2, 1));
    beforeCommit =
        () -> {
          if (!left.isEmpty()) {
            WorkOrder changed = SampleOrders.order("wo-1", "cmms", left.remove(0));
            store.commit(
                unit -> {
                  unit.port(OrderBook.class).change(changed, SampleOrders.RAISED, "it grew");
                  return null;
                });
          }
        };
    start(1, new WatchedStore(), evidence);
    allSettled(order);
    assertThat(left).isEmpty();
    assertThat(cmms.creates).hasValue(1);
    assertThat(cmms.only().whole("priority")).hasValue(1);
  }

  private void did(String what) {
    heavy.add(what);
    if (writing.get()) {
      inside.add(what);
    }
  }

  /** The same connector, whose fields tell where they are computed. */
  private Connector watched(Connector given) {
    List<Mapping.Field> fields = given.mapping().fields().stream().map(this::watched).toList();
    return new Connector(
        given.id(),
        given.title(),
        given.deliveryClass(),
        given.idempotency(),
        given.verified(),
        given.rights(),
        given.authentication(),
        given.session(),
        given.signing(),
        given.security(),
        given.format(),
        given.context(),
        given.limits(),
        given.answers(),
        given.words(),
        given.link(),
        given.attachments(),
        given.recipe(),
        new Mapping(fields),
        given.facts(),
        given.reading(),
        given.assets(),
        given.routes(),
        given.folder(),
        given.version());
  }

  private Mapping.Field watched(Mapping.Field field) {
    return new Mapping.Field(
        field.where(),
        field.to(),
        field.each(),
        field.from().map(WatchedFormula::new),
        field.lines(),
        field.type(),
        field.max(),
        field.tail(),
        field.overflow(),
        field.spill(),
        field.letters(),
        field.required(),
        field.values(),
        field.fallback(),
        field.form(),
        field.together(),
        field.on());
  }

  private final class WatchedFormula implements Formula {

    private final Formula formula;

    WatchedFormula(Formula formula) {
      this.formula = formula;
    }

    @Override
    public Set<String> names() {
      return formula.names();
    }

    @Override
    public String text() {
      return formula.text();
    }

    @Override
    public Optional<Object> value(Map<String, Object> known) {
      did("mapping");
      return formula.value(known);
    }
  }

  private final class WatchedEvidence implements EvidenceStore {
    @Override
    public EvidenceReference keep(byte[] content, String mediaType) {
      return evidence.keep(content, mediaType);
    }

    @Override
    public Optional<byte[]> read(String sha256) {
      did("file");
      return evidence.read(sha256);
    }

    @Override
    public Optional<Path> file(String sha256) {
      return evidence.file(sha256);
    }
  }

  private final class WatchedStore implements Store {
    @Override
    public <T> T commit(Work<T> work) {
      beforeCommit.run();
      return store.commit(
          unit -> {
            writing.set(true);
            try {
              return work.in(unit);
            } finally {
              writing.set(false);
            }
          });
    }

    @Override
    public <T> CompletableFuture<T> submit(Work<T> work) {
      return CompletableFuture.completedFuture(commit(work));
    }

    @Override
    public <T> T read(Work<T> work) {
      return store.read(work);
    }

    @Override
    public Registration onCommit(Runnable listener) {
      return store.onCommit(listener);
    }
  }
}
