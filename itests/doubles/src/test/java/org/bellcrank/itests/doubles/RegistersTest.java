package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the doubles show their registers of assets, with what is odd about each vendor's. */
@Timeout(60)
class RegistersTest {

  private static final String EQUIPMENT =
      "/sap/opu/odata/sap/API_EQUIPMENT/Equipment?$format=json&$orderby=Equipment";

  @TempDir Path folder;

  private static List<Object> all(Client.Answer answer, String list, String field) {
    List<Object> values = new ArrayList<>();
    ((List<?>) answer.at(list)).forEach(each -> values.add(((Map<?, ?>) each).get(field)));
    return values;
  }

  @Test
  void aPieceOfEquipmentComesOnceForEachOfItsTimeSegments() throws IOException {
    try (SapDouble sap = SapDouble.start(DoubleOptions.free())) {
      SapClient client = new SapClient(sap);
      assertThat(all(client.get(EQUIPMENT), "d.results", "Equipment"))
          .containsExactly("10000399", "10000451", "10000451", "10000452", "10000453");
      String present =
          "&$filter=" + Client.encode("ValidityEndDate eq datetime'9999-12-31T00:00:00'");
      assertThat(all(client.get(EQUIPMENT + present), "d.results", "Equipment"))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void equipmentMarkedForDeletionIsStillShownAndFunctionalLocationsAreNot() throws IOException {
    try (SapDouble sap = SapDouble.start(DoubleOptions.free())) {
      SapClient client = new SapClient(sap);
      String marked = "&$filter=" + Client.encode("EquipmentIsMarkedForDeletion eq true");
      Client.Answer answer = client.get(EQUIPMENT + marked);
      assertThat(all(answer, "d.results", "Equipment")).containsExactly("10000399");
      assertThat(all(client.get(EQUIPMENT), "d.results", "Equipment"))
          .doesNotContain("HB01-PRESS-1");
      assertThat(client.get(EQUIPMENT + "&$filter=Colour%20eq%20'red'").status()).isEqualTo(400);
    }
  }

  @Test
  void maximoShowsDecommissionedAssetsInTheOrderThatIsAskedFor() throws IOException {
    try (MaximoDouble maximo = MaximoDouble.start(DoubleOptions.free())) {
      Client client = Client.maximo(maximo);
      Client.Answer answer =
          client.get(
              "/maximo/api/os/mxapiasset?lean=1&oslc.select=assetnum,status&oslc.orderBy=%2Bassetnum");
      assertThat(all(answer, "member", "assetnum"))
          .containsExactly("11399", "11430", "11431", "11432");
      assertThat(answer.at("member.0.status")).isEqualTo("DECOMMISSIONED");
    }
  }

  @Test
  void dynamicsShowsOnlyTheSendersCompanyUnlessAskedAcrossThem() throws IOException {
    try (DynamicsDouble dynamics = DynamicsDouble.start(DoubleOptions.free())) {
      DynamicsClient client = new DynamicsClient(dynamics);
      String assets = "/data/AssetMaintenanceAssets";
      assertThat(all(client.http().get(assets), "value", "MaintenanceAssetId")).isEmpty();
      assertThat(
              all(
                  client.http().get(assets + "?cross-company=true&$orderby=MaintenanceAssetId"),
                  "value",
                  "MaintenanceAssetId"))
          .containsExactly("FL-305", "KO-002", "PP-200", "PP-201");
    }
  }

  @Test
  void dynamicsGivesNoMoreThanItsPageAndSaysWhereThatGoesOn() throws IOException {
    try (DynamicsDouble dynamics =
        DynamicsDouble.start(DoubleOptions.free().setting("page.maximum", "3"))) {
      Client client = new DynamicsClient(dynamics).http();
      String assets = "/data/AssetMaintenanceAssets?cross-company=true&$orderby=MaintenanceAssetId";
      Client.Answer first = client.get(assets + "&$top=4");
      assertThat(all(first, "value", "MaintenanceAssetId"))
          .containsExactly("FL-305", "KO-002", "PP-200");
      Client.Answer second = client.get((String) first.json().get("@odata.nextLink"));
      assertThat(all(second, "value", "MaintenanceAssetId")).containsExactly("PP-201");
      assertThat(second.json()).doesNotContainKey("@odata.nextLink");
      assertThat(client.get(assets + "&$top=3").json()).doesNotContainKey("@odata.nextLink");
    }
  }

  @Test
  void theSmallCmmsShowsPagesAndNullForWhatNobodyFilledIn() throws IOException {
    try (CustomRestDouble custom = CustomRestDouble.start(DoubleOptions.free())) {
      Client client = Client.custom(custom);
      Client.Answer second = client.get("/api/v1/assets?page=2&per_page=3");
      assertThat(all(second, "data", "tag")).containsExactly("LY-BS-099");
      assertThat(second.at("total")).isEqualTo(4);
      assertThat(second.at("data.0.parent_tag")).isNull();
      assertThat(client.get("/api/v1/assets?page=3&per_page=3").at("data")).isEqualTo(List.of());
    }
  }

  @Test
  void aRegisterOfOnesOwnMayLeaveOutWhatOrdersDoNotNeed() throws IOException {
    Path plant = folder.resolve("plant.csv");
    Files.writeString(plant, "tag,plant,description\nP-1,Lyon,Pump\n");
    try (CustomRestDouble custom = CustomRestDouble.start(DoubleOptions.free().plant(plant))) {
      Client.Answer answer = Client.custom(custom).get("/api/v1/assets");
      assertThat(answer.at("data.0.tag")).isEqualTo("P-1");
      assertThat(answer.at("data.0.status")).isNull();
    }
  }
}
