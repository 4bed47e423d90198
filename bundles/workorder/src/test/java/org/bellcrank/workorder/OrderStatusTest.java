package org.bellcrank.workorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
