package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches: conditions with question marks, read as strictly as they are known. */
class FiixQueryTest {

  private final LeapClock clock = new LeapClock();
  private FiixDouble fiix;
  private FiixClient client;

  @BeforeEach
  void start() throws IOException {
    fiix = FiixDouble.start(DoubleOptions.free().clock(clock));
    client = new FiixClient(fiix, clock);
    client.create("strAdminNotes", "AAAAAAAAAAAAAAAAAAAA", "intPriorityID", 51);
    client.create("strAdminNotes", "BBBBBBBBBBBBBBBBBBBB", "intPriorityID", 52);
    client.create("strAdminNotes", "CCCCCCCCCCCCCCCCCCCC", "intPriorityID", 52);
  }

  @AfterEach
  void stop() {
    fiix.close();
  }

  private List<Object> codes(String ql, Object... parameters) throws IOException {
    return codes(client.find("WorkOrder", "strCode", ql, parameters));
  }

  private static List<Object> codes(Answer answer) {
    List<Object> codes = new ArrayList<>();
    for (Object each : (List<?>) answer.at("objects")) {
      codes.add(((Map<?, ?>) each).get("strCode"));
    }
    return codes;
  }

  @Test
  void conditionsAreJoinedByAnd() throws IOException {
    assertThat(codes("strAdminNotes = ?", "BBBBBBBBBBBBBBBBBBBB")).containsExactly("1002");
    assertThat(codes("intPriorityID=?", 52)).containsExactly("1002", "1003");
    assertThat(codes("intPriorityID = ? and strCode = ?", 52, "1003")).containsExactly("1003");
    assertThat(codes("id > ? AND intPriorityID = ?", 700001, 52)).hasSize(2);
    assertThat(codes("strAdminNotes = ?", "BBBB")).isEmpty();
  }

