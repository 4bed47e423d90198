package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The double's answers have the keys and types that were seen in a running server, and no other.
 */
class AtlasShapesTest {

  private final AtlasShapes shapes = new AtlasShapes();
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

  private void fits(String shape, Object answer) {
    assertThat(shapes.differences(shape, answer)).as("%s: %s", shape, answer).isEmpty();
  }

  @Test
  void anOrderHasItsShapeFromCreationToCompletion() throws IOException {
    Object file = client.uploaded();
    Answer created =
        client.create(
            "description",
            "seen",
            "dueDate",
            "2026-11-22T08:00:00.000Z",
            "image",
            Json.of("id", file),
            "files",
            List.of(Json.of("id", file)));
    String path = "/work-orders/" + created.at("id");
    fits("order", created.json());
    fits("order", client.http().get(path).json());
    fits("order", client.patch(path, AtlasClient.order("description", "grew")).json());
    fits("order", client.patch(path + "/change-status", Json.of("status", "COMPLETE")).json());
  }

  @Test
  void aPageOfOrdersAndOneOfAssetsHaveTheirShapes() throws IOException {
    client.create("description", "seen");
    for (String kind : List.of("work-orders", "assets")) {
      Map<String, Object> page = client.search(kind, Json.of()).json();
      List<?> content = (List<?>) page.remove("content");
      fits("page", page);
      assertThat(content).isNotEmpty();
      content.forEach(each -> fits("assets".equals(kind) ? "asset" : "order", each));
    }
  }

  @Test
  void aFileHasItsTwoShapes() throws IOException {
    Map<String, Object> file = AtlasClient.first(client.upload("a.jpg", AtlasClient.PICTURE));
    fits("upload", file);
    String path = "/work-orders/files/" + client.create().at("id") + "/add";
    fits("stored", AtlasClient.first(client.patch(path, List.of(Json.of("id", file.get("id"))))));
  }

  @Test
  void aRequestWhoIsSignedOnAndErrorsHaveTheirShapes() throws IOException {
    Object image = Json.of("id", client.uploaded());
    fits("request", client.http().post("/requests", AtlasClient.order("image", image)).json());
    fits("me", client.http().get("/auth/me").json());
    fits("error", client.create("priority", "URGENT").json());
    fits("error", client.http().get("/work-orders/99999").json());
    fits("error", AtlasClient.signIn(atlas, "wrong").json());
  }

  @Test
  void aDifferenceIsNoticed() throws IOException {
    Map<String, Object> order = client.create("description", "seen").json();
    order.remove("customId");
    order.put("priority", 3);
    order.put("colour", "red");
    assertThat(shapes.differences("order", order))
        .containsExactlyInAnyOrder(
            "customId is missing",
            "priority is [whole], seen were [text]",
            "colour is in the answer alone");
  }
}
