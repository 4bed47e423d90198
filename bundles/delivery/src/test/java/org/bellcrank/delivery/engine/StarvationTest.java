package org.bellcrank.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.delivery.DeliveryBook.Breaker;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.Work;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that keeps failing at the head of the queue takes nothing from the others. */
class StarvationTest extends EngineTest {

  private static final int OTHERS = 8;

  @BeforeEach
  void impatient() throws Exception {
    connector =
        connector(Map.of("patience: PT10M", "patience: PT0.2S", "attempts: 5", "attempts: 2"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 500, 503, 0})
  void anOrderThatFailsAloneIsPutToAPersonInTheVendorsWordsAndTheOthersArrive(int status) {
    WorkOrder poison = raise("wo-poison", 1);
    cmms.instead = request -> creates(poison).test(request) ? answer(status) : null;
    List<WorkOrder> others = others();
    start(1);
    others.forEach(this::settled);
    assertThat(others).allMatch(each -> row(each).state() == DeliveryState.DONE);
    settled(poison);
    assertThat(row(poison).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row(poison).words()).contains(status == 0 ? "no answer" : "not for you");
    Until.is(() -> engine.health().get(0).breaker() == Breaker.CLOSED, engine::health);

    cmms.instead = request -> null;
    engine.retry(row(poison).id(), "planner");
    settled(poison);
    assertThat(row(poison).state()).isEqualTo(DeliveryState.DONE);
    assertThat(cmms.creates).hasValue(OTHERS + 1);
  }

  /** What it echoes breaks its own answer: a reading that nobody can read, for this row alone. */
  @Test
  void anOrderThatCannotBeReadIsPutToAPersonAndTheOthersArrive() {
    WorkOrder poison = raise("wo-poison", 1);
    String reference = poison.reference().value();
    cmms.instead =
        request ->
            request.method().equals("GET")
                    && request.path().matches(".*/\\d+")
                    && cmms.order(request).requireText("external_reference").equals(reference)
                ? new StepAnswer.Answered(200, Map.of(), "<broken".getBytes(StandardCharsets.UTF_8))
                : null;
    List<WorkOrder> others = others();
    start(1);
    others.forEach(this::settled);
    assertThat(others).allMatch(each -> row(each).state() == DeliveryState.DONE);
    settled(poison);
    assertThat(row(poison).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row(poison).words()).contains("without JSON");
    Until.is(() -> engine.health().get(0).breaker() == Breaker.CLOSED, engine::health);
    assertThat(cmms.creates).hasValue(OTHERS + 1);
  }

  @Test
  void anOrderThatIsAlwaysTooManyRequestsWaitsAndTheOthersArrive() {
    WorkOrder poison = raise("wo-poison", 1);
    cmms.instead = request -> creates(poison).test(request) ? answer(429) : null;
    List<WorkOrder> others = others();
    start(1);
    others.forEach(this::settled);
    assertThat(others).allMatch(each -> row(each).state() == DeliveryState.DONE);
    assertThat(row(poison).state()).isEqualTo(DeliveryState.WAITING);
  }

  /** The CMMS is broken for all: nobody's order is to blame, however long it lasts. */
  @ParameterizedTest
  @ValueSource(ints = {401, 503, 0})
  void whatHappensToAllOrdersFloodsNoWorkbench(int status) {
    List<WorkOrder> orders = others();
    cmms.instead = request -> request.method().equals("POST") ? answer(status) : null;
    start(4);
    Until.is(
        () -> orders.stream().anyMatch(each -> steps(each) > 12),
        () -> orders.stream().map(this::row).toList());
    assertThat(engine.health().get(0).workbench()).isZero();
    assertThat(engine.health().get(0).lastWords()).isNotEmpty();
    cmms.instead = request -> null;
    engine.resume("cmms");
    orders.forEach(this::settled);
    assertThat(orders).allMatch(each -> row(each).state() == DeliveryState.DONE);
    assertThat(engine.health().get(0).breaker()).isEqualTo(Breaker.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLonelyOrderThatTheOtherSideIsTooBusyForIsNotPutToAPerson(boolean forChangesOnly) {
    WorkOrder order = raise("wo-1", 2);
    cmms.instead =
        request -> forChangesOnly && !request.method().equals("POST") ? null : answer(503);
    start(2);
    Until.is(() -> steps(order) > 8, () -> row(order));
    assertThat(row(order).state()).isEqualTo(DeliveryState.WAITING);
    cmms.instead = request -> null;
    settled(order);
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
  }

  @Test
  void anAlteredPictureIsRefusedWithItsReasonAndTheOthersGo() {
    EvidenceReference altered = evidence.keep(new byte[] {1}, "image/jpeg");
    EvidenceStore files =
        new Broken(
            evidence,
            altered.sha256(),
            () -> new EvidenceException("evidence 1.jpg was altered", null));
    WorkOrder first = raise(SampleOrders.order("wo-poison", "cmms", 1, altered));
    List<WorkOrder> others =
        IntStream.range(0, OTHERS)
            .mapToObj(i -> evidence.keep(new byte[] {2, (byte) i}, "image/jpeg"))
            .map(
                good ->
                    raise(
                        SampleOrders.order(
                            "wo-" + good.sha256().charAt(0) + good.hashCode(), "cmms", 3, good)))
            .toList();
    start(1, store, files);
    allSettled(first);
    assertThat(row(first, Purpose.ATTACH).state()).isEqualTo(DeliveryState.REFUSED);
    assertThat(row(first, Purpose.ATTACH).words()).contains("was altered");
    assertThat(row(first).state()).isEqualTo(DeliveryState.DONE);
    others.forEach(
        each -> {
          allSettled(each);
          assertThat(row(each, Purpose.ATTACH).state()).isEqualTo(DeliveryState.DONE);
        });
    assertThat(engine.health().get(0).breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(engine.health().get(0).delivered()).isEqualTo(2 * OTHERS + 1);
  }

  @Test
  void aRowThatCannotEvenBeWorkedOnLetsTheOthersPass() {
    EvidenceReference bad = evidence.keep(new byte[] {1}, "image/jpeg");
    EvidenceStore files =
        new Broken(evidence, bad.sha256(), () -> new IllegalStateException("a mistake of ours"));
    WorkOrder first = raise(SampleOrders.order("wo-poison", "cmms", 1, bad));
    EvidenceReference fine = evidence.keep(new byte[] {2}, "image/jpeg");
    WorkOrder other = raise(SampleOrders.order("wo-other", "cmms", 3, fine));
    start(1, store, files);
    allSettled(other);
    assertThat(rows(other)).allMatch(row -> row.state() == DeliveryState.DONE);
    assertThat(row(first).state()).isEqualTo(DeliveryState.DONE);
    assertThat(engine.health().get(0).breaker()).isEqualTo(Breaker.CLOSED);
  }

  /** A database that went away and came back is nothing against the rows that met it. */
  @Test
  void aStoreThatFailsPutsNoOrderBeforeAPerson() {
    AtomicInteger failures = new AtomicInteger(20);
    Store failing =
        new Store() {
          @Override
          public <T> T commit(Work<T> work) {
            return store.commit(work);
          }

          @Override
          public <T> CompletableFuture<T> submit(Work<T> work) {
            return store.submit(work);
          }

          @Override
          public <T> T read(Work<T> work) {
            if (Thread.currentThread().getName().matches("delivery-[0-9]+")
                && failures.getAndDecrement() > 0) {
              throw new StoreException("the connection broke", null);
            }
            return store.read(work);
          }

          @Override
          public Registration onCommit(Runnable listener) {
            return store.onCommit(listener);
          }
        };
    WorkOrder order = raise("wo-1", 1);
    start(1, failing, evidence);
    settled(order);
    assertThat(failures).hasNonPositiveValue();
    assertThat(row(order).state()).isEqualTo(DeliveryState.DONE);
  }

  @Test
  void picturesThatNobodyTakesHoldNoOrderBack() {
    cmms.instead = request -> request.path().endsWith("/attachments") ? answer(403) : null;
    List<WorkOrder> orders =
        IntStream.range(0, OTHERS)
            .mapToObj(i -> evidence.keep(new byte[] {(byte) i}, "image/jpeg"))
            .map(
                picture ->
                    raise(SampleOrders.order("wo-" + picture.hashCode(), "cmms", 3, picture)))
            .toList();
    start(2);
    orders.forEach(this::settled);
    Until.is(() -> health().behind().get(Purpose.ATTACH) == Breaker.CREDENTIAL, engine::health);
    assertThat(engine.health().get(0).breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(engine.health().get(0).workbench()).isZero();
    cmms.instead = request -> null;
    engine.resume("cmms");
    orders.forEach(this::allSettled);
    assertThat(engine.health().get(0).delivered()).isEqualTo(2 * OTHERS);
  }

  /** Whoever may not change orders may still make them, and a missing right is no wrong key. */
  @Test
  void updatesThatNobodyTakesHoldNoOrderBack() {
    List<WorkOrder> grown = others();
    start(2);
    grown.forEach(this::settled);
    cmms.instead = request -> request.method().equals("PUT") ? answer(403) : null;
    grown.forEach(order -> grow(SampleOrders.order(order.id(), "cmms", 1)));
    Until.is(() -> health().behind().get(Purpose.UPDATE) == Breaker.CREDENTIAL, engine::health);
    List<WorkOrder> news =
        IntStream.range(0, OTHERS).mapToObj(i -> raise("wo-new-" + i, 3)).toList();
    news.forEach(this::settled);
    assertThat(news).allMatch(each -> row(each).state() == DeliveryState.DONE);
    assertThat(health().breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(health().workbench()).isZero();
    cmms.instead = request -> null;
    engine.resume("cmms");
    grown.forEach(this::allSettled);
    assertThat(health().behind()).isEmpty();
    assertThat(health().delivered()).isEqualTo(3 * OTHERS);
  }

  /** After an outage the most urgent rows are the first probes: updates that nobody takes. */
  @Test
  void updatesThatNobodyTakesHoldNoOrderBackAfterAnOutage() throws Exception {
    connector = connector(Map.of("longestPause: PT0.1S", "longestPause: PT5M"));
    List<WorkOrder> grown = others();
    start(2);
    grown.forEach(this::settled);
    cmms.instead = request -> request.method().equals("PUT") ? answer(403) : null;
    grown.forEach(order -> grow(SampleOrders.order(order.id(), "cmms", 1)));
    Until.is(() -> health().behind().get(Purpose.UPDATE) == Breaker.CREDENTIAL, engine::health);
    cmms.away = true;
    WorkOrder cutOff = raise("wo-cut-off", 3);
    Until.is(() -> health().breaker() != Breaker.CLOSED, engine::health);
    WorkOrder next = raise("wo-next", 3);
    cmms.away = false;
    settled(cutOff);
    settled(next);
    assertThat(List.of(row(cutOff), row(next))).allMatch(row -> row.state() == DeliveryState.DONE);
    assertThat(health().breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(health().behind()).containsEntry(Purpose.UPDATE, Breaker.CREDENTIAL);
    assertThat(health().workbench()).isZero();
  }

  private DeliveryBook.InstanceHealth health() {
    return engine.health().get(0);
  }

  private List<WorkOrder> others() {
    return IntStream.range(0, OTHERS).mapToObj(i -> raise("wo-" + i, 3)).toList();
  }

  private long steps(WorkOrder order) {
    return engine.of(order.id()).orElseThrow().steps().size();
  }

  private static Predicate<StepRequest> creates(WorkOrder order) {
    return request ->
        request.method().equals("POST")
            && new String(request.body(), StandardCharsets.UTF_8)
                .contains(order.reference().value());
  }

  private static StepAnswer answer(int status) {
    return status == 0
        ? new StepAnswer.Unknown("no answer")
        : new StepAnswer.Answered(
            status, Map.of(), "{\"message\":\"not for you\"}".getBytes(StandardCharsets.UTF_8));
  }
}
