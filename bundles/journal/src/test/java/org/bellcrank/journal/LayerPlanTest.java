package org.bellcrank.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerPlanTest {

  @ParameterizedTest
  @CsvSource({
    "finding.disposed, RESULTS",
    "order.changed, ORDERS",
    "delivery.acknowledged, ORDERS",
    "asset.condition, CONDITIONS",
    "device.status, DEVICES",
    "documents.activated, GATEWAY",
    "nameless, GATEWAY"
  })
  void everyKindHasAClass(String kind, EventClass expected) {
    assertThat(EventClass.of(kind)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"DEVICES, OPC_UA", "WORK_ORDERS, MQTT", "RESULTS, REST"})
  void aLayerThatCannotCarryAClassIsRefusedWithThoseThatCan(EventClass what, Layer by) {
    assertThatThrownBy(() -> new LayerPlan(Map.of(what, Set.of(by))))
        .hasMessageContaining("layers " + what.word() + ": given [" + by + "]")
        .hasMessageContaining(what.carriers().toString());
  }

  @Test
  void aClassThatNobodyCarriesIsRefused() {
    assertThatThrownBy(() -> new LayerPlan(Map.of(EventClass.ORDERS, Set.of())))
        .hasMessageContaining("layers orders: given []");
  }

  @Test
  void whatIsNotNamedLeavesByAllThatCanCarryIt() {
    LayerPlan plan = new LayerPlan(Map.of(EventClass.ORDERS, Set.of(Layer.MQTT)));
    assertThat(plan.carries("order.raised", Layer.OPC_UA)).isFalse();
    assertThat(plan.carries("finding.disposed", Layer.OPC_UA)).isTrue();
    assertThat(plan.carries("device.status", Layer.OPC_UA)).isFalse();
  }
}
