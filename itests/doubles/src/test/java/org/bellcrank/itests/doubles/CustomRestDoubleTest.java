package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fact of the small REST CMMS, one test each. */
class CustomRestDoubleTest {

  private static final String ORDERS = "/api/v1/workorders";
  private CustomRestDouble custom;
  private Client client;

  @BeforeEach
  void start() {
    custom = CustomRestDouble.start(DoubleOptions.free());
    client = Client.custom(custom);
  }

  @AfterEach
  void stop() {
    custom.close();
  }

  private static Map<String, Object> order(Object... more) {
    Map<String, Object> order = Json.of("title", "Pit", "asset_tag", "LY-BS-101");
    order.putAll(Json.of(more));
    return order;
  }

  @Test
  void signOnIsBasic() throws IOException {
    Answer answer = new Client(custom.uri()).get(ORDERS);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
    custom.expireKey();
    assertThat(client.get(ORDERS).status()).isEqualTo(401);
  }

  private static Map<String, Object> material(String number, Object quantity, String unit) {
    return Json.of("number", number, "quantity", quantity, "unit", unit);
  }

  @Test
  void materialsAreOfTheStoresInTheirUnitAndGivenWithTheOrderAlone() throws IOException {
    Answer made = client.post(ORDERS, order("materials", List.of(material("G-LITH-2", 1, "kg"))));
    assertThat(made.at("materials.0.number")).isEqualTo("G-LITH-2");
    client.put(ORDERS + "/1", Json.of("materials", List.of(), "priority", 1));
    assertThat((List<?>) client.get(ORDERS + "/1").at("materials")).hasSize(1);
    for (List<Object> wrong :
        List.<List<Object>>of(
            List.of(material("NO-SUCH", 1, null)),
            List.of(material("7014C", 0, null)),
            List.of(material("G-LITH-2", 1, "pc")),
            List.of(material("7014C", 1, null), material("7014C", 2, null)))) {
      Answer refused = client.post(ORDERS, order("materials", wrong));
      assertThat(refused.status()).as(refused.text()).isEqualTo(422);
      assertThat(refused.at("errors.0.field").toString()).startsWith("materials[");
    }
  }

  @Test
  void createAnswersWithTheOrder() throws IOException {
    Answer answer = client.post(ORDERS, order("priority", 1, "colour", "red"));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo(ORDERS + "/1");
    assertThat(answer.at("number")).isEqualTo("OT-00301");
    assertThat(answer.at("status")).isEqualTo("open");
    assertThat(answer.json()).doesNotContainKey("colour");
    assertThat(client.get(ORDERS + "/1").at("priority")).isEqualTo(1);
    assertThat(client.post(ORDERS, order()).at("priority")).isEqualTo(3);
  }

