package org.bellcrank.source.mqtt.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFiltersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"#", "+", "plant", "plant/+/press/#", "/plant//x", "$share/gateways/plant/#"})
  void whatTheProtocolAllowsIsTaken(String filter) {
    assertThat(TopicFilters.checked("x", new String[] {filter})).containsExactly(filter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plant/#/press", "plant#", "plant/a+", "a\u0000b", "$share/x"})
  void whatItDoesNotAllowIsRefusedWithWhatIs(String filter) {
    assertThatThrownBy(() -> TopicFilters.checked("x", new String[] {filter}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("topics: given '" + filter.replace('\u0000', '?'))
        .hasMessageContaining("allowed: levels between slashes");
  }

  @Test
  void aWrongOneLeavesTheOthersAlone() {
    assertThat(TopicFilters.checked("x", new String[] {"plant/#/press", " ", "plant/#"}))
        .containsExactly("plant/#");
  }

  @Test
  void noneAtAllIsRefused() {
    assertThatThrownBy(() -> TopicFilters.checked("x", new String[] {" "}))
        .hasMessageContaining("given none; allowed: at least one topic filter");
  }
}
