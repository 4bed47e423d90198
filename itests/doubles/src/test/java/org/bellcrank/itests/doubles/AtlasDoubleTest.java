package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each quirk of Atlas's interface for work orders, one test each. */
class AtlasDoubleTest {

  private static final String ORDERS = AtlasClient.ORDERS;

  @TempDir Path folder;
  private final LeapClock clock = new LeapClock();
  private AtlasDouble atlas;
  private AtlasClient client;

  @BeforeEach
  void start() throws IOException {
    reopen(DoubleOptions.free());
  }

  private void reopen(DoubleOptions options) throws IOException {
    stop();
    atlas = AtlasDouble.start(options.clock(clock));
    client = new AtlasClient(atlas);
  }

  @AfterEach
  void stop() {
    if (atlas != null) {
      atlas.close();
    }
  }

  private static void refused(Answer answer, int status, String words) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.at("success")).isEqualTo(false);
    assertThat(answer.at("message").toString()).contains(words);
  }

  @Test
  void aMissingOrWrongTokenIsAnsweredWith403AndNoBody() throws IOException {
    for (String[] headers :
        List.of(
            new String[] {},
            new String[] {"Authorization", "Bearer a.b.c"},
            new String[] {"Authorization", "Basic Z2F0ZXdheQ=="})) {
      Answer answer = new Client(atlas.uri(), headers).get(ORDERS + "/1");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text()).isEmpty();
    }
  }

  @Test
  void aWrongPasswordIsAnsweredWith403AndWords() throws IOException {
    refused(AtlasClient.signIn(atlas, "wrong"), 403, "Invalid credentials");
  }

  @Test
  void aTokenRunsOutByTheClockAndANewOneIsGiven() throws IOException {
    clock.leap(Duration.ofMinutes(30).minusSeconds(1));
    assertThat(client.http().get("/auth/me").status()).isEqualTo(200);
    clock.leap(Duration.ofSeconds(1));
    Answer late = client.http().get("/auth/me");
    assertThat(late.status()).isEqualTo(403);
    assertThat(late.text()).isEmpty();
    assertThat(new AtlasClient(atlas).http().get("/auth/me").status()).isEqualTo(200);
  }

  @Test
  void aTokenWhoseTimeWasChangedIsNotOurs() throws IOException {
    String token = (String) AtlasClient.signIn(atlas, "atlas-gateway").at("accessToken");
    String[] parts = token.split("\\.");
    assertThat(parts).hasSize(3);
    String later =
        Base64.getUrlEncoder().withoutPadding().encodeToString("{\"exp\":99999999999}".getBytes());
    String forged = parts[0] + "." + later + "." + parts[2];
    assertThat(client.http().get("/auth/me", "Authorization", "Bearer " + token).status())
        .isEqualTo(200);
    assertThat(client.http().get("/auth/me", "Authorization", "Bearer " + forged).status())
        .isEqualTo(403);
  }

  @Test
  void anExpiredKeyCountsForTokensAndThePassword() throws IOException {
    atlas.expireKey();
    assertThat(client.http().get("/auth/me").status()).isEqualTo(403);
    assertThat(AtlasClient.signIn(atlas, "atlas-gateway").status()).isEqualTo(403);
    atlas.renewKey();
    assertThat(client.http().get("/auth/me").at("companyId")).isEqualTo(46);
  }

  @Test
  void createAnswersWithTheWholeOrder() throws IOException {
    Answer answer = client.create("dueDate", "2026-11-22T08:00:00.000Z");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("customId")).isEqualTo("WO000001");
    assertThat(answer.at("status")).isEqualTo("OPEN");
    assertThat(answer.at("dueDate")).isEqualTo("2026-11-22T08:00:00.000+00:00");
    assertThat(answer.at("createdAt")).isEqualTo("2026-03-02T08:00:00.000Z");
    assertThat(answer.at("asset.name")).isEqualTo("Palletiser 1");
    assertThat(client.read(answer.at("id")).json()).isEqualTo(answer.json());
  }

  @Test
  void idsThatTheSenderMakesUpArePassedOver() throws IOException {
    Answer answer = client.create("id", 9000, "customId", "WO-EVT-1", "colour", "red");
    assertThat(answer.at("id")).isNotEqualTo(9000);
    assertThat(answer.at("customId")).isEqualTo("WO000001");
    assertThat(answer.json()).doesNotContainKey("colour");
  }

  @Test
  void twoIdenticalPostsMakeTwoOrders() throws IOException {
    client.create("title", "Tear ABCDEFGHIJKLMNOPQRST");
    client.create("title", "Tear ABCDEFGHIJKLMNOPQRST");
    assertThat(atlas.books().duplicates())
        .containsEntry("ABCDEFGHIJKLMNOPQRST", List.of("WO000001", "WO000002"));
  }

  @Test
  void withoutATitleANewOrderIsRefusedWith400() throws IOException {
    refused(client.http().post(ORDERS, Json.of("description", "x")), 400, "title");
    assertThat(atlas.books().orders()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "priority,URGENT,JSON parse error",
    "priority,high,JSON parse error",
    "dueDate,tomorrow,JSON parse error",
    "requiredSignature,maybe,JSON parse error",
    "estimatedDuration,long,JSON parse error",
    "asset,11,JSON parse error"
  })
  void aValueThatCannotBeReadIsAnsweredLikeAFaultOfTheServer(
      String field, String value, String words) throws IOException {
    refused(client.create(field, value), 500, words);
    assertThat(atlas.books().orders()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"asset", "image", "team", "location", "primaryUser"})
  void aReferenceToNothingIsAnsweredLikeAFaultOfTheServer(String field) throws IOException {
    refused(client.create(field, Json.of("id", 99999)), 500, "constraint");
    refused(client.create("files", List.of(Json.of("id", 99999))), 500, "constraint");
    assertThat(atlas.books().orders()).isEmpty();
  }

  @Test
  void aTextThatIsTooLongIsAnsweredLikeAFaultOfTheServer() throws IOException {
    assertThat(client.create("description", "x".repeat(10_000)).status()).isEqualTo(200);
    refused(client.create("description", "x".repeat(10_001)), 500, "could not execute statement");
    refused(client.create("title", "x".repeat(256)), 500, "could not execute statement");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T08:00:00Z, 2026-11-22T08:00:00.000+00:00",
    "2026-11-22T08:00:00.500+02:00, 2026-11-22T06:00:00.500+00:00",
    "2026-11-22T08:00:00.000+0200, 2026-11-22T06:00:00.000+00:00",
    "2026-11-22T08:00:00, 2026-11-22T08:00:00.000+00:00",
    "2026-11-22, 2026-11-22T00:00:00.000+00:00"
  })
  void timesAreReadInSeveralFormsAndShownInOne(String given, String shown) throws IOException {
    assertThat(client.create("dueDate", given).at("dueDate")).isEqualTo(shown);
  }

  @Test
  void anUnknownOrderIsNotFound() throws IOException {
    refused(client.read(9999), 404, "Not found");
    refused(client.patch(ORDERS + "/9999", AtlasClient.order()), 404, "Not found");
    refused(client.patch(ORDERS + "/9999/change-status", Json.of("status", "OPEN")), 404, "Not");
    refused(client.patch(ORDERS + "/files/9999/add", List.of()), 404, "Not found");
  }

  @Test
  void otherTypesMethodsAndBrokenTextAreFaultsOfTheServerToo() throws IOException {
    refused(client.http().post(ORDERS, Json.of(), "Content-Type", "text/plain"), 500, "not supp");
    refused(client.http().put(ORDERS, Json.of()), 500, "not supported");
    refused(client.http().bytes(ORDERS, "{".getBytes()), 500, "JSON parse error");
  }

  @Test
  void aPatchEmptiesWhateverItLeavesOut() throws IOException {
    Object file = client.uploaded();
    Object id =
        client
            .create(
                "dueDate",
                "2026-11-22T08:00:00.000Z",
                "description",
                "seen",
                "image",
                Json.of("id", file),
                "files",
                List.of(Json.of("id", file)))
            .at("id");
    assertThat(atlas.books().orders().get(0).attachments()).hasSize(1);
    Answer answer =
        client.patch(ORDERS + "/" + id, Json.of("title", "Belt tear", "priority", "LOW"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json())
        .containsEntry("priority", "LOW")
        .containsEntry("dueDate", null)
        .containsEntry("description", null)
        .containsEntry("asset", null)
        .containsEntry("image", null)
        .containsEntry("files", List.of());
    assertThat(client.read(id).json()).isEqualTo(answer.json());
    assertThat(atlas.books().orders().get(0).attachments()).isEmpty();
  }

  @Test
  void aPatchThatSendsEverythingBackKeepsEverything() throws IOException {
    Object file = client.uploaded();
    Answer before = client.create("image", Json.of("id", file), "description", "seen");
    Map<String, Object> back = before.json();
    back.put("description", "seen twice");
    Answer after = client.patch(ORDERS + "/" + before.at("id"), back);
    back.put("updatedAt", after.at("updatedAt"));
    assertThat(after.json()).isEqualTo(back);
  }

  @Test
  void aPatchLeavesStatusAndFeedbackAlone() throws IOException {
    Object id = client.create().at("id");
    client.patch(
        ORDERS + "/" + id + "/change-status", Json.of("status", "COMPLETE", "feedback", "done"));
    Answer answer = client.patch(ORDERS + "/" + id, AtlasClient.order("status", "OPEN"));
    assertThat(answer.at("status")).isEqualTo("COMPLETE");
    assertThat(answer.at("feedback")).isEqualTo("done");
    assertThat(answer.at("completedOn")).isNotNull();
  }

  @Test
  void aChangeOfStatusLeavesTheFieldsAlone() throws IOException {
    Object id = client.create("dueDate", "2026-11-22").at("id");
    String path = ORDERS + "/" + id + "/change-status";
    assertThat(client.patch(path, Json.of("status", "IN_PROGRESS")).at("completedOn")).isNull();
    clock.leap(Duration.ofHours(1));
    client = new AtlasClient(atlas);
    Answer done = client.patch(path, Json.of("status", "COMPLETE", "feedback", "belt replaced"));
    assertThat(done.at("status")).isEqualTo("COMPLETE");
    assertThat(done.at("feedback")).isEqualTo("belt replaced");
    assertThat(done.at("completedOn")).isEqualTo("2026-03-02T09:00:00.000+00:00");
    assertThat(done.at("completedBy.id")).isEqualTo(76);
    assertThat(done.at("dueDate")).isEqualTo("2026-11-22T00:00:00.000+00:00");
    refused(client.patch(path, Json.of("status", "DONE")), 500, "JSON parse error");
    assertThat(atlas.books().orders().get(0).history()).hasSize(3);
  }

  @Test
  void aPersonAtThePlantSetsTheStatus() throws IOException {
    Object id = client.create().at("id");
    assertThat(atlas.setStatus("WO000001", "COMPLETE")).isTrue();
    assertThat(client.read(id).at("completedOn")).isNotNull();
    assertThat(atlas.setStatus("WO000001", "DONE")).isFalse();
    assertThat(atlas.setStatus("WO000002", "OPEN")).isFalse();
  }

  @Test
  void aRequestIsNoWorkOrder() throws IOException {
    Answer request = client.http().post("/requests", AtlasClient.order());
    assertThat(request.at("customId")).isEqualTo("R000001");
    assertThat(request.at("cancelled")).isEqualTo(false);
    assertThat(request.at("asset.locationId")).isNull();
    assertThat(request.json()).doesNotContainKey("status");
    refused(client.read(request.at("id")), 404, "Not found");
    assertThat(client.create().at("customId")).isEqualTo("WO000001");
    assertThat(client.http().get("/requests/" + request.at("id")).json()).isEqualTo(request.json());
    assertThat(client.search("requests", Json.of()).at("totalElements")).isEqualTo(1);
  }

  @Test
  void aFrozenFieldStaysAsItIsWithoutAWord() throws IOException {
    reopen(DoubleOptions.free().setting("fields.frozen", "priority"));
    Object id = client.create().at("id");
    Answer answer = client.patch(ORDERS + "/" + id, AtlasClient.order("priority", "LOW"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(client.read(id).at("priority")).isEqualTo("HIGH");
  }

  @Test
  void aChangeCanAnswerAsIfItWereDone() throws IOException {
    Object id = client.create().at("id");
    for (Operation each : List.of(Operation.UPDATE, Operation.STATUS, Operation.ATTACH)) {
      atlas.faults().add(Fault.next(FaultKind.SILENT_200, 1).on(each));
    }
    assertThat(client.patch(ORDERS + "/" + id, AtlasClient.order("priority", "LOW")).at("priority"))
        .isEqualTo("LOW");
    assertThat(
            client
                .patch(ORDERS + "/" + id + "/change-status", Json.of("status", "COMPLETE"))
                .at("status"))
        .isEqualTo("COMPLETE");
    Answer upload = client.upload("a.jpg", AtlasClient.PICTURE);
    assertThat(AtlasClient.first(upload)).containsEntry("name", "a.jpg");
    assertThat(atlas.faults().hits()).isEqualTo(3);
    assertThat(client.read(id).at("priority")).isEqualTo("HIGH");
    assertThat(client.read(id).at("status")).isEqualTo("OPEN");
    assertThat(atlas.books().files()).isEmpty();
  }

  @Test
  void theRunOutKeyOfAFaultLooksLikeThatOfTheServer() throws IOException {
    atlas.faults().add(Fault.next(FaultKind.KEY_EXPIRED, 1));
    Answer answer = client.create();
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).isEmpty();
  }

  @Test
  void theBooksOutliveTheDoubleWithItsFilesAndNumbers() throws IOException {
    reopen(DoubleOptions.free().books(folder));
    Object file = client.uploaded();
    Object first = client.create("image", Json.of("id", file)).at("id");
    Object loose = client.uploaded();
    reopen(DoubleOptions.free().books(folder));
    assertThat(client.read(first).at("image.id")).isEqualTo(file);
    Answer second = client.create("image", Json.of("id", loose));
    assertThat(second.at("customId")).isEqualTo("WO000002");
    assertThat((Integer) second.at("id")).isGreaterThan((Integer) loose);
    assertThat(atlas.books().orders()).hasSize(2);
  }

  @Test
  void theScreenShowsOrdersAndTheirPictures() throws IOException {
    client.create("title", "Tear <b>", "image", Json.of("id", client.uploaded()));
    Client browser = new Client(atlas.uri());
    assertThat(browser.get("/").text()).contains("Tear &lt;b&gt;", "Palletiser 1");
    String page = browser.get("/orders/WO000001").text();
    String picture = page.replaceAll("(?s).*<img src=\"([^\"]+)\".*", "$1");
    assertThat(browser.get(picture).response().body()).isEqualTo(AtlasClient.PICTURE);
    assertThat(browser.get("/orders/WO000009").status()).isEqualTo(404);
  }
}
