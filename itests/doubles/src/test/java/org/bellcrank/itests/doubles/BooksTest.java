package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the books hold, and that they outlive the double. */
class BooksTest {

  private static final String ORDERS = "/maximo/api/os/mxapiwodetail?lean=1";
  private static final String REFERENCE = "MFRGGZDFMZTWQ2LKNNWG";

  @TempDir Path folder;

  private static Map<String, Object> order(String description) {
    return Json.of("siteid", "BEDFORD", "description", description, "assetnum", "11430");
  }

  @Test
  void markerInTheTextIsTheReference() throws IOException {
    try (MaximoDouble maximo = MaximoDouble.start(DoubleOptions.free())) {
      Client client = Client.maximo(maximo);
      client.post(ORDERS, order("Pit on ball screw [" + REFERENCE + "]"));
      client.post(ORDERS, order("No marker, and no reference"));
      assertThat(maximo.books().byReference(REFERENCE)).hasSize(1);
      assertThat(maximo.books().duplicates()).isEmpty();
      client.post(ORDERS, order(REFERENCE));
      assertThat(maximo.books().duplicates())
          .containsExactly(Map.entry(REFERENCE, List.of("1201", "1203")));
    }
  }

  @Test
  void booksSurviveTheEndOfTheDoubleEvenInsideALine() throws IOException {
    DoubleOptions options = DoubleOptions.free().books(folder);
    byte[] image = {1, 2, 3};
    try (MaximoDouble maximo = MaximoDouble.start(options)) {
      Client client = Client.maximo(maximo);
      String href = client.post(ORDERS, order(REFERENCE), "transactionid", "T1").header("Location");
      client.bytes(href + "/doclinks", image, "slug", "a.jpg");
    }
    Files.writeString(
        folder.resolve("maximo/books.jsonl"), "{\"order\":{\"id\":2,", StandardOpenOption.APPEND);
    for (int restart = 0; restart < 2; restart++) {
      try (MaximoDouble maximo = MaximoDouble.start(options)) {
        Client client = Client.maximo(maximo);
        BookedOrder kept = maximo.books().byReference(REFERENCE).get(0);
        assertThat(maximo.books().content(kept.attachments().get(0))).isEqualTo(image);
        assertThat(client.post(ORDERS, order("x"), "transactionid", "T1").status()).isEqualTo(409);
        client.post(ORDERS, order("another"));
        assertThat(maximo.books().orders()).hasSize(2 + restart);
      }
    }
  }

  @Test
  void plantCanBeGiven() throws IOException {
    Path plant = folder.resolve("plant.csv");
    Files.writeString(plant, "siteid,assetnum,location,description\nTEXAS,7,L7,Pump\n");
    try (MaximoDouble maximo = MaximoDouble.start(DoubleOptions.free().plant(plant))) {
      Map<String, Object> order = Json.of("siteid", "TEXAS", "description", "d", "assetnum", "7");
      assertThat(Client.maximo(maximo).post(ORDERS, order).status()).isEqualTo(201);
    }
    Files.writeString(plant, "tag\n1\n");
    assertThatThrownBy(() -> MaximoDouble.start(DoubleOptions.free().plant(plant)))
        .hasMessageContaining("columns [siteid, assetnum, location, description]");
  }

  @Test
  void wrongSettingAndTakenPortAreNamed() throws IOException {
    assertThatThrownBy(() -> MaximoDouble.start(DoubleOptions.free().setting("apikeys", "x")))
        .hasMessageContaining("apikeys");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> MaximoDouble.start(DoubleOptions.free().port(taken.getLocalPort())))
          .hasMessageContaining("port " + taken.getLocalPort());
    }
  }

  @Test
  void screensShowOrdersAndTheirPictures() throws IOException {
    try (MaximoDouble maximo = MaximoDouble.start(DoubleOptions.free());
        CustomRestDouble custom = CustomRestDouble.start(DoubleOptions.free())) {
      Client client = Client.maximo(maximo);
      String href = client.post(ORDERS, order("<b>Pit</b>")).header("Location");
      client.bytes(
          href + "/doclinks", new byte[] {9}, "slug", "a.jpg", "Content-Type", "image/jpeg");
      assertThat(client.get("/").text()).contains("&lt;b&gt;Pit", "Mill 1, ball screw X axis");
      assertThat(client.get("/maximo/ui/workorder/1201").text())
          .contains("src=\"/maximo/ui/workorder/1201/files/1\"");
      assertThat(client.get("/maximo/ui/workorder/1201/files/1").response().body())
          .isEqualTo(new byte[] {9});
      assertThat(client.get("/maximo/ui/workorder/77").status()).isEqualTo(404);
      Client other = Client.custom(custom);
      other.post(
          "/api/v1/workorders",
          Json.of("title", "Pit & co", "asset_tag", "LY-BS-102", "priority", 1));
      assertThat(other.get("/").text()).contains("Pit &amp; co", "1 Urgent");
      assertThat(other.get("/orders/OT-00301").text()).contains("ball screw Z axis");
    }
  }
}
