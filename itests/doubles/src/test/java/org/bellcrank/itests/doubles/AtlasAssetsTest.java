package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each quirk of a change of an asset, one test each. */
class AtlasAssetsTest {

  private static final String ASSET = "/assets/11";

  private AtlasDouble atlas;
  private AtlasClient client;

  @BeforeEach
  void start() throws IOException {
    atlas = AtlasDouble.start(DoubleOptions.free());
    client = new AtlasClient(atlas);
  }

  @AfterEach
  void stop() {
    atlas.close();
  }

  private Answer shown() throws IOException {
    return client.http().get(ASSET);
  }

  private static void refused(Answer answer, int status, String words) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.at("message").toString()).contains(words);
  }

  @Test
  void aChangeEmptiesAllThatItLeavesOut() throws IOException {
    assertThat(shown().at("serialNumber")).isEqualTo("SN-4711");
    Answer changed =
        client.patch(ASSET, Json.of("status", "DOWN", "name", "Palletiser 1", "barCode", "BC-1"));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(shown().at("status")).isEqualTo("DOWN");
    assertThat(shown().at("name")).isEqualTo("Palletiser 1");
    assertThat(shown().at("barCode")).isEqualTo("BC-1");
    assertThat(shown().at("serialNumber")).isNull();
    assertThat(shown().at("location")).isNull();
    assertThat(atlas.conditions("11")).containsExactly("DOWN");
  }

  @Test
  void aChangeWithoutAStatusOrWithAnUnknownOneIsAnsweredWith500() throws IOException {
    refused(client.patch(ASSET, Json.of("name", "x")), 500, "null");
    refused(client.patch(ASSET, Json.of("status", "BROKEN")), 500, "AssetStatus");
    assertThat(atlas.conditions("11")).isEmpty();
  }

  @Test
  void anAssetThatIsNotThereIs404() throws IOException {
    refused(client.patch("/assets/99999", Json.of("status", "DOWN")), 404, "Not found");
  }

  @Test
  void aPlaceBelowAnotherAssetNeedsALicence() throws IOException {
    Object below = Json.of("status", "DOWN", "parentAsset", Json.of("id", 12));
    refused(client.patch(ASSET, below), 403, "license");
    assertThat(atlas.conditions("11")).isEmpty();
  }

  @Test
  void aSearchShowsWhatWasChanged() throws IOException {
    client.patch(ASSET, Json.of("status", "DOWN", "name", "Changed"));
    Answer found =
        client.search(
            "assets",
            Json.of(
                "filterFields",
                java.util.List.of(),
                "pageNum",
                0,
                "pageSize",
                10,
                "sortField",
                "id",
                "direction",
                "ASC"));
    assertThat(found.text()).contains("Changed");
  }
}
