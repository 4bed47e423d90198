package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.itests.doubles.SapClient.ROOT;
import static org.bellcrank.itests.doubles.SapClient.SET;
import static org.bellcrank.itests.doubles.SapClient.notification;
import static org.bellcrank.itests.doubles.SapClient.one;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each quirk of writing a notification, one test each. */
class SapDoubleTest {

  private static final String NUMBER = "10000001";
  private final LeapClock clock = new LeapClock();
  private SapDouble sap;
  private SapClient client;

  @BeforeEach
  void start() {
    open(DoubleOptions.free());
  }

  private void open(DoubleOptions options) {
    stop();
    sap = SapDouble.start(options.clock(clock));
    client = new SapClient(sap);
  }

  @AfterEach
  void stop() {
    if (sap != null) {
      sap.close();
    }
  }

  private Answer refused(Answer answer, String field) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.text()).contains(field);
    assertThat(answer.at("error.message.lang")).isEqualTo("en");
    return answer;
  }

  private Object kept(String field) {
    List<BookedOrder> orders = sap.books().orders();
    return orders.get(orders.size() - 1).fields().get(field);
  }

  private String etag() throws IOException {
    return client.get(one(NUMBER)).header("ETag");
  }

  private Answer merge(Object json, String... more) throws IOException {
    return client.write("MERGE", one(NUMBER), json, more);
  }

  @Test
  void aNotificationIsAnsweredWrappedInD() throws IOException {
    Answer answer = client.create(notification());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.at("d.MaintenanceNotification")).isEqualTo(NUMBER);
    assertThat(answer.at("d.__metadata.uri")).isEqualTo(sap.uri() + one(NUMBER));
    assertThat(answer.header("Location")).isEqualTo(sap.uri() + one(NUMBER));
    assertThat(answer.at("d.__metadata.etag")).isEqualTo(answer.header("ETag"));
    assertThat(answer.at("d.NotifProcessingPhase")).isEqualTo("1");
    assertThat(answer.at("d.to_Partner.__deferred.uri"))
        .isEqualTo(sap.uri() + one(NUMBER) + "/to_Partner");
  }

  @Test
  void datesComeAsMillisecondsAndTimesAsDurations() throws IOException {
    Map<String, Object> given =
        notification(
            "MalfunctionStartDate", "/Date(1767571200000)/", "MalfunctionStartTime", "PT08H30M05S");
    Answer answer = client.create(given);
    assertThat(answer.at("d.MalfunctionStartDate")).isEqualTo("/Date(1767571200000)/");
    assertThat(answer.at("d.MalfunctionStartTime")).isEqualTo("PT08H30M05S");
    assertThat((String) answer.at("d.LastChangeDateTime")).matches("/Date\\([0-9]+000\\+0000\\)/");
    assertThat(kept("MalfunctionStartDate")).isEqualTo("2026-01-05");
  }

  @Test
  void decimalsComeAsText() throws IOException {
    Answer answer = client.create(notification("MaintObjectDowntimeDuration", "2.5"));
    assertThat(answer.at("d.MaintObjectDowntimeDuration")).isEqualTo("2.5");
  }

  @Test
  void aTextOfFortyCharactersIsTakenAndOneMoreIsRefused() throws IOException {
    assertThat(client.create(notification("NotificationText", "x".repeat(40))).status())
        .isEqualTo(201);
    refused(client.create(notification("NotificationText", "x".repeat(41))), "NotificationText");
    assertThat(sap.books().orders()).hasSize(1);
  }

  @Test
  void whereTextIsCutNobodyIsTold() throws IOException {
    open(DoubleOptions.free().setting("text.long", "cut"));
    Answer answer = client.create(notification("NotificationText", "x".repeat(39) + "yz"));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(kept("NotificationText")).isEqualTo("x".repeat(39) + "y");
  }

  @Test
  void theExternalReferenceIsFoldedToUpperCaseAndHoldsTwenty() throws IOException {
    client.create(notification("MaintNotifExtReferenceNumber", "abcdefghijklmnopqrst"));
    assertThat(kept("MaintNotifExtReferenceNumber")).isEqualTo("ABCDEFGHIJKLMNOPQRST");
    assertThat(sap.books().byReference("ABCDEFGHIJKLMNOPQRST")).hasSize(1);
    refused(
        client.create(notification("MaintNotifExtReferenceNumber", "A".repeat(21))),
        "MaintNotifExtReferenceNumber");
  }

  @Test
  void datesGivenTogetherWithAPriorityAreOverwritten() throws IOException {
    String far = "/Date(1893456000000)/";
    client.create(notification("RequiredEndDate", far));
    assertThat(kept("RequiredEndDate")).isEqualTo("2030-01-01");
    client.create(
        notification(
            "MaintPriority", "2", "RequiredEndDate", far, "LatestAcceptableCompletionDate", far));
    String inThreeDays =
        clock.instant().atZone(java.time.ZoneId.of("Europe/Berlin")).toLocalDate().plusDays(3) + "";
    assertThat(kept("RequiredEndDate")).isEqualTo(inThreeDays);
    assertThat(kept("LatestAcceptableCompletionDate")).isEqualTo(inThreeDays);
  }

  @Test
  void aLaterPriorityOverwritesTheDatesToo() throws IOException {
    client.create(notification("RequiredEndDate", "/Date(1893456000000)/"));
    assertThat(merge(Json.of("MaintPriority", "1"), "If-Match", "*").status()).isEqualTo(204);
    assertThat(kept("RequiredEndDate")).isNotEqualTo("2030-01-01");
  }

  @ParameterizedTest
  @CsvSource({
    "MaintenanceNotification, 10009999",
    "NotifProcessingPhase, 4",
    "ConcatenatedActiveSystStsName, OSNO"
  })
  void whatTheServerFillsCannotBeSet(String field, String value) throws IOException {
    Answer answer = refused(client.create(notification(field, value)), field);
    assertThat(answer.at("error.innererror.errordetails.0.propertyref")).isEqualTo(field);
    open(DoubleOptions.free().setting("field.readonly", "ignore"));
    assertThat(client.create(notification(field, value)).at("d.MaintenanceNotification"))
        .isEqualTo(NUMBER);
  }

  @Test
  void everyRefusalOfAWriteStandsInTheDetails() throws IOException {
    Answer answer =
        client.create(notification("NotifProcessingPhase", "4", "TechnicalObject", "NO-SUCH"));
    assertThat(answer.at("error.innererror.errordetails.0.target"))
        .isEqualTo("NotifProcessingPhase");
    assertThat(answer.at("error.innererror.errordetails.1.target")).isEqualTo("TechnicalObject");
    assertThat(answer.at("error.message.value"))
        .isEqualTo(answer.at("error.innererror.errordetails.0.message"));
  }

  @ParameterizedTest
  @CsvSource({
    "NotificationText, ''",
    "NotificationType, ''",
    "NotificationType, ZZ",
    "MaintPriority, 9",
    "TechnicalObject, 99999999",
    "TechObjIsEquipOrFuncnlLoc, EAMS_FL",
    "TechObjIsEquipOrFuncnlLoc, ''",
    "NoSuchField, x"
  })
  void whatThePlantDoesNotKnowIsRefused(String field, String value) throws IOException {
    refused(client.create(notification(field, value)), field);
    assertThat(sap.books().orders()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "MalfunctionStartDate, yesterday",
    "MalfunctionStartTime, 08:30",
    "MaintenanceObjectIsDown, X",
    "MaintObjectDowntimeDuration, long",
    "NotificationText, 7",
    "NotificationText,"
  })
  void aValueOfTheWrongTypeIsRefusedWithItsField(String field, String value) throws IOException {
    Map<String, Object> given = notification();
    given.put(field, "7".equals(value) ? Integer.valueOf(7) : value);
    refused(client.create(given), field);
    assertThat(sap.books().orders()).isEmpty();
  }

  @Test
  void aFieldOfAnItemThatIsUnknownIsNamed() throws IOException {
    Map<String, Object> item = Json.of("MaintNotifItemText", "Nut", "NoSuchField", "x");
    Answer answer = refused(client.create(notification("to_Item", List.of(item))), "NoSuchField");
    assertThat(answer.at("error.innererror.errordetails.0.target")).isEqualTo("NoSuchField");
  }

  @Test
  void aBodyThatIsNoJsonIsRefused() throws IOException {
    String[] token = client.token(ROOT);
    assertThat(client.plain.bytes(SET, "{\"a\":".getBytes(), token).status()).isEqualTo(400);
    assertThat(
            client
                .plain
                .bytes(
                    SET, "<entry/>".getBytes(), SapClient.with(token, "Content-Type", "text/xml"))
                .status())
        .isEqualTo(415);
  }

  @Test
  void itemsAndWhatHangsOnThemAreCreatedWithTheirNotification() throws IOException {
    Map<String, Object> cause = Json.of("MaintNotifCauseText", "Wear");
    Map<String, Object> item =
        Json.of(
            "MaintNotifItemText", "Nut side",
            "MaintNotifDamageCodeGroup", "qm-e1",
            "to_ItemCause", Json.of("results", List.of(cause)));
    for (Object items : List.of(List.of(item), Json.of("results", List.of(item)))) {
      Answer answer = client.create(notification("to_Item", items));
      assertThat(answer.status()).as(answer.text()).isEqualTo(201);
      assertThat(answer.at("d.to_Item.results.0.MaintenanceNotificationItem")).isEqualTo("0001");
      assertThat(answer.at("d.to_Item.results.0.MaintNotifDamageCodeGroup")).isEqualTo("QM-E1");
      assertThat(answer.at("d.to_Item.results.0.to_ItemCause.results.0.MaintNotifCauseText"))
          .isEqualTo("Wear");
    }
    Answer read = client.get(one(NUMBER) + "/to_Item");
    assertThat(read.at("d.results.0.MaintNotifItemText")).isEqualTo("Nut side");
  }

  @Test
  void theTextOfAnItemHoldsFortyToo() throws IOException {
    Map<String, Object> item = Json.of("MaintNotifItemText", "x".repeat(41));
    refused(client.create(notification("to_Item", List.of(item))), "MaintNotifItemText");
  }

  @Test
  void aChangeWithoutAnETagIsRefused() throws IOException {
    client.create(notification());
    assertThat(merge(Json.of("MaintPriority", "1")).status()).isEqualTo(428);
    assertThat(kept("MaintPriority")).isNull();
  }

  @Test
  void aChangeWithTheETagOfAnEarlierStateIsRefused() throws IOException {
    client.create(notification());
    String etag = etag();
    clock.leap(Duration.ofSeconds(1));
    assertThat(merge(Json.of("MaintPriority", "1"), "If-Match", etag).status()).isEqualTo(204);
    assertThat(merge(Json.of("MaintPriority", "2"), "If-Match", etag).status()).isEqualTo(412);
    assertThat(kept("MaintPriority")).isEqualTo("1");
    assertThat(merge(Json.of("MaintPriority", "2"), "If-Match", etag()).status()).isEqualTo(204);
  }

  @Test
  void twoChangesWithinOneSecondHaveTheSameETag() throws IOException {
    client.create(notification());
    String etag = etag();
    assertThat(merge(Json.of("MaintPriority", "1"), "If-Match", etag).status()).isEqualTo(204);
    assertThat(merge(Json.of("MaintPriority", "2"), "If-Match", etag).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({"MERGE,", "PATCH,", "POST, MERGE", "POST, PATCH"})
  void aChangeTouchesOnlyWhatItNames(String method, String tunnelled) throws IOException {
    client.create(notification("ReportedByUser", "eva"));
    String[] more =
        tunnelled == null
            ? new String[] {"If-Match", "*"}
            : new String[] {"If-Match", "*", "X-HTTP-Method", tunnelled};
    Map<String, Object> change = Json.of("NotificationText", "Pit grew");
    assertThat(client.write(method, one(NUMBER), change, more).status()).isEqualTo(204);
    assertThat(kept("NotificationText")).isEqualTo("Pit grew");
    assertThat(kept("ReportedByUser")).isEqualTo("EVA");
  }

  @Test
  void theTypeCannotBeChanged() throws IOException {
    client.create(notification());
    refused(merge(Json.of("NotificationType", "M2"), "If-Match", "*"), "NotificationType");
    assertThat(kept("NotificationType")).isEqualTo("M1");
  }

  @Test
  void itemsCannotBeChangedTogetherWithTheirNotification() throws IOException {
    client.create(notification());
    Map<String, Object> item = Json.of("MaintNotifItemText", "late");
    refused(merge(Json.of("to_Item", List.of(item)), "If-Match", "*"), "to_Item");
  }

  @Test
  void aFrozenFieldIsAnsweredAndStays() throws IOException {
    open(DoubleOptions.free().setting("field.frozen", "MaintPriority"));
    client.create(notification("MaintPriority", "4"));
    Map<String, Object> change = Json.of("MaintPriority", "1", "NotificationText", "Pit grew");
    assertThat(merge(change, "If-Match", "*").status()).isEqualTo(204);
    assertThat(kept("MaintPriority")).isEqualTo("4");
    assertThat(kept("NotificationText")).isEqualTo("Pit grew");
  }

  @Test
  void aNotificationCannotBeDeleted() throws IOException {
    client.create(notification());
    assertThat(client.write("DELETE", one(NUMBER), Json.of(), "If-Match", "*").status())
        .isEqualTo(405);
    assertThat(sap.books().orders()).hasSize(1);
  }

  @Test
  void theActionsSetThePhase() throws IOException {
    client.create(notification());
    String number = "?MaintenanceNotification='" + NUMBER + "'";
    Answer inProcess = client.write("POST", ROOT + "SetMaintNotifToInProcess" + number, Json.of());
    assertThat(inProcess.status()).as(inProcess.text()).isEqualTo(200);
    assertThat(inProcess.at("d.NotifProcessingPhase")).isEqualTo("3");
    String complete =
        ROOT
            + "CompleteMaintNotification"
            + number
            + "&NotificationReferenceDate=datetime'2026-01-05T00:00:00'"
            + "&NotificationReferenceTime=time'PT08H30M00S'";
    assertThat(client.write("POST", complete, Json.of()).at("d.NotifProcessingPhase"))
        .isEqualTo("4");
    assertThat(client.write("POST", complete, Json.of()).status()).isEqualTo(400);
    assertThat(client.get(complete).status()).isEqualTo(405);
  }

  @Test
  void anActionNeedsTheNumber() throws IOException {
    refused(client.write("POST", ROOT + "SetMaintNotifToInProcess", Json.of()), "");
  }

  @Test
  void aPersonAtThePlantSetsTheStatus() throws IOException {
    client.create(notification());
    assertThat(sap.setStatus(NUMBER, "NOCO")).isTrue();
    assertThat(client.get(one(NUMBER)).at("d.NotifProcessingPhase")).isEqualTo("4");
    assertThat(sap.setStatus(NUMBER, "LUNCH")).isFalse();
  }

  @Test
  void theOlderEditionLacksTheNewerFields() throws IOException {
    assertThat(client.create(notification("MaintenanceRevision", "R1")).status()).isEqualTo(201);
    open(DoubleOptions.free().setting("edition", "2022"));
    refused(client.create(notification("MaintenanceRevision", "R1")), "MaintenanceRevision");
  }

  @Test
  void aSilentAnswerLooksLikeARealOneAndKeepsNothing() throws IOException {
    client.create(notification());
    sap.faults().add(Fault.next(FaultKind.SILENT_200, 1).on(Operation.UPDATE));
    assertThat(merge(Json.of("MaintPriority", "1"), "If-Match", "*").status()).isEqualTo(204);
    assertThat(kept("MaintPriority")).isNull();
    sap.faults().add(Fault.next(FaultKind.SERVER_ERROR_AFTER_COMMIT, 1).on(Operation.CREATE));
    assertThat(client.create(notification()).at("error.code")).isEqualTo("SY/000");
    assertThat(sap.books().orders()).hasSize(2);
  }

  @Test
  void aNotificationWithItsItemsOutlivesTheDouble(@TempDir Path folder) throws IOException {
    open(DoubleOptions.free().books(folder));
    Map<String, Object> item = Json.of("MaintNotifItemText", "Nut side");
    Answer created =
        client.create(
            notification(
                "to_Item", List.of(item),
                "MaintObjectDowntimeDuration", "2.5",
                "MalfunctionStartTime", "PT08H30M05S"));
    open(DoubleOptions.free().books(folder));
    Answer read = client.get(one(NUMBER) + "?$expand=to_Item");
    assertThat(read.at("d.to_Item.results.0.MaintNotifItemText")).isEqualTo("Nut side");
    for (String same :
        List.of("__metadata.etag", "MaintObjectDowntimeDuration", "MalfunctionStartTime")) {
      assertThat(read.at("d." + same)).as(same).isEqualTo(created.at("d." + same));
    }
  }

  @Test
  void manyWritersAndReadersAtATimeGetNumbersOfTheirOwn() throws IOException {
    String[] token = client.token(ROOT);
    List<Object> numbers =
        IntStream.range(0, 60)
            .parallel()
            .mapToObj(i -> client.plain.unchecked(SET, notification(), token))
            .map(answer -> answer.at("d.MaintenanceNotification"))
            .toList();
    assertThat(numbers).hasSize(60).doesNotHaveDuplicates();
    assertThat(client.get(SET + "/$count").text()).isEqualTo("60");
  }

  @Test
  void theScreenShowsTheNotificationsAndOneOfThem() throws IOException {
    client.create(notification("NotificationText", "Pit <b>", "MaintPriority", "1"));
    Client person = new Client(sap.uri());
    assertThat(person.get("/").text()).contains("Pit &lt;b&gt;", NUMBER, "Very high");
    assertThat(person.get("/ui/notification/" + NUMBER).text()).contains("Press 1, ball screw X");
  }
}
