package org.bellcrank.delivery.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.ForeignOrder;
import org.bellcrank.delivery.Outcome;
import org.bellcrank.workorder.OrderStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a CMMS shows, read by the shipped rules. */
class ForeignRecordTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static ForeignOrder read(String kind, String record, Map<String, Object> instance)
      throws Exception {
    Connector connector =
        ConnectorFolder.read(
            Path.of(System.getProperty("project.root"), "camel-routes").resolve(kind));
    return new ForeignRecord(connector.reading().orElseThrow(), instance)
        .read(Json.read(record).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PLAIN | 2026-03-29T06:00:00+02:00 |",
        "PLAIN | 2026-03-29T04:00:00.000+0000 |",
        "PLAIN | 2026-03-29T06:00:00 |",
        "PLAIN | 2026-03-29 06:00:00 |",
        "PLAIN | 29.03.2026 06:00 | dd.MM.yyyy HH:mm",
        "EPOCH_SECONDS | 1774756800 |",
        "EPOCH_MILLIS | 1774756800000 |",
        "ODATA_OFFSET | /Date(1774756800000+0000)/ |",
        "ODATA_DATETIME | /Date(1774764000000)/ |",
      })
  void aTimeIsReadAsItsVendorWritesIt(Encoding encoding, String text, String pattern) {
    assertThat(encoding.instant(text, pattern == null ? "" : pattern, BERLIN))
        .contains(Instant.parse("2026-03-29T04:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "DATE, 2026-03-29",
    "JULIAN, 126088",
    "ODATA_DATE, /Date(1774742400000)/",
  })
  void aDayBeginsAtMidnightOfItsZone(Encoding encoding, String text) {
    assertThat(encoding.instant(text, "", BERLIN)).contains(Instant.parse("2026-03-28T23:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"PT06H30M00S", "06:30:00", "063000", "06:30", "1899-12-30T06:30"})
  void aTimeOfDayIsReadInItsForms(String text) {
    assertThat(Encoding.timeOfDay(text)).contains(LocalTime.of(6, 30));
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, yesterday",
    "EPOCH_MILLIS, 12:00",
    "ODATA_OFFSET, 2026-03-29",
    "JULIAN, 126400",
  })
  void whatIsNoTimeIsNone(Encoding encoding, String text) {
    assertThat(encoding.instant(text, "", BERLIN)).isEmpty();
  }

  @Test
  void theInternalValueOfAStatusCountsAndThePlantsWordIsKeptAway() throws Exception {
    ForeignOrder own =
        read(
            "maximo",
            "{\"wonum\":\"1201\",\"status\":\"FERTIG\",\"status_maxvalue\":\"COMP\"}",
            Map.of());
    assertThat(own.status()).contains(OrderStatus.CLOSED);
    ForeignOrder older = read("maximo", "{\"wonum\":\"1201\",\"status\":\"INPRG\"}", Map.of());
    assertThat(older.status()).contains(OrderStatus.IN_PROGRESS);
    ForeignOrder unknown = read("maximo", "{\"wonum\":\"1201\",\"status\":\"FERTIG\"}", Map.of());
    assertThat(unknown.status()).isEmpty();
    assertThat(unknown.foreignStatus()).isEqualTo("FERTIG");
  }

  @Test
  void aCodeIsAFalseAlarmOnlyWhereTheInstanceSaysWhichOneIsIt() throws Exception {
    String record = "{\"wonum\":\"1\",\"status\":\"COMP\",\"problemcode\":\"NOFAULT\"}";
    assertThat(read("maximo", record, Map.of()).outcome()).isEmpty();
    assertThat(read("maximo", record, Map.of("instance.noFaultCode", "NOFAULT")).outcome())
        .contains(Outcome.FALSE_ALARM);
  }

  @Test
  void whatListsInListsHoldIsTakenTogetherAndNumbersOfOneUnitAreAddedUp() throws Exception {
    String parts = "\"to_MaintOrderOpComponent\":{\"results\":[{\"Product\":\"%s\"}]}";
    String work = "{\"ActualWorkQuantity\":\"%s\",\"MaintOrdOpWorkDurationUnit\":\"%s\",%s}";
    String operations =
        String.join(
            ",",
            work.formatted("1.25", "H", parts.formatted("NUT")),
            work.formatted("0.5", "H", parts.formatted("")),
            work.formatted("30", "MIN", parts.formatted("GREASE")),
            work.formatted("9", "TAG", parts.formatted("RAG")));
    String order =
        "{\"MaintenanceNotification\":\"1\",\"SystemStatusText\":\"TECO\","
            + "\"to_MaintenanceOrderOperation\":{\"results\":[%s]}}";
    Map<String, Object> told =
        read("sap-s4-order", order.formatted(operations), Map.of()).closure().values();
    assertThat(told)
        .containsEntry("labourHours", 2.25)
        .containsEntry("parts", List.of("NUT", "GREASE", "RAG"));
    assertThat(read("sap-s4-order", order.formatted(""), Map.of()).closure().values())
        .doesNotContainKeys("labourHours", "parts");
    String wrong = order.formatted(work.formatted("much", "H", parts.formatted("NUT")));
    assertThatThrownBy(() -> read("sap-s4-order", wrong, Map.of()))
        .isInstanceOf(ForeignRecord.UnreadableException.class)
        .hasMessageContaining("hours at /ActualWorkQuantity: given \"much\"");
  }

  @ParameterizedTest
  @CsvSource({
    "CRTD NMAT NTUP, APPROVED",
    "REL  NMAT PRC, ASSIGNED",
    "REL  PCNF NMAT, IN_PROGRESS",
    "REL  CNF  NMAT, IN_PROGRESS",
    "TECO CNF  PRC, CLOSED",
    "CLSD CNF, CLOSED",
    "DLFL TECO, CANCELLED"
  })
  void theStatusOfAnOrderOfSapIsItsFirstWords(String words, OrderStatus status) throws Exception {
    String record = "{\"MaintenanceNotification\":\"1\",\"SystemStatusText\":\"%s\"}";
    assertThat(read("sap-s4-order", record.formatted(words), Map.of()).status()).contains(status);
    ForeignOrder german = read("sap-s4-order", record.formatted("FREI NMAT"), Map.of());
    assertThat(german.status()).isEmpty();
    assertThat(german.foreignStatus()).isEqualTo("FREI NMAT");
  }

  @Test
  void aFieldThatIsEmptyThereIsMissingAndNotZero() throws Exception {
    ForeignOrder order =
        read(
            "custom-rest",
            "{\"number\":\"OT-1\",\"status\":\"done\",\"labour_hours\":null,\"remarks\":\"\","
                + "\"downtime_hours\":0,\"parts\":[]}",
            Map.of());
    assertThat(order.closure().values()).containsOnlyKeys("downtimeHours");
    assertThat(order.closure().number("downtimeHours")).hasValue(0);
  }

  @Test
  void whatACmmsShowsWhereThereIsNoTimeIsNone() throws Exception {
    String record =
        "{\"RequestId\":\"MR-1\",\"RequestLifecycleStateId\":\"Finished\","
            + "\"IsRequestActive\":\"No\",\"ActualEnd\":\"%s\"}";
    Map<String, Object> states = Map.of("instance.doneStates", "Finished");
    ForeignOrder without = read("dynamics-365", record.formatted("1900-01-01T00:00:00Z"), states);
    assertThat(without.status()).contains(OrderStatus.CLOSED);
    assertThat(without.closure().has("closedAt")).isFalse();
    ForeignOrder with = read("dynamics-365", record.formatted("2026-03-29T04:00:00Z"), states);
    assertThat(with.closure().instant("closedAt")).contains(Instant.parse("2026-03-29T04:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "New, Yes, '', open, APPROVED",
    "New, Yes, WO-1, planned, ASSIGNED",
    "Work, Yes, WO-1, working, IN_PROGRESS",
    "Fin, No, WO-1, done, CLOSED",
    "Rejected, No, '', cancelled, CANCELLED",
    "Finished, No, WO-1, over: Finished,",
    "in, Yes, '', open, APPROVED",
  })
  void aStateMeansWhatTheInstanceSaysAndElseWhetherItIsActive(
      String state, String active, String workOrder, String word, OrderStatus status)
      throws Exception {
    String record =
        "{\"RequestId\":\"MR-1\",\"RequestLifecycleStateId\":\"%s\",\"IsRequestActive\":\"%s\","
            + "\"WorkOrderId\":\"%s\"}";
    Map<String, Object> states =
        Map.of(
            "instance.doneStates", "Fin,Done",
            "instance.workingStates", "Work",
            "instance.cancelledStates", "Canceled,Rejected");
    ForeignOrder read = read("dynamics-365", record.formatted(state, active, workOrder), states);
    assertThat(read.foreignStatus()).isEqualTo(word);
    assertThat(read.status()).isEqualTo(Optional.ofNullable(status));
  }

  @ParameterizedTest
  @CsvSource({
    "42, open, APPROVED",
    "41, open, APPROVED",
    "43, working, IN_PROGRESS",
    "44, closed, CLOSED",
    "46, closed, CLOSED",
    "45, cancelled, CANCELLED",
    "4, 4,",
    "47, 47,",
  })
  void anIdOfATenantsStatusMeansWhatTheInstanceSays(String id, String word, OrderStatus status)
      throws Exception {
    Map<String, Object> tenant =
        Map.of(
            "instance.status", "42",
            "instance.openStatuses", "41",
            "instance.workingStatuses", "43",
            "instance.closedStatuses", "44,46",
            "instance.cancelledStatuses", "45");
    ForeignOrder read =
        read("fiix", "{\"strCode\":\"1001\",\"intWorkOrderStatusID\":%s}".formatted(id), tenant);
    assertThat(read.foreignStatus()).isEqualTo(word);
    assertThat(read.status()).isEqualTo(Optional.ofNullable(status));
  }

  @ParameterizedTest
  @CsvSource({
    "A FALSE ALARM it was, FALSE_ALARM",
    "Defect confirmed, CONFIRMED",
    "Greased,",
  })
  void aWordInTheNotesTellsTheOutcomeWhereThePlantAgreedOnOne(String notes, Outcome outcome)
      throws Exception {
    String record =
        "{\"strCode\":\"1001\",\"intWorkOrderStatusID\":44,\"strCompletionNotes\":\"%s\"}";
    Map<String, Object> words =
        Map.of(
            "instance.status", "42",
            "instance.falseAlarmWord", "false alarm",
            "instance.confirmedWord", "Confirmed");
    assertThat(read("fiix", record.formatted(notes), words).outcome())
        .isEqualTo(Optional.ofNullable(outcome));
    assertThat(read("fiix", record.formatted(notes), Map.of("instance.status", "42")).outcome())
        .isEmpty();
  }

  @Test
  void anIdStandsWhereItsNameIsNotShown() throws Exception {
    String record =
        "{\"strCode\":\"1001\",\"intWorkOrderStatusID\":44,\"intCompletedByUserID\":72,"
            + "\"intRCAProblemID\":91,\"dv_intRCAProblemID\":\"Pitting\"}";
    ForeignOrder read = read("fiix", record, Map.of("instance.closedStatuses", "44"));
    assertThat(read.closure().text("technician")).contains("72");
    assertThat(read.closure().text("failureMode")).contains("Pitting");
    assertThat(read.closure().text("outcomeCode")).contains("91");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"status\":\"done\"} | a record without key and reference",
        "{\"number\":\"OT-1\"} | OT-1: no status",
        "{\"number\":\"OT-1\",\"status\":\"done\",\"closed_at\":\"soon\"} | closed at /closed_at: given \"soon\"; allowed: a value of type instant as plain",
        "{\"number\":\"OT-1\",\"status\":\"done\",\"cost\":\"much\"} | cost at /cost: given \"much\"; allowed: a value of type number",
      })
  void whatCannotBeReadIsNamed(String record, String words) {
    assertThatThrownBy(() -> read("custom-rest", record, Map.of()))
        .isInstanceOf(ForeignRecord.UnreadableException.class)
        .hasMessage(words);
  }
}
