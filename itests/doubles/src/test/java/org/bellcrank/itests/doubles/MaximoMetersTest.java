package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each quirk of an asset's meters, one test each. */
class MaximoMetersTest {

  private MaximoDouble maximo;
  private Client client;
  private String asset;

  @BeforeEach
  void start() throws IOException {
    maximo = MaximoDouble.start(DoubleOptions.free());
    client = Client.maximo(maximo);
    asset =
        (String)
            client
                .get("/maximo/api/os/mxapiasset?lean=1&oslc.where=assetnum%3D%2211430%22")
                .at("member.0.href");
  }

  @AfterEach
  void stop() {
    maximo.close();
  }

  private Answer enter(Map<String, Object> row, String... more) throws IOException {
    return client.post(asset + "?lean=1", Json.of("assetmeter", List.of(row)), more);
  }

  private static Map<String, Object> reading(String meter, String value) {
    return Json.of("metername", meter, "linearassetmeterid", 0, "newreading", value);
  }

  private static String[] merging(String... more) {
    String[] all = {"x-method-override", "PATCH", "patchtype", "MERGE"};
    return java.util.stream.Stream.of(all, more)
        .flatMap(java.util.stream.Stream::of)
        .toArray(String[]::new);
  }

  private Answer shown() throws IOException {
    return client.get(asset + "?lean=1&oslc.select=assetnum,assetmeter%7Bmetername,lastreading%7D");
  }

  @Test
  void whatIsEnteredAsNewReadingIsShownAsLastReading() throws IOException {
    assertThat(enter(reading("CONDITION", "2"), merging()).status()).isEqualTo(204);
    assertThat(shown().at("assetmeter.1.metername")).isEqualTo("CONDITION");
    assertThat(shown().at("assetmeter.1.lastreading")).isEqualTo("2");
    assertThat(shown().at("assetmeter.1.newreading")).isNull();
    assertThat(maximo.conditions("11430")).containsExactly("2");
  }

  @Test
  void theSameReadingTwiceIsTwoReadings() throws IOException {
    enter(reading("CONDITION", "2"), merging());
    enter(reading("CONDITION", "2"), merging());
    assertThat(maximo.conditions("11430")).containsExactly("2", "2");
  }

  @Test
  void withoutMergeTheOtherMetersAreGone() throws IOException {
    enter(reading("CONDITION", "1"), "x-method-override", "PATCH");
    assertThat(shown().text()).contains("CONDITION").doesNotContain("RUNHOURS", "HEALTH");
  }

  @Test
  void aPostOnAnAssetNeedsItsOverride() throws IOException {
    assertThat(enter(reading("CONDITION", "1")).status()).isEqualTo(400);
    assertThat(maximo.conditions("11430")).isEmpty();
  }

  @Test
  void aMeterThatTheAssetDoesNotHaveIsRefused() throws IOException {
    Answer answer = enter(reading("PRESSURE", "1"), merging());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("Error.errorattrname")).isEqualTo("metername");
  }

  @Test
  void aGaugeTakesNumbersAndACharacteristicMeterTheWordsOfItsDomain() throws IOException {
    assertThat(enter(reading("CONDITION", "WORN"), merging()).status()).isEqualTo(400);
    assertThat(enter(reading("HEALTH", "1"), merging()).status()).isEqualTo(400);
    assertThat(enter(reading("HEALTH", "WORN"), merging()).status()).isEqualTo(204);
    assertThat(maximo.conditions("11430")).containsExactly("WORN");
  }

  @Test
  void aRepeatedTransactionIsRefusedWith409() throws IOException {
    String[] same = merging("transactionid", "T1");
    enter(reading("CONDITION", "1"), same);
    assertThat(enter(reading("CONDITION", "1"), same).status()).isEqualTo(409);
    assertThat(maximo.conditions("11430")).containsExactly("1");
  }

  @Test
  void metersAreShownOnlyWhereTheyAreSelectedAndThere() throws IOException {
    assertThat(client.get(asset + "?lean=1&oslc.select=assetnum").at("assetmeter")).isNull();
    String other = asset.substring(0, asset.lastIndexOf('/') + 1);
    assertThat(client.get(other + MaximoLinks.key("BEDFORD/11432") + "?lean=1").at("assetmeter"))
        .isNull();
    assertThat(client.get(other + MaximoLinks.key("BEDFORD/99999") + "?lean=1").status())
        .isEqualTo(404);
  }
}
