package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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

/** What Fiix keeps and what it refuses, asked over HTTP. */
class FiixDoubleTest {

  private static final String WORK_ORDER = "WorkOrder";

  @TempDir Path folder;
  private final LeapClock clock = new LeapClock();
  private FiixDouble fiix;
  private FiixClient client;

  @BeforeEach
  void start() {
    reopen(DoubleOptions.free());
  }

  private void reopen(DoubleOptions options) {
    if (fiix != null) {
      fiix.close();
    }
    fiix = FiixDouble.start(options.clock(clock));
    client = new FiixClient(fiix, clock);
  }

  @AfterEach
  void stop() {
    fiix.close();
  }

  private static void refused(Answer answer, String leg, String words) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("error.leg")).as(answer.text()).isEqualTo(leg);
    assertThat(answer.at("error.message").toString()).contains(words);
    assertThat(answer.json()).doesNotContainKeys("object", "objects");
  }

  private static void undone(Answer answer, String words) {
    refused(answer, "SERVER_REQUEST_PROCESS", words);
  }

  private static void unreadable(Answer answer, String words) {
    refused(answer, "SERVER_REQUEST_UNPACK", words);
  }

  @Test
  void anOrderIsAnsweredWithTheFieldsThatWereAskedForAndItsClass() throws IOException {
    Answer answer = client.create();
    assertThat(answer.at("_maCn")).isEqualTo("AddResponse");
    assertThat(answer.at("error")).isNull();
    assertThat(answer.at("count")).isEqualTo(1);
    assertThat((Map<?, ?>) answer.at("object"))
        .isEqualTo(
            Json.of("className", WORK_ORDER, "id", 700001, "strCode", "1001", "intPriorityID", 52));
  }

  @Test
  void twoIdenticalAddsMakeTwoOrders() throws IOException {
    client.create();
    client.create();
    assertThat(fiix.books().duplicates())
        .containsEntry(FiixClient.REFERENCE, List.of("1001", "1002"));
  }

  @ParameterizedTest
  @CsvSource({
    "strDescription, strDescription is needed",
    "intSiteID, intSiteID is needed",
    "intWorkOrderStatusID, intWorkOrderStatusID is needed"
  })
  void withoutWhatItNeedsNoOrderIsMade(String field, String words) throws IOException {
    Map<String, Object> object = FiixClient.order();
    object.remove(field);
    object.put("className", WORK_ORDER);
    Map<String, Object> body = FiixClient.adding(WORK_ORDER, "id");
    body.put("object", object);
    undone(client.send(body), words);
    assertThat(fiix.books().orders()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "intSiteID, 2999, Asset",
    "intWorkOrderStatusID, 7, WorkOrderStatus",
    "intPriorityID, 1, Priority",
    "intMaintenanceTypeID, 1, MaintenanceType",
    "intRequestedByUserID, 1, User"
  })
  void anIdThatIsNoneOfThisTenantsIsRefused(String field, int id, String of) throws IOException {
    undone(client.create(field, id), "there is no " + of + " " + id);
    assertThat(fiix.books().orders()).isEmpty();
  }

  @Test
  void aFieldThatTheClassDoesNotHaveIsRefusedWhereverItStands() throws IOException {
    unreadable(client.create("strTitle", "x"), "WorkOrder has no field 'strTitle'");
    unreadable(client.read(WORK_ORDER, 1, "id, strTitle"), "strTitle");
    unreadable(client.find(WORK_ORDER, "id", "strTitle = ?", "x"), "strTitle");
    unreadable(client.change(client.create().at("object.id"), "strTitle"), "strTitle");
  }

  @Test
  void aFieldOfTheServersCannotBeSet() throws IOException {
    undone(client.create("strCode", "WO-1"), "WorkOrder.strCode cannot be set");
    undone(client.create("dtmDateCreated", 1700000000000L), "cannot be set");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "intPriorityID|\"52\"",
        "intPriorityID|52.5",
        "strDescription|7",
        "dtmSuggestedCompletionDate|\"2026-11-22T08:00:00Z\""
      })
  void aValueOfAnotherTypeIsRefused(String field, String json) throws Exception {
    Object value = Json.read(json.getBytes());
    unreadable(client.create(field, value), "WorkOrder." + field + " takes a");
  }

  @Test
  void timesAreMillisecondsOfTheEpoch() throws IOException {
    Object id = client.create("dtmSuggestedCompletionDate", 1700000000000L).at("object.id");
    Answer answer =
        client.read(WORK_ORDER, id, "dtmSuggestedCompletionDate, dtmDateCreated, intUpdated");
    assertThat(answer.at("object.dtmSuggestedCompletionDate")).isEqualTo(1700000000000L);
    assertThat(answer.at("object.dtmDateCreated")).isEqualTo(clock.millis());
    assertThat(((Number) answer.at("object.intUpdated")).longValue())
        .isEqualTo(clock.instant().getEpochSecond());
  }

  @Test
  void everyObjectCarriesItsClassAndTheRequestNamesTheSame() throws IOException {
    Map<String, Object> bare = FiixClient.adding(WORK_ORDER, "id");
    bare.put("object", FiixClient.order());
    unreadable(client.send(bare), "className 'null' is not WorkOrder");
    Map<String, Object> other = FiixClient.adding("WorkOrderAsset", "id");
    other.put("className", WORK_ORDER);
    unreadable(client.send(other), "className 'WorkOrderAsset' is not WorkOrder");
    unreadable(client.add("Order", "id"), "className 'Order' is not known");
    assertThat(fiix.books().orders()).isEmpty();
  }

  @Test
  void anObjectThatIsNotThereIsNotInTheAnswer() throws IOException {
    Answer answer = client.read(WORK_ORDER, 4711, "id");
    assertThat(answer.json()).doesNotContainKey("object").containsEntry("error", null);
    unreadable(client.read(WORK_ORDER, "4711", "id"), "no whole number");
  }

  @Test
  void onlyTheFieldsThatAreNamedAreChanged() throws IOException {
    Object id = client.create().at("object.id");
    Answer answer =
        client.change(id, "intPriorityID", "intPriorityID", 51, "strDescription", "Another");
    assertThat(answer.at("_maCn")).isEqualTo("ChangeResponse");
    assertThat(answer.at("object.intPriorityID")).isEqualTo(51);
    assertThat(answer.at("object.strDescription")).isEqualTo("Belt tear");
    undone(client.change(id, "", "intPriorityID", 53), "changeFields names nothing");
    undone(client.change(4711, "intPriorityID", "intPriorityID", 53), "There is no WorkOrder 4711");
    undone(client.change(id, "intPriorityID", "intPriorityID", 9), "there is no Priority 9");
    assertThat(client.read(WORK_ORDER, id, "intPriorityID").at("object.intPriorityID"))
        .isEqualTo(51);
  }

  @Test
  void aFieldThatIsNamedAndNotGivenIsEmptied() throws IOException {
    Object id = client.create().at("object.id");
    client.change(id, "strAdminNotes, intPriorityID", "intPriorityID", 53);
    Answer answer = client.read(WORK_ORDER, id, "strAdminNotes, intPriorityID");
    assertThat(answer.at("object.strAdminNotes")).isNull();
    assertThat(answer.at("object.intPriorityID")).isEqualTo(53);
  }

  @Test
  void aFrozenFieldStaysAsItIsWithoutAWord() throws IOException {
    reopen(DoubleOptions.free().setting("fields.frozen", "intPriorityID"));
    Object id = client.create().at("object.id");
    assertThat(client.change(id, "intPriorityID", "intPriorityID", 51).at("error")).isNull();
    assertThat(client.read(WORK_ORDER, id, "intPriorityID").at("object.intPriorityID"))
        .isEqualTo(52);
  }

  @Test
  void assetsAndTasksHangOnTheOrderByObjectsOfTheirOwn() throws IOException {
    Object id = client.create().at("object.id");
    Answer link =
        client.add("WorkOrderAsset", "intAssetID", "intWorkOrderID", id, "intAssetID", 2011);
    assertThat(link.at("object.intAssetID")).isEqualTo(2011);
    client.add(
        "WorkOrderTask",
        "id",
        "intWorkOrderID",
        id,
        "intTaskType",
        0,
        "intOrder",
        1,
        "strDescription",
        "Grind",
        "dblTimeEstimatedHours",
        0.75);
    assertThat(client.find("WorkOrderAsset", "intAssetID", "intWorkOrderID = ?", id).json())
        .containsEntry("totalObjects", 1);
    assertThat(
            client
                .find("WorkOrderTask", "strDescription", "intWorkOrderID = ?", id)
                .at("objects.0.strDescription"))
        .isEqualTo("Grind");
    undone(client.add("WorkOrderAsset", "id", "intWorkOrderID", id, "intAssetID", 9), "no Asset 9");
    undone(
        client.add("WorkOrderAsset", "id", "intWorkOrderID", 9, "intAssetID", 2011),
        "no WorkOrder 9");
    undone(client.add("WorkOrderTask", "id", "intWorkOrderID", id), "strDescription is needed");
    assertThat(client.find(WORK_ORDER, "id", "strCode = ?", "1001").text()).doesNotContain("Grind");
  }

  @Test
  void aPartIsAnAssetWithAStockAndComesAsOftenAsItIsAdded() throws IOException {
    Object id = client.create().at("object.id");
    assertThat(client.find("Asset", "id", "strCode = ?", "7014C").at("objects.0.id"))
        .isEqualTo(2901);
    assertThat(client.find("Stock", "id", "intAssetID = ?", 2901).at("objects.0.id"))
        .isEqualTo(5901);
    for (int i = 0; i < 2; i++) {
      part(id, 2901, 2.0);
    }
    assertThat(client.find("WorkOrderPart", "id", "intWorkOrderID = ?", id).json())
        .containsEntry("totalObjects", 2);
    undone(part(id, 9, 1.0), "no Asset 9");
    undone(part(id, 2901, 0.0), "above 0");
  }

  private Answer part(Object order, int part, double quantity) throws IOException {
    return client.add(
        "WorkOrderPart",
        "id",
        "intWorkOrderID",
        order,
        "intPartID",
        part,
        "qtySuggestedQuantity",
        quantity);
  }

  @Test
  void contentsAreUploadedByThemselvesAndAFilePutsThemToTheOrder() throws IOException {
    Object id = client.create().at("object.id");
    Object contents = client.uploaded();
    assertThat(fiix.books().orders().get(0).attachments()).isEmpty();
    client.add(
        "File", "id", "intWorkOrderID", id, "intFileContentsID", contents, "strName", "defect.jpg");
    BookedAttachment file = fiix.books().orders().get(0).attachments().get(0);
    assertThat(fiix.books().content(file)).isEqualTo(FiixClient.PICTURE);
    assertThat(file.contentType()).isEqualTo("image/jpeg");
    assertThat(
            client
                .find("File", "strName", "intWorkOrderID = ? AND strName = ?", id, "defect.jpg")
                .at("totalObjects"))
        .isEqualTo(1);
    undone(
        client.add("File", "id", "intWorkOrderID", id, "intFileContentsID", 9, "strName", "x.jpg"),
        "no FileContents 9");
  }

  @Test
  void aFileMayBeALinkAlone() throws IOException {
    Object id = client.create().at("object.id");
    client.add(
        "File", "id", "intWorkOrderID", id, "strName", "x", "strLink", "https://gateway.example");
    assertThat(client.find("File", "strLink", "intWorkOrderID = ?", id).at("objects.0.strLink"))
        .isEqualTo("https://gateway.example");
    assertThat(fiix.books().orders().get(0).attachments()).isEmpty();
  }

  @Test
  void contentsAreBase64AndHaveALimit() throws IOException {
    reopen(DoubleOptions.free().setting("file.maximum.bytes", "10"));
    assertThat(client.uploaded()).isNotNull();
    String large = Base64.getEncoder().encodeToString(new byte[11]);
    for (String wrong : List.of("no base64!", large)) {
      undone(
          client.add(
              "FileContents",
              "id",
              "strName",
              "a.jpg",
              "strMimeType",
              "image/jpeg",
              "strContents",
              wrong),
          wrong.equals(large) ? "too large" : "no base64");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WorkOrderStatus", "Priority", "MaintenanceType", "Asset"})
  void idsOfTheTenantsOwnAreLookedUpByName(String in) throws IOException {
    Answer all = client.send(Json.of("_maCn", "FindRequest", "className", in, "fields", "strName"));
    Object name = all.at("objects.0.strName");
    assertThat(client.find(in, "id, strName", "strName = ?", name).at("objects.0.id")).isNotNull();
    undone(client.add(in, "id"), "cannot be added");
  }

  @Test
  void aPersonAtThePlantSetsTheStatusByItsName() throws IOException {
    Object id = client.create().at("object.id");
    assertThat(fiix.setStatus("1001", "Work In Progress")).isTrue();
    assertThat(
            client.read(WORK_ORDER, id, "intWorkOrderStatusID").at("object.intWorkOrderStatusID"))
        .isEqualTo(43);
    assertThat(fiix.books().orders().get(0).status()).isEqualTo("Work In Progress");
    assertThat(fiix.setStatus("1001", "Done")).isFalse();
    assertThat(fiix.setStatus("1002", "Open")).isFalse();
  }

  @Test
  void aChangeCanAnswerAsIfItWereDone() throws IOException {
    Object id = client.create().at("object.id");
    for (Operation each : List.of(Operation.UPDATE, Operation.ATTACH, Operation.CREATE)) {
      fiix.faults().add(Fault.next(FaultKind.SILENT_200, 1).on(each));
    }
    assertThat(client.change(id, "intPriorityID", "intPriorityID", 51).at("object.intPriorityID"))
        .isEqualTo(51);
    assertThat(client.uploaded()).isEqualTo(700002);
    assertThat(client.create().at("object.strCode")).isEqualTo("1002");
    assertThat(fiix.faults().hits()).isEqualTo(3);
    assertThat(client.read(WORK_ORDER, id, "intPriorityID").at("object.intPriorityID"))
        .isEqualTo(52);
    assertThat(fiix.books().files()).isEmpty();
    assertThat(fiix.books().orders()).hasSize(1);
  }

  @Test
  void theBooksOutliveTheDoubleWithAllThatHangsOnAnOrder() throws IOException {
    reopen(DoubleOptions.free().books(folder));
    Object id = client.create().at("object.id");
    client.add("WorkOrderAsset", "id", "intWorkOrderID", id, "intAssetID", 2011);
    Object contents = client.uploaded();
    client.add(
        "File", "id", "intWorkOrderID", id, "intFileContentsID", contents, "strName", "a.jpg");
    reopen(DoubleOptions.free().books(folder));
    assertThat(client.find("WorkOrderAsset", "id", "intWorkOrderID = ?", id).at("totalObjects"))
        .isEqualTo(1);
    assertThat(fiix.books().orders().get(0).attachments()).hasSize(1);
    Answer second = client.create();
    assertThat(second.at("object.strCode")).isEqualTo("1002");
    assertThat(second.at("object.id")).isEqualTo(700005);
  }

  @Test
  void theScreenShowsOrdersTheirAssetsAndPictures() throws IOException {
    Object id = client.create("strDescription", "Tear <b>\nseen twice").at("object.id");
    client.add("WorkOrderAsset", "id", "intWorkOrderID", id, "intAssetID", 2011);
    client.add(
        "File",
        "id",
        "intWorkOrderID",
        id,
        "intFileContentsID",
        client.uploaded(),
        "strName",
        "a.jpg");
    Client browser = new Client(fiix.uri());
    assertThat(browser.get("/").text()).contains("Tear &lt;b&gt;<", "Palletiser 1", "High");
    String page = browser.get("/orders/1001").text();
    assertThat(page).contains("seen twice");
    String picture = page.replaceAll("(?s).*<img src=\"([^\"]+)\".*", "$1");
    assertThat(browser.get(picture).response().body()).isEqualTo(FiixClient.PICTURE);
    assertThat(browser.get("/orders/1009").status()).isEqualTo(404);
  }

  private Answer change(Object id, String changeFields, Object... object) throws IOException {
    Map<String, Object> whole = Json.of("className", "Asset", "id", id);
    whole.putAll(Json.of(object));
    return client.send(
        Json.of(
            "_maCn", "ChangeRequest",
            "className", "Asset",
            "changeFields", changeFields,
            "fields", "id, bolIsOnline",
            "object", whole));
  }

  @Test
  void anAssetIsSetOfflineAndNothingButWhatIsNamedChanges() throws IOException {
    assertThat(client.read("Asset", 2011, "bolIsOnline").at("object.bolIsOnline")).isEqualTo(1);
    assertThat(change(2011, "bolIsOnline", "bolIsOnline", 0).at("object.bolIsOnline")).isEqualTo(0);
    assertThat(client.read("Asset", 2011, "bolIsOnline").at("object.bolIsOnline")).isEqualTo(0);
    undone(change(2011, "", "bolIsOnline", 1), "changeFields");
    undone(change(2011, "strName", "strName", "Mixer"), "cannot be set");
    assertThat(fiix.conditions("2011")).containsExactly("0");
    assertThat(fiix.conditions("2012")).isEmpty();
  }

  @Test
  void anAssetThatIsNotThereOrAWordForANumberIsRefused() throws IOException {
    undone(change(99999, "bolIsOnline", "bolIsOnline", 0), "There is no Asset");
    unreadable(change(2011, "bolIsOnline", "bolIsOnline", "false"), "bolIsOnline");
    assertThat(fiix.conditions("2011")).isEmpty();
  }
}
