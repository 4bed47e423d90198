package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

/** What Dynamics keeps, shows and refuses, asked over HTTP. */
class DynamicsDoubleTest {

  @TempDir Path folder;
  private final LeapClock clock = new LeapClock();
  private DynamicsDouble dynamics;
  private DynamicsClient client;

  @BeforeEach
  void start() throws IOException {
    reopen(DoubleOptions.free());
  }

  private void reopen(DoubleOptions options) throws IOException {
    stop();
    dynamics = DynamicsDouble.start(options.clock(clock));
    client = new DynamicsClient(dynamics);
  }

  @AfterEach
  void stop() {
    if (dynamics != null) {
      dynamics.close();
    }
  }

  private static void refused(Answer answer, int status, String words) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.at("error.innererror.message").toString()).contains("Infolog: ", words);
    assertThat(answer.at("error.message")).isEqualTo("An error has occurred.");
  }

  private static void unreadable(Answer answer, int status, String words) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.at("error.message").toString()).contains(words);
  }

  private static List<Object> found(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<Object> found = new ArrayList<>();
    ((List<?>) answer.at("value")).forEach(each -> found.add(((Map<?, ?>) each).get("RequestId")));
    return found;
  }

  @Test
  void aTokenIsGivenForClientCredentialsAndTheEnvironmentsScope() throws IOException {
    Answer answer = DynamicsClient.token(dynamics, "lyngby-gateway");
    assertThat(answer.at("token_type")).isEqualTo("Bearer");
    assertThat(answer.at("expires_in")).isEqualTo(3599);
    Answer wrong = DynamicsClient.token(dynamics, "wrong");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.at("error")).isEqualTo("invalid_client");
    String scope = DynamicsClient.scope(dynamics);
    for (String[] each :
        new String[][] {
          {"other.example", "client_credentials", scope, "invalid_request"},
          {"contoso.example", "password", scope, "unsupported_grant_type"},
          {"contoso.example", "client_credentials", scope + "x", "invalid_scope"}
        }) {
      Answer other = DynamicsClient.token(dynamics, each[0], each[1], "lyngby-gateway", each[2]);
      assertThat(other.status()).isEqualTo(400);
      assertThat(other.at("error")).isEqualTo(each[3]);
    }
  }

  @Test
  void aTokenRunsOutByTheClockAndMayBeEnded() throws IOException {
    clock.leap(Duration.ofHours(1).minusSeconds(1));
    assertThat(client.find("RequestId eq 'x'").status()).isEqualTo(200);
    clock.leap(Duration.ofSeconds(1));
    assertThat(client.find("RequestId eq 'x'").status()).isEqualTo(401);
    client = new DynamicsClient(dynamics);
    assertThat(client.find("RequestId eq 'x'").status()).isEqualTo(200);
    dynamics.endSessions();
    assertThat(client.find("RequestId eq 'x'").status()).isEqualTo(401);
    assertThat(new Client(dynamics.uri()).get(DynamicsClient.REQUESTS).status()).isEqualTo(401);
  }

  @Test
  void anExpiredKeyCountsForTokensAndTheSecret() throws IOException {
    dynamics.expireKey();
    assertThat(client.find("RequestId eq 'x'").status()).isEqualTo(401);
    assertThat(DynamicsClient.token(dynamics, "lyngby-gateway").status()).isEqualTo(401);
    dynamics.renewKey();
    assertThat(client.find("RequestId eq 'x'").status()).isEqualTo(200);
  }

  @Test
  void aRequestIsAnsweredWholeWithANumberOfTheSequence() throws IOException {
    Answer answer = client.create("ActualStart", "2026-03-02T07:30:00Z");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json())
        .containsEntry("RequestId", "MR-000042")
        .containsEntry("RequestLifecycleStateId", "New")
        .containsEntry("IsRequestActive", "Yes")
        .containsEntry("ActualStart", "2026-03-02T07:30:00Z")
        .containsEntry("ActualEnd", "1900-01-01T00:00:00Z")
        .containsEntry("Notes", "")
        .containsKey("@odata.etag");
    assertThat(answer.json().keySet()).noneMatch(name -> name.contains("Modified"));
    Map<String, Object> read = client.read("MR-000042").json();
    assertThat(read).containsEntry("Description", answer.at("Description"));
  }

  @Test
  void twoIdenticalPostsMakeTwoRequests() throws IOException {
    client.create();
    client.create();
    assertThat(dynamics.books().duplicates())
        .containsEntry(DynamicsClient.REFERENCE, List.of("MR-000042", "MR-000043"));
  }

  @Test
  void aManualSequenceWantsANumberAndTakesItOnce() throws IOException {
    refused(client.create("RequestId", "MINE"), 400, "manual numbers");
    reopen(DoubleOptions.free().setting("numbers", "manual"));
    refused(client.create(), 400, "must be filled in");
    assertThat(client.create("RequestId", "MINE").at("RequestId")).isEqualTo("MINE");
    refused(client.create("RequestId", "MINE"), 400, "already exists");
    assertThat(dynamics.books().orders()).hasSize(1);
  }

  @Test
  void withoutCrossCompanyOnlyTheSendersOwnCompanyIsSeen() throws IOException {
    client.create();
    assertThat(found(client.http().get(DynamicsClient.REQUESTS))).isEmpty();
    String filter = "?$filter=" + Client.encode("dataAreaId eq 'usmf'");
    assertThat(found(client.http().get(DynamicsClient.REQUESTS + filter))).isEmpty();
    assertThat(found(client.find("dataAreaId eq 'usmf'"))).containsExactly("MR-000042");
    unreadable(client.http().get(DynamicsClient.address("MR-000042")), 404, "not found");
    assertThat(client.read("MR-000042").status()).isEqualTo(200);
    unreadable(
        client
            .http()
            .send(
                "PATCH",
                DynamicsClient.address("MR-000042"),
                BodyPublishers.ofString("{\"WorkOrderPriority\":1}")),
        404,
        "not found");
  }

  @Test
  void aRequestWithoutACompanyGoesIntoTheSendersOwn() throws IOException {
    Map<String, Object> bare = DynamicsClient.request();
    bare.remove("dataAreaId");
    bare.remove("MaintenanceAssetId");
    assertThat(client.http().post(DynamicsClient.REQUESTS, bare).at("dataAreaId")).isEqualTo("dat");
    assertThat(found(client.http().get(DynamicsClient.REQUESTS))).hasSize(1);
    refused(client.create("dataAreaId", "frmf"), 400, "company frmf does not exist");
    refused(client.create("dataAreaId", "demf"), 400, "does not exist in company demf");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Description eq '*ABCDEFGHIJKLMNOPQRST*'|1",
        "Description eq '*abcdefghijklmnopqrst'|1",
        "Description eq 'Belt*'|1",
        "Description eq 'Belt'|0",
        "Description eq 'B.*'|0",
        "dataAreaId eq 'USMF' and WorkOrderPriority lt 3|1",
        "WorkOrderPriority eq 3 or RequestId ne 'MR-000042'|0",
        "Description eq 'O''Brien*'|0",
        "IsRequestActive eq Microsoft.Dynamics.DataEntities.NoYes'Yes'|1",
        "ActualStart lt 2000-01-01T00:00:00Z|1"
      })
  void aFilterFindsByStarsAndComparisons(String filter, int hits) throws IOException {
    client.create();
    assertThat(found(client.find(filter))).hasSize(hits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contains(Description,'Belt')",
        "startswith(Description,'Belt')",
        "not (RequestId eq 'x')",
        "Colour eq 'red'",
        "Description eq",
        "WorkOrderPriority eq 'high'"
      })
  void aFilterThatCannotBeReadIsAnsweredWith400(String filter) throws IOException {
    client.create();
    assertThat(client.find(filter).status()).isEqualTo(400);
  }

  @Test
  void aQuerySelectsFieldsAndGivesAPage() throws IOException {
    client.create();
    client.create();
    Answer answer =
        client.http().get(DynamicsClient.REQUESTS + "?cross-company=true&$select=RequestId&$top=1");
    assertThat(found(answer)).containsExactly("MR-000042");
    assertThat(Json.object((Map<?, ?>) answer.at("value.0")))
        .containsOnlyKeys("@odata.etag", "RequestId");
  }

  @Test
  void anApostropheInAKeyIsDoubled() throws IOException {
    reopen(DoubleOptions.free().setting("numbers", "manual"));
    client.create("RequestId", "O'BRIEN");
    assertThat(client.read("O''BRIEN").at("RequestId")).isEqualTo("O'BRIEN");
    assertThat(client.read("O'BRIEN").status()).isEqualTo(400);
  }

  @Test
  void aFieldThatTheEntityDoesNotHaveIsRefusedAndNothingIsKept() throws IOException {
    unreadable(client.create("Title", "x"), 400, "The request body is not valid");
    unreadable(client.create("WorkOrderPriority", "high"), 400, "not valid");
    unreadable(client.create("ActualStart", "tomorrow"), 400, "not valid");
    unreadable(client.http().bytes(DynamicsClient.REQUESTS, "{".getBytes()), 400, "not valid");
    unreadable(
        client.http().post(DynamicsClient.REQUESTS, Json.of(), "Content-Type", "text/plain"),
        415,
        "text/plain");
    assertThat(dynamics.books().orders()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "RequestTypeId, NONE, Request type 'NONE'",
    "MaintenanceAssetId, XX-1, Asset 'XX-1'",
    "MaintenanceAssetId, KO-002, in company usmf",
    "RequestLifecycleStateId, Finished, cannot be changed",
    "WorkOrderId, WO-1, cannot be changed"
  })
  void theBusinessRefusesInTheWordsOfItsLog(String field, String value, String words)
      throws IOException {
    refused(client.create(field, value), 400, words);
    reopen(DoubleOptions.free().setting("business.status", "500"));
    refused(client.create(field, value), 500, words);
    assertThat(dynamics.books().orders()).isEmpty();
  }

  @Test
  void textsHaveTheirLengthsAndPrioritiesAreKnown() throws IOException {
    refused(client.create("Description", "x".repeat(61)), 400, "60 allowed");
    refused(client.create("WorkOrderPriority", 9), 400, "Service level '9'");
    assertThat(client.create("Notes", "x".repeat(9000)).status()).isEqualTo(201);
  }

  @Test
  void aPatchChangesWhatItNamesAndSaysNothing() throws IOException {
    Object id = client.create("Notes", "seen once").at("RequestId");
    Answer answer = client.patch(id, Json.of("WorkOrderPriority", 1));
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.text()).isEmpty();
    assertThat(client.read(id).json())
        .containsEntry("WorkOrderPriority", 1)
        .containsEntry("Notes", "seen once");
    refused(client.patch(id, Json.of("RequestTypeId", "PREV")), 400, "cannot be changed");
    unreadable(client.patch("MR-9", Json.of("WorkOrderPriority", 1)), 404, "not found");
  }

  @Test
  void aFrozenFieldStaysAsItIsWithoutAWord() throws IOException {
    reopen(DoubleOptions.free().setting("fields.frozen", "WorkOrderPriority"));
    Object id = client.create().at("RequestId");
    assertThat(client.patch(id, Json.of("WorkOrderPriority", 1)).status()).isEqualTo(204);
    assertThat(client.read(id).at("WorkOrderPriority")).isEqualTo(2);
  }

  @Test
  void aFileIsAnEntityWithItsBytesAndComesTwiceWhenItIsSentTwice() throws IOException {
    Object id = client.create().at("RequestId");
    assertThat(client.attach(id).status()).isEqualTo(201);
    BookedAttachment file = dynamics.books().orders().get(0).attachments().get(0);
    assertThat(dynamics.books().content(file)).isEqualTo(DynamicsClient.PICTURE);
    client.attach(id);
    assertThat(dynamics.books().duplicateAttachments()).containsKey("MR-000042");
    Answer listed =
        client
            .http()
            .get(
                DynamicsClient.FILES
                    + DynamicsClient.EVERYWHERE
                    + "&$filter="
                    + Client.encode("RequestId eq 'MR-000042'"));
    assertThat(found(listed)).hasSize(2);
    assertThat(listed.text()).contains("defect.jpg").doesNotContain("Attachment\":");
  }

  @Test
  void aFileWantsItsRequestItsTypeAndItsName() throws IOException {
    Object id = client.create().at("RequestId");
    refused(client.attach("MR-9"), 400, "'MR-9' does not exist");
    refused(client.attach(id, "DocumentAttachmentTypeCode", "Photo"), 400, "Document type 'Photo'");
    refused(client.attach(id, "AttachmentDescription", "x".repeat(61)), 400, "too long");
    unreadable(client.attach(id, "AccessRestriction", "Secret"), 400, "not valid");
    assertThat(dynamics.books().orders().get(0).attachments()).isEmpty();
    reopen(DoubleOptions.free().setting("attachment.maximum.bytes", "6"));
    unreadable(client.attach(client.create().at("RequestId")), 413, "Too Large");
  }

  @Test
  void aChangeCanAnswerAsIfItWereDone() throws IOException {
    Object id = client.create().at("RequestId");
    for (Operation each : List.of(Operation.UPDATE, Operation.ATTACH, Operation.CREATE)) {
      dynamics.faults().add(Fault.next(FaultKind.SILENT_200, 1).on(each));
    }
    assertThat(client.patch(id, Json.of("WorkOrderPriority", 1)).status()).isEqualTo(204);
    assertThat(client.attach(id).status()).isEqualTo(201);
    assertThat(client.create().at("RequestId")).isEqualTo("MR-000043");
    assertThat(dynamics.faults().hits()).isEqualTo(3);
    assertThat(client.read(id).at("WorkOrderPriority")).isEqualTo(2);
    assertThat(dynamics.books().orders()).hasSize(1);
    assertThat(dynamics.books().orders().get(0).attachments()).isEmpty();
  }

  @Test
  void throttlingSaysHowLongToWait() throws IOException {
    dynamics
        .faults()
        .add(Fault.next(FaultKind.TOO_MANY_REQUESTS, 1).retryAfter(Duration.ofSeconds(3)));
    Answer answer = client.create();
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isEqualTo("3");
  }

  @Test
  void aPersonAtThePlantSetsTheState() throws IOException {
    Object id = client.create().at("RequestId");
    assertThat(dynamics.setStatus("MR-000042", "Finished")).isTrue();
    assertThat(client.read(id).json())
        .containsEntry("RequestLifecycleStateId", "Finished")
        .containsEntry("IsRequestActive", "No");
    assertThat(dynamics.setStatus("MR-000042", "Done")).isFalse();
    assertThat(dynamics.setStatus("MR-9", "New")).isFalse();
  }

  @Test
  void otherSetsAndMethodsAreNone() throws IOException {
    assertThat(client.http().get("/data/Workers").status()).isEqualTo(404);
    assertThat(client.http().put(DynamicsClient.REQUESTS, Json.of()).status()).isEqualTo(405);
    assertThat(client.http().get("/api/").status()).isEqualTo(404);
  }

  @Test
  void theBooksOutliveTheDouble() throws IOException {
    reopen(DoubleOptions.free().books(folder));
    client.attach(client.create().at("RequestId"));
    reopen(DoubleOptions.free().books(folder));
    assertThat(dynamics.books().orders().get(0).attachments()).hasSize(1);
    assertThat(client.create().at("RequestId")).isEqualTo("MR-000043");
  }

  @Test
  void theScreenShowsRequestsAndTheirPictures() throws IOException {
    client.attach(client.create("Description", "Tear <b>").at("RequestId"));
    Client browser = new Client(dynamics.uri());
    assertThat(browser.get("/").text()).contains("Tear &lt;b&gt;", "Palletiser 1");
    String page = browser.get("/orders/MR-000042").text();
    String picture = page.replaceAll("(?s).*<img src=\"([^\"]+)\".*", "$1");
    assertThat(browser.get(picture).response().body()).isEqualTo(DynamicsClient.PICTURE);
    assertThat(browser.get("/orders/MR-9").status()).isEqualTo(404);
  }
}