  @Test
  void aChangeCanAnswerAsIfItWereDone() throws IOException {
    client.post(ORDERS, order("priority", 4));
    custom.faults().add(Fault.next(FaultKind.SILENT_200, 1).on(Operation.UPDATE));
    Answer answer = client.put(ORDERS + "/1", Json.of("priority", 1));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("priority")).isEqualTo(1);
    assertThat(client.get(ORDERS + "/1").at("priority")).isEqualTo(4);
    client.put(ORDERS + "/1", Json.of("priority", 1));
    assertThat(client.get(ORDERS + "/1").at("priority")).isEqualTo(1);
  }

  @Test
  void aFrozenFieldStaysAsItIsWithoutAWord() throws IOException {
    custom.close();
    custom = CustomRestDouble.start(DoubleOptions.free().setting("fields.frozen", "priority"));
    client = Client.custom(custom);
    client.post(ORDERS, order("priority", 4));
    Answer answer = client.put(ORDERS + "/1", Json.of("priority", 1, "body", "grew"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(client.get(ORDERS + "/1").at("priority")).isEqualTo(4);
    assertThat(client.get(ORDERS + "/1").at("body")).isEqualTo("grew");
  }

  @ParameterizedTest
  @CsvSource({
    "title,LONG61,too_long",
    "title,'',required",
    "body,LONG4001,too_long",
    "asset_tag,LY-BS-999,unknown",
    "asset_tag,ly-bs-101,unknown",
    "priority,0,invalid",
    "priority,6,invalid",
    "priority,TEXT,invalid",
    "kind,repair,not_listed",
    "due_at,tomorrow,invalid"
  })
  void wrongFieldsAreNamed(String field, String given, String code) throws IOException {
    Object value =
        given.startsWith("LONG")
            ? "x".repeat(Integer.parseInt(given.substring(4)))
            : given.matches("[0-9]+") ? Integer.valueOf(given) : given;
    Answer answer = client.post(ORDERS, order(field, value));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.at("errors.0.field")).isEqualTo(field);
    assertThat(answer.at("errors.0.code")).isEqualTo(code);
  }

  @Test
  void allWrongFieldsAreNamedAtOnce() throws IOException {
    assertThat((List<?>) client.post(ORDERS, Json.of("priority", 9)).at("errors")).hasSize(3);
  }

  @Test
  void theServerHappilyDoubles() throws IOException {
    client.post(ORDERS, order("external_reference", "ABCDEFGHIJKLMNOPQRST"));
    assertThat(client.post(ORDERS, order("external_reference", "ABCDEFGHIJKLMNOPQRST")).status())
        .isEqualTo(201);
    assertThat(custom.books().duplicates())
        .containsEntry("ABCDEFGHIJKLMNOPQRST", List.of("OT-00301", "OT-00302"));
  }

  @Test
  void referenceIsFoundExactly() throws IOException {
    client.post(ORDERS, order("external_reference", "R-1"));
    client.post(ORDERS, order("external_reference", "R-11"));
    Answer found = client.get(ORDERS + "?external_reference=R-1");
    assertThat(found.at("total")).isEqualTo(1);
    assertThat(found.at("data.0.id")).isEqualTo(1);
    assertThat(client.get(ORDERS + "?external_reference=r-1").at("total")).isEqualTo(0);
  }

  @Test
  void misspeltFilterFindsEverything() throws IOException {
    client.post(ORDERS, order());
    assertThat(client.get(ORDERS + "?externalReference=R-1").at("total")).isEqualTo(1);
  }

  @Test
  void listsComeInPagesOfTwentyAndNeverMoreThanAHundred() throws IOException {
    for (int i = 0; i < 21; i++) {
      client.post(ORDERS, order());
    }
    assertThat((List<?>) client.get(ORDERS).at("data")).hasSize(20);
    assertThat(client.get(ORDERS + "?page=2").at("data.0.id")).isEqualTo(21);
    assertThat(client.get(ORDERS).at("total_pages")).isEqualTo(2);
    assertThat(client.get(ORDERS + "?per_page=5000").at("per_page")).isEqualTo(100);
    assertThat(client.get(ORDERS + "?page=0").status()).isEqualTo(422);
  }

  @Test
  void imageTravelsAsBase64() throws IOException {
    client.post(ORDERS, order());
    byte[] image = {1, 2, 3};
    Answer added = attach("pit.jpg", "image/jpeg", Base64.getEncoder().encodeToString(image));
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.at("sha256"))
        .isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    assertThat(client.get((String) added.at("url")).response().body()).isEqualTo(image);
    assertThat(client.get(ORDERS + "/1/attachments").at("data.0.filename")).isEqualTo("pit.jpg");
    assertThat(client.get(ORDERS + "/1").at("attachments")).isEqualTo(1);
  }

  @Test
  void dataUrlIsNoBase64() throws IOException {
    client.post(ORDERS, order());
    assertThat(attach("pit.jpg", "image/jpeg", "data:image/jpeg;base64,AQID").status())
        .isEqualTo(422);
    assertThat(attach("pit.gif", "image/gif", "AQID").status()).isEqualTo(422);
  }

  @Test
  void overTwoMebibytesIsTooLarge() throws IOException {
    client.post(ORDERS, order());
    byte[] most = new byte[2 * 1024 * 1024];
    byte[] more = new byte[most.length + 1];
    assertThat(attach("a.png", "image/png", Base64.getEncoder().encodeToString(most)).status())
        .isEqualTo(201);
    assertThat(attach("b.png", "image/png", Base64.getEncoder().encodeToString(more)).status())
        .isEqualTo(413);
  }

  @Test
  void statusFollowsItsTable() throws IOException {
    client.post(ORDERS, order());
    String status = ORDERS + "/1/status";
    assertThat(client.put(status, Json.of("status", "in_progress")).at("status"))
        .isEqualTo("in_progress");
    assertThat(client.put(status, Json.of("status", "done")).status()).isEqualTo(200);
    assertThat(client.put(status, Json.of("status", "open")).status()).isEqualTo(409);
    assertThat(client.put(status, Json.of("status", "OPEN")).status()).isEqualTo(422);
  }

  @Test
  void fieldsCanBeChanged() throws IOException {
    client.post(ORDERS, order("body", "old"));
    assertThat(client.put(ORDERS + "/1", Json.of("priority", 1)).at("body")).isEqualTo("old");
    assertThat(client.put(ORDERS + "/1", Json.of("priority", 9)).status()).isEqualTo(422);
    assertThat(client.get(ORDERS + "/1").at("priority")).isEqualTo(1);
  }

  @Test
  void otherTypesPathsAndMethodsAreRefused() throws IOException {
    assertThat(client.post(ORDERS, order(), "Content-Type", "text/plain").status()).isEqualTo(415);
    assertThat(client.bytes(ORDERS, "{".getBytes()).status()).isEqualTo(400);
    assertThat(client.get(ORDERS + "/99").status()).isEqualTo(404);
    assertThat(client.get("/api/v2/workorders").status()).isEqualTo(404);
    assertThat(client.put(ORDERS, order()).status()).isEqualTo(405);
    assertThat(client.get("/api/v1/assets/LY-BS-103").at("plant")).isEqualTo("Lyon");
  }

  private Answer attach(String name, String type, String data) throws IOException {
    return client.post(
        ORDERS + "/1/attachments", Json.of("filename", name, "content_type", type, "data", data));
  }
}
