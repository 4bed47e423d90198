package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bellcrank.delivery.AssetCondition;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.ToldConditions;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JdbcOutboxBookTest {

  private static final Instant NOON = Samples.NOON;

  @TempDir Path folder;
  private JdbcStore store;

  @BeforeEach
  void open() {
    store = Stores.open(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Delivery row(String id, int priority) {
    return Delivery.planned(id, "wo-" + id, "cmms", Purpose.CREATE, priority, NOON);
  }

  private <T> T commit(Function<OutboxBook, T> work) {
    return store.commit(unit -> work.apply(unit.port(OutboxBook.class)));
  }

  private <T> T read(Function<OutboxBook, T> work) {
    return store.read(unit -> work.apply(unit.port(OutboxBook.class)));
  }

  private List<Delivery> due(String instance, Instant now, int limit) {
    return read(book -> book.due(instance, now, Set.of(), limit));
  }

  private Void add(Delivery... rows) {
    return commit(
        book -> {
          List.of(rows).forEach(book::add);
          return null;
        });
  }

  @Test
  void aRowComesBackAsItWasAfterReopening() {
    Delivery full =
        row("a", 3)
            .withEvidence("ab".repeat(32))
            .withForeign(Optional.of("1001"), Optional.of("http://cmms/1001"))
            .withVariables(
                Facts.with("found", Facts.with("href", "/x").build()).put("doubts", 2).build())
            .reached("firstIntent", NOON.plusMillis(5))
            .atStep("create", 2, NOON.plusNanos(123), "busy")
            .intending("create");
    add(row("a", 3));
    commit(
        book -> {
          book.change(full);
          return null;
        });
    store.close();
    open();
    Delivery read = read(book -> book.find("a")).orElseThrow();
    // What a row is planned for never changes afterwards.
    assertThat(read).usingRecursiveComparison().ignoringFields("evidence").isEqualTo(full);
    List<Delivery> rows = read(book -> book.ofOrder("wo-a"));
    assertThat(rows).containsExactly(read);
  }

  @Test
  void whatIsToldOfAssetsWaitsBehindAllOrders() {
    add(
        Delivery.planned("told", "wo-t", "cmms", Purpose.CONDITION, 1, NOON),
        Delivery.planned("picture", "wo-p", "cmms", Purpose.ATTACH, 2, NOON),
        row("order", 5));
    assertThat(due("cmms", NOON, 10))
        .extracting(Delivery::id)
        .containsExactly("order", "told", "picture");
  }

  @Test
  void howAnAssetIsComesBackAsItWasKeptLast() {
    AssetCondition first = AssetCondition.unheard("cmms", "11430", NOON);
    AssetCondition next =
        new AssetCondition(
            "cmms",
            "11430",
            AssetCondition.State.FAILED,
            NOON.plusSeconds(5),
            List.of("wo-1", "wo-2"),
            Optional.of("dl-1"),
            Facts.with("condition.state", "FAILED").put("condition.orders", 2).build());
    for (AssetCondition each : List.of(first, next)) {
      store.commit(
          unit -> {
            unit.port(ToldConditions.class).keep(each);
            return null;
          });
      Optional<AssetCondition> kept =
          store.read(unit -> unit.port(ToldConditions.class).find("cmms", "11430"));
      assertThat(kept).contains(each);
    }
    Optional<AssetCondition> other =
        store.read(unit -> unit.port(ToldConditions.class).find("other", "11430"));
    assertThat(other).isEmpty();
  }

  @Test
  void theQueueIsMostUrgentFirstThenNewestFirstAndHoldsOnlyWhatIsDue() {
    add(row("a", 3), row("b", 1), row("c", 3), row("d", 2).withState(DeliveryState.HELD, ""));
    commit(
        book -> {
          book.change(row("c", 3).atStep("", 1, NOON.plusSeconds(60), ""));
          return null;
        });
    assertThat(due("cmms", NOON, 10)).extracting(Delivery::id).containsExactly("b", "a");
    assertThat(due("cmms", NOON.plusSeconds(60), 10))
        .extracting(Delivery::id)
        .containsExactly("b", "c", "a");
    assertThat(due("cmms", NOON, 1)).hasSize(1);
    assertThat(due("other", NOON, 10)).isEmpty();
    assertThat(this.<List<Delivery>>read(book -> book.waitingBeyond("cmms", NOON, 10)))
        .extracting(Delivery::id)
        .containsExactly("c");
    assertThat(
            this.<List<Delivery>>read(book -> book.waitingBeyond("cmms", NOON.plusSeconds(60), 10)))
        .isEmpty();
  }

  /** An attachment never holds back an order, however urgent the order it belongs to. */
  @Test
  void aPictureOfAnUrgentOrderWaitsForTheOrdersOfOthers() {
    Delivery picture = Delivery.planned("picture", "urgent", "cmms", Purpose.ATTACH, 1, NOON);
    add(picture, row("late", 5), row("early", 4));
    assertThat(due("cmms", NOON, 10))
        .extracting(Delivery::id)
        .containsExactly("early", "late", "picture");
  }

  @Test
  void rowsAreCountedByStateAlsoWhenAUnitFails() {
    add(row("a", 3), row("b", 1), row("c", 3));
    commit(
        book -> {
          book.change(row("a", 3).withState(DeliveryState.REFUSED, "no such asset"));
          return null;
        });
    assertThatThrownBy(
            () ->
                commit(
                    book -> {
                      book.change(row("b", 1).withState(DeliveryState.DONE, ""));
                      throw new IllegalStateException("stop");
                    }))
        .hasMessage("stop");
    Map<DeliveryState, Long> counts = read(book -> book.counts("cmms"));
    assertThat(counts)
        .containsEntry(DeliveryState.WAITING, 2L)
        .containsEntry(DeliveryState.REFUSED, 1L)
        .containsEntry(DeliveryState.DONE, 0L);
    List<Delivery> workbench = read(book -> book.needingPerson(10));
    assertThat(workbench)
        .singleElement()
        .satisfies(r -> assertThat(r.words()).isEqualTo("no such asset"));
    List<String> instances = read(OutboxBook::instances);
    assertThat(instances).containsExactly("cmms");
  }

  @Test
  void aPlanIsNotPutTwiceAndAnUnknownRowNotChanged() {
    add(row("a", 3));
    assertThatThrownBy(() -> add(row("a", 1))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                commit(
                    book -> {
                      book.change(row("x", 1));
                      return null;
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("x");
  }

  @Test
  void whatIsKeptBackIsPassedOverHoweverUrgentItIs() {
    Delivery update = Delivery.planned("urgent", "wo-urgent", "cmms", Purpose.UPDATE, 1, NOON);
    add(update, row("order", 5));
    assertThat(due("cmms", NOON, 1)).extracting(Delivery::id).containsExactly("urgent");
    List<Delivery> rest =
        read(book -> book.due("cmms", NOON, EnumSet.of(Purpose.UPDATE, Purpose.ATTACH), 1));
    assertThat(rest).extracting(Delivery::id).containsExactly("order");
  }
}
