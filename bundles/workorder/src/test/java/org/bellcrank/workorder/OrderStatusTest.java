package org.bellcrank.workorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrderStatusTest {

  @Test
  void theStandardWayIsOpen() {
    assertThat(OrderStatus.DRAFT.next()).contains(OrderStatus.APPROVED);
    assertThat(OrderStatus.APPROVED.next()).contains(OrderStatus.ASSIGNED);
    assertThat(OrderStatus.ASSIGNED.next()).contains(OrderStatus.IN_PROGRESS);
    assertThat(OrderStatus.IN_PROGRESS.next()).contains(OrderStatus.CLOSED);
  }

  @Test
  void aDraftCannotBeClosedWithoutApproval() {
    assertThat(OrderStatus.DRAFT.next()).doesNotContain(OrderStatus.CLOSED);
  }

  @ParameterizedTest
  @EnumSource(OrderStatus.class)
  void whatIsOverStaysOver(OrderStatus status) {
    assertThat(status.next().isEmpty()).isEqualTo(!status.isOpen());
  }

  /** WOT-13: every move that there could be, legal or not, from the table a planner would draw. */
  @ParameterizedTest
  @CsvSource({
    "DRAFT, APPROVED CANCELLED",
    "APPROVED, ASSIGNED IN_PROGRESS CLOSED CANCELLED",
    "ASSIGNED, APPROVED IN_PROGRESS CLOSED CANCELLED",
    "IN_PROGRESS, ASSIGNED CLOSED CANCELLED",
    "CLOSED, ''",
    "CANCELLED, ''",
  })
  void anOrderGoesWhereTheTableSaysAndNowhereElse(OrderStatus from, String allowed)
      throws Exception {
    WorkOrder order = standing(from);
    for (OrderStatus to : OrderStatus.values()) {
      if (List.of(allowed.split(" ")).contains(to.name())) {
        assertThat(order.moved(to).status()).isEqualTo(to);
        assertThat(order.moved(to).fields().text("order.status")).contains(to.name());
      } else {
        assertThatThrownBy(() -> order.moved(to))
            .isInstanceOf(IllegalMoveException.class)
            .hasMessageContaining("is " + from + ": given " + to)
            .hasMessageContaining(
                allowed.isEmpty() ? "nothing" : String.join(", ", allowed.split(" ")))
            .hasMessageContaining("stays " + from);
      }
    }
  }

  @Test
  void anApprovedOrderNamesWhoApprovedIt() throws Exception {
    WorkOrder order = standing(OrderStatus.DRAFT).approvedBy("rule r1");
    assertThat(order.status()).isEqualTo(OrderStatus.APPROVED);
    assertThat(order.fields().text("order.approvedBy")).contains("rule r1");
    assertThatThrownBy(() -> order.approvedBy("Ada")).isInstanceOf(IllegalMoveException.class);
  }

  private static WorkOrder standing(OrderStatus status) throws Exception {
    WorkOrder draft =
        new OrderPlanner("0123456789ab", OrderPolicies.DEFAULT)
            .raise(
                Samples.template("Pitting"),
                Samples.CAUSE,
                "cmms",
                Samples.seen("cam:1#0", 0.9, 100),
                Samples.decision(3),
                Samples.NOON);
    return switch (status) {
      case DRAFT -> draft;
      case APPROVED -> draft.moved(OrderStatus.APPROVED);
      case ASSIGNED, IN_PROGRESS, CLOSED -> draft.moved(OrderStatus.APPROVED).moved(status);
      case CANCELLED -> draft.moved(OrderStatus.CANCELLED);
    };
  }
}
