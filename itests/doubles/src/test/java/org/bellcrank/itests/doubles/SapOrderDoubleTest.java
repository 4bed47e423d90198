package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.itests.doubles.SapClient.notification;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
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

/** Each quirk of orders that are made for notifications, one test each. */
class SapOrderDoubleTest {

  private static final String ROOT = "/sap/opu/odata/sap/API_MAINTENANCEORDER/";
  private static final String SET = ROOT + "MaintenanceOrder";
  private static final String NUMBER = "4000001";
  private static final String ONE = SET + "('" + NUMBER + "')";
  private static final String NOTIFICATION = "10000001";

  private final LeapClock clock = new LeapClock();
  private SapDouble sap;
  private SapClient client;

  @BeforeEach
  void start() throws IOException {
    open(DoubleOptions.free());
    client.create(notification("MaintPriority", "3"));
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

  private Answer write(String method, String path, Object json, String... more) throws IOException {
    return client.plain.send(
        method,
        path,
        BodyPublishers.ofString(Json.write(json)),
        SapClient.with(client.token(ROOT), more));
  }

  private static Map<String, Object> order(Object... more) {
    Map<String, Object> order =
        Json.of(
            "MaintenanceOrderType", "PM01",
            "MaintenancePlanningPlant", "HB01",
            "MaintenanceNotification", NOTIFICATION);
    order.putAll(Json.of(more));
    return order;
  }

  private Answer create(Object... more) throws IOException {
    return write("POST", SET, order(more));
  }

  private Answer refused(Answer answer, String field) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.at("error.innererror.errordetails.0.target")).isEqualTo(field);
    assertThat(sap.orders()).isEmpty();
    return answer;
  }

  private String words(String language) throws IOException {
    Answer read = client.get(ONE + "?sap-language=" + language);
    return String.valueOf(read.at("d.SystemStatusText"));
  }

  @Test
  void anOrderForANotificationIsNamedByIt() throws IOException {
    Answer answer = create();
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.at("d.MaintenanceOrder")).isEqualTo(NUMBER);
    assertThat(answer.header("Location")).isEqualTo(sap.uri() + ONE);
    assertThat(client.get(SapClient.one(NOTIFICATION)).at("d.MaintenanceOrder")).isEqualTo(NUMBER);
  }

  @Test
  void whatTheOrderDoesNotSayComesFromItsNotification() throws IOException {
    Answer answer = create();
    assertThat(answer.at("d.MaintenanceOrderDesc")).isEqualTo("Pit on ball screw");
    assertThat(answer.at("d.Equipment")).isEqualTo("10000451");
    assertThat(answer.at("d.EquipmentName")).isEqualTo("Press 1, ball screw X axis");
    assertThat(answer.at("d.MaintPriority")).isEqualTo("3");
  }

  @Test
  void aNotificationThatHasAnOrderGetsNoSecond() throws IOException {
    create();
    Answer again = create();
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.text()).contains(NUMBER);
    assertThat(sap.orders()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "MaintenanceOrderType, ''",
    "MaintenanceOrderType, ZZZZ",
    "MaintenancePlanningPlant, ''",
    "MaintenancePlanningPlant, XX01",
    "MaintenanceNotification, 10009999",
    "MaintPriority, 9",
    "Equipment, 99999999",
    "Equipment, HB01-PRESS-1",
    "NoSuchField, x"
  })
  void whatThePlantDoesNotKnowIsRefused(String field, String value) throws IOException {
    refused(create(field, value), field);
    assertThat(client.get(SapClient.one(NOTIFICATION)).at("d.MaintenanceOrder")).isEqualTo("");
  }

  @ParameterizedTest
  @CsvSource({
    "MaintOrdBasicStartDate, /Date(1767571200000)/",
    "MaintOrdProcessPhaseCode, 05",
    "SystemStatusText, REL",
    "TechnicalObject, 10000451",
    "LastChangeDateTime, /Date(1767571200000+0000)/"
  })
  void whatTheServerFillsCannotBeSet(String field, String value) throws IOException {
    refused(create(field, value), field);
  }

  @Test
  void theDayAndTimeOfItsBeginningAreOneField() throws IOException {
    Answer answer = create("MaintOrdBasicStartDateTime", "/Date(1767600000000+0000)/");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.at("d.MaintOrdBasicStartDateTime")).isEqualTo("/Date(1767600000000+0000)/");
  }

  @ParameterizedTest
  @CsvSource({"MaintenanceOrderDesc, 40", "Equipment, 18", "MaintObjectFreeDefinedAttrib, 30"})
  void aTextOverItsLengthIsRefused(String field, int length) throws IOException {
    refused(create(field, "1".repeat(length + 1)), field);
  }

  @Test
  void theNumberOfAMaterialIsLongerInTheLaterVersion() throws IOException {
    assertThat(create("Assembly", "A".repeat(40)).status()).isEqualTo(201);
    open(DoubleOptions.free().setting("edition", "2022"));
    client.create(notification());
    refused(create("Assembly", "A".repeat(19)), "Assembly");
  }

  @Test
  void operationsAndComponentsAreCreatedWithTheirOrderAndCountedInTens() throws IOException {
    Map<String, Object> component = Json.of("Product", "bearing-1", "QuantityInUnitOfEntry", "2.5");
    List<Object> operations =
        List.of(
            Json.of("OperationDescription", "Look", "MaintOrdOperationWorkDuration", "30"),
            Json.of(
                "OperationDescription",
                "Exchange",
                "to_MaintOrderOpComponent",
                List.of(component)));
    Answer answer = create("to_MaintenanceOrderOperation", operations);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    String second = "d.to_MaintenanceOrderOperation.results.1.";
    assertThat(answer.at(second + "MaintenanceOrderOperation")).isEqualTo("0020");
    assertThat(answer.at(second + "to_MaintOrderOpComponent.results.0.Product"))
        .isEqualTo("BEARING-1");
    Answer read = client.get(ONE + "/to_MaintenanceOrderOperation");
    assertThat(read.at("d.results.0.MaintOrdOperationWorkDuration")).isEqualTo("30");
    Answer expanded =
        client.get(ONE + "?$expand=to_MaintenanceOrderOperation/to_MaintOrderOpComponent");
    assertThat(expanded.at(second + "to_MaintOrderOpComponent.results.0.QuantityInUnitOfEntry"))
        .isEqualTo("2.5");
  }

  @ParameterizedTest
  @CsvSource({
    "NO-SUCH, 1, PC, Product",
    "7014C, 0, PC, QuantityInUnitOfEntry",
    "7014C, 1, KG, UnitOfEntry",
  })
  void oneComponentThatIsNotOfTheStoresRefusesTheOrder(
      String product, String quantity, String unit, String field) throws IOException {
    Map<String, Object> component =
        Json.of("Product", product, "QuantityInUnitOfEntry", quantity, "UnitOfEntry", unit);
    Map<String, Object> operation =
        Json.of("OperationDescription", "Look", "to_MaintOrderOpComponent", List.of(component));
    refused(create("to_MaintenanceOrderOperation", List.of(operation)), field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ROOT + "MaintenanceOrderOperation",
        ROOT + "MaintenanceOrderLongText",
        ONE + "/to_MaintenanceOrderOperation"
      })
  void childrenAreNotCreatedAfterwards(String path) throws IOException {
    create();
    Answer late = write("POST", path, Json.of("OperationDescription", "late"));
    assertThat(late.status()).as(late.text()).isEqualTo(405);
  }

  @Test
  void aLongTextSaysItsKindAndItsLanguage() throws IOException {
    Map<String, Object> bare = Json.of("MaintenanceOrderLongText", "All of it");
    refused(create("to_MaintenanceOrderLongText", List.of(bare)), "TextObjectType");
    Map<String, Object> text =
        Json.of("TextObjectType", "AUFK", "Language", "EN", "MaintenanceOrderLongText", "All");
    Answer answer = create("to_MaintenanceOrderLongText", List.of(text));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.at("d.to_MaintenanceOrderLongText.results.0.Language")).isEqualTo("EN");
  }

  @Test
  void anOrderHasNoVersionAndAChangeNeedsNone() throws IOException {
    Answer created = create();
    assertThat(created.header("ETag")).isNull();
    assertThat(created.at("d.__metadata.etag")).isNull();
    assertThat(client.get(ONE).header("ETag")).isNull();
    assertThat(write("PATCH", ONE, Json.of("MaintPriority", "1")).status()).isEqualTo(204);
    assertThat(sap.orders().get(0).fields()).containsEntry("MaintPriority", "1");
  }

  @ParameterizedTest
  @CsvSource({
    "MaintenanceOrderType, PM02",
    "MaintenancePlanningPlant, HB01",
    "SystemStatusText, TECO"
  })
  void someFieldsCannotBeChanged(String field, String value) throws IOException {
    create();
    Answer answer = write("PATCH", ONE, Json.of(field, value));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("error.innererror.errordetails.0.target")).isEqualTo(field);
  }

  @Test
  void anOrderCannotBeDeleted() throws IOException {
    create();
    assertThat(write("DELETE", ONE, Json.of()).status()).isEqualTo(405);
    assertThat(sap.orders()).hasSize(1);
  }

  @Test
  void aReleaseHappensOnceAndItsAnswerSaysNothingOfTheOrder() throws IOException {
    create();
    String release = ROOT + "ReleaseMaintenanceOrder?MaintenanceOrder='" + NUMBER + "'";
    Answer answer = write("POST", release, Json.of());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("d.ReleaseMaintenanceOrder.IsInvalid")).isEqualTo(false);
    assertThat(words("EN")).startsWith("REL ");
    assertThat(write("POST", release, Json.of()).status()).isEqualTo(400);
    assertThat(client.get(release).status()).isEqualTo(405);
  }

  @Test
  void statusesAreWordsOfTheLanguageOfTheLogon() throws IOException {
    create();
    assertThat(words("EN")).startsWith("CRTD");
    assertThat(words("DE")).startsWith("ERÖF");
    assertThat(String.valueOf(client.get(ONE).at("d.SystemStatusText"))).startsWith("ERÖF");
  }

  @ParameterizedTest
  @CsvSource({
    "MaintenanceNotification eq '10000001', 200",
    "MaintObjectFreeDefinedAttrib eq 'X', 200",
    "MaintOrdProcessPhaseCode eq '05', 200",
    "SystemStatusText eq 'CRTD', 400",
    "UserStatusText eq 'X', 400"
  })
  void theTextOfAStatusCannotBeFilteredBy(String filter, int status) throws IOException {
    create();
    assertThat(client.get(SET + "?$filter=" + Client.encode(filter)).status()).isEqualTo(status);
  }

  @Test
  void whatChangedIsFoundByTime() throws IOException {
    create();
    clock.leap(Duration.ofMinutes(1));
    String since = clock.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
    String filter =
        Client.encode("LastChangeDateTime ge datetimeoffset'" + since + "'")
            + "&$orderby=LastChangeDateTime";
    assertThat((List<?>) client.get(SET + "?$filter=" + filter).at("d.results")).isEmpty();
    assertThat(sap.reportOrder(NUMBER, "TECO", Map.of())).isTrue();
    assertThat((List<?>) client.get(SET + "?$filter=" + filter).at("d.results")).hasSize(1);
  }

  @Test
  void theTokenOfAnotherServiceDoesNotCount() throws IOException {
    Answer answer =
        client.plain.send(
            "POST",
            SET,
            BodyPublishers.ofString(Json.write(order())),
            client.token(SapClient.ROOT));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("x-csrf-token")).isEqualTo("Required");
    assertThat(sap.orders()).isEmpty();
  }

  @Test
  void aSilentAnswerKeepsNothing() throws IOException {
    sap.faults().add(Fault.next(FaultKind.SILENT_204, 1).on(Operation.CREATE));
    assertThat(create().status()).isEqualTo(204);
    assertThat(sap.orders()).isEmpty();
    create();
    sap.faults().add(Fault.next(FaultKind.SILENT_200, 1).on(Operation.UPDATE));
    assertThat(write("PATCH", ONE, Json.of("MaintPriority", "1")).status()).isEqualTo(204);
    assertThat(sap.orders().get(0).fields()).containsEntry("MaintPriority", "3");
  }

  @Test
  void anOrderOutlivesTheDouble(@TempDir Path folder) throws IOException {
    open(DoubleOptions.free().books(folder));
    client.create(notification());
    create("to_MaintenanceOrderOperation", List.of(Json.of("OperationDescription", "Look")));
    open(DoubleOptions.free().books(folder));
    assertThat(client.get(ONE + "/to_MaintenanceOrderOperation").text()).contains("Look");
    assertThat(client.get(SapClient.one(NOTIFICATION)).at("d.MaintenanceOrder")).isEqualTo(NUMBER);
  }
}
