package org.bellcrank.itests.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.DeliveryBook;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.journal.Work;
import org.bellcrank.verb.Terminal;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.OrderType;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.Test;

/** Which orders of a store are this run's. */
class OrderLinesTest {

  private static final Instant START = Instant.parse("2026-05-04T06:00:00Z");

  private final List<String> asked = new ArrayList<>();

  @Test
  void ordersOfAnEarlierRunInTheSameDirectoryCountForNothing() {
    OrderLines lines = lines(START, order("yesterday", START.minusSeconds(86_400)));
    lines.look();
    assertThat(lines.underWay()).isFalse();
    assertThat(asked).isEmpty();
  }

  @Test
  void ordersSinceTheStartCount() {
    OrderLines lines =
        lines(START, order("yesterday", START.minusSeconds(1)), order("today", START));
    lines.look();
    assertThat(lines.underWay()).isTrue();
    assertThat(asked).containsExactly("today");
  }

  private OrderLines lines(Instant since, WorkOrder... orders) {
    OrderBook book = stub(OrderBook.class, List.of(orders));
    UnitOfWork unit = stub(UnitOfWork.class, book);
    Store store =
        (Store)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) -> ((Work<?>) arguments[0]).in(unit));
    DeliveryBook deliveries =
        (DeliveryBook)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DeliveryBook.class},
                (proxy, method, arguments) -> {
                  asked.add((String) arguments[0]);
                  return Optional.empty();
                });
    return new OrderLines(store, deliveries, stub(Terminal.class, null), since);
  }

  /** Answers everything with one thing. */
  private <T> T stub(Class<T> type, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer));
  }

  private static WorkOrder order(String id, Instant raisedAt) {
    return new WorkOrder(
        id,
        new Cause("pump", "hot", "1"),
        "plant",
        "maintenance",
        OrderType.values()[0],
        3,
        OrderStatus.values()[0],
        "Pump hot",
        "",
        raisedAt,
        1,
        List.of(),
        Facts.empty());
  }
}