  @Test
  void severalFiltersHaveToHoldAllOfThem() throws IOException {
    Map<String, Object> body = FiixClient.finding("WorkOrder", "strCode", "intPriorityID = ?", 52);
    body.put(
        "filters",
        List.of(
            Json.of("ql", "intPriorityID = ?", "parameters", List.of(52)),
            Json.of("ql", "strCode = ?", "parameters", List.of("1002"))));
    assertThat(codes(client.send(body))).containsExactly("1002");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "strAdminNotes LIKE ?",
        "strAdminNotes = ? OR strCode = ?",
        "strAdminNotes = 'AAAA'",
        "strAdminNotes <> ?",
        "= ?",
        "strAdminNotes = ?;",
        ""
      })
  void whatIsNotKnownToBeReadIsRefused(String ql) throws IOException {
    Answer answer = client.find("WorkOrder", "strCode", ql, "AAAA");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("error.leg")).isEqualTo("SERVER_REQUEST_PROCESS");
    assertThat(answer.at("error.message").toString()).contains("ql");
  }

  @Test
  void thereAreAsManyParametersAsQuestionMarks() throws IOException {
    for (Object[] parameters : new Object[][] {{}, {52, 53}}) {
      assertThat(
              client.find("WorkOrder", "id", "intPriorityID = ?", parameters).at("error.message"))
          .asString()
          .contains("1 conditions and " + parameters.length + " parameters");
    }
  }

  @Test
  void aParameterIsOfItsFieldsType() throws IOException {
    assertThat(client.find("WorkOrder", "id", "intPriorityID = ?", "52").at("error.message"))
        .asString()
        .contains("intPriorityID takes a id");
  }

  @Test
  void aSearchGivesAPageAndCountsAll() throws IOException {
    Map<String, Object> body =
        Json.of(
            "_maCn",
            "FindRequest",
            "className",
            "WorkOrder",
            "fields",
            "strCode",
            "startIndex",
            1,
            "maxObjects",
            1);
    Answer answer = client.send(body);
    assertThat(codes(answer)).containsExactly("1002");
    assertThat(answer.at("totalObjects")).isEqualTo(3);
    assertThat(answer.at("objects.0.className")).isEqualTo("WorkOrder");
  }

  @Test
  void withoutAListOfFieldsOnlyTheIdIsShown() throws IOException {
    Answer answer = client.send(Json.of("_maCn", "FindRequest", "className", "WorkOrder"));
    assertThat(Json.object((Map<?, ?>) answer.at("objects.0"))).containsOnlyKeys("className", "id");
  }

  @Test
  void aNameStandsBesideAnIdWhereItIsAskedForWithItsPrefix() throws IOException {
    Answer answer =
        client.find(
            "WorkOrder", "strCode, dv_intPriorityID, dv_intRCACauseID", "strCode = ?", "1002");
    assertThat(answer.at("objects.0.dv_intPriorityID")).isEqualTo("High");
    assertThat(answer.at("objects.0.dv_intRCACauseID")).isNull();
    assertThat(client.find("WorkOrder", "dv_strCode", "id > ?", 1).at("error.message"))
        .asString()
        .contains("no field 'dv_strCode'");
    assertThat(client.find("WorkOrder", "id", "dv_intPriorityID = ?", "High").at("error.message"))
        .asString()
        .contains("no field 'dv_intPriorityID'");
  }

  @Test
  void changesAreFoundAfterATimeInMillisecondsAndInTheirOrder() throws IOException {
    clock.leap(Duration.ofSeconds(1));
    long since = clock.millis();
    clock.leap(Duration.ofMillis(1));
    assertThat(fiix.report("1003", "Work In Progress", Map.of())).isTrue();
    clock.leap(Duration.ofMillis(1));
    assertThat(fiix.report("1001", "Closed, Completed", Map.of("intCompletedByUserID", 72L)))
        .isTrue();
    assertThat(changed(since)).containsExactly("1003", "1001");
    assertThat(changed(since + 1)).containsExactly("1001");
    assertThat(changed(since + 2)).isEmpty();
    Answer done =
        client.find(
            "WorkOrder",
            "intWorkOrderStatusID, dv_intCompletedByUserID",
            "dtmDateLastModified > ?",
            since + 1);
    assertThat(done.at("objects.0.intWorkOrderStatusID")).isEqualTo(44);
    assertThat(done.at("objects.0.dv_intCompletedByUserID")).isEqualTo("Ana Lopez");
  }

  private List<Object> changed(long since) throws IOException {
    Map<String, Object> body =
        FiixClient.finding("WorkOrder", "strCode", "dtmDateLastModified > ?", since);
    body.put("orderBy", "dtmDateLastModified");
    return codes(client.send(body));
  }

  @Test
  void aTimeThatIsNoNumberOfMillisecondsIsRefused() throws IOException {
    Answer answer = client.find("WorkOrder", "id", "dtmDateLastModified > ?", "2026-03-29");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("error.message")).asString().contains("takes a date");
  }

  @Test
  void anOrderCanBeAskedForTheOtherWayRoundAndOfWhatIsNoFieldNot() throws IOException {
    Map<String, Object> body = FiixClient.finding("WorkOrder", "strCode", "id > ?", 1);
    body.put("orderBy", "strCode DESC");
    assertThat(codes(client.send(body))).containsExactly("1003", "1002", "1001");
    body.put("orderBy", "strTitle");
    assertThat(client.send(body).at("error.message")).asString().contains("strTitle");
    body.put("orderBy", "strCode; DROP");
    assertThat(client.send(body).at("error.message")).asString().contains("orderBy");
  }

  @Test
  void statusesSayWhetherAnOrderIsOverThere() throws IOException {
    Answer over = client.find("WorkOrderStatus", "id, strName", "intControlID = ?", 102);
    assertThat(over.at("totalObjects")).isEqualTo(2);
    assertThat(over.at("objects.0.strName")).isEqualTo("Closed, Completed");
  }
}
