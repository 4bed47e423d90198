package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.ForeignAsset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shipped folders take for retired. */
class AssetRecordTest {

  @ParameterizedTest(name = "deleted {0}, inactive {1}: {2}")
  @CsvSource({
    "false, false, there, IN_SERVICE",
    "true, false, retired, RETIRED",
    "true, true, retired, RETIRED",
    "false, true, inactive, ",
  })
  void whatSapCanTakeBackRetiresNothing(
      boolean deleted, boolean inactive, String word, ForeignAsset.State state) throws Exception {
    AssetReading reading = ConnectorFolder.read(Sown.shipped("sap-s4")).assets().orElseThrow();
    String json =
        "{\"Equipment\":\"1\",\"EquipmentIsMarkedForDeletion\":%s,\"EquipmentIsInactive\":%s}"
            .formatted(deleted, inactive);
    List<String> told = new ArrayList<>();
    ForeignAsset read =
        new AssetRecord(reading, Map.of())
            .read(reading.call().format().read(json).orElseThrow(), told::add);
    assertThat(told).isEmpty();
    assertThat(read.statusWord()).isEqualTo(word);
    assertThat(read.state()).isEqualTo(Optional.ofNullable(state));
  }
}
