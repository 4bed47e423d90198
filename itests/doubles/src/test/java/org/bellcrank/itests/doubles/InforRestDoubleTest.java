package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each quirk of Infor's REST services for work orders, one test each, over raw HTTP. */
class InforRestDoubleTest {

  private static final String ROOT = "/axis/restservices/";
  private static final String ORDERS = ROOT + "workorders";
  private static final String REFERENCE = "ABCDEFGHIJKLMNOPQRST";

  private final LeapClock clock = new LeapClock();
  private InforDouble infor;
  private Client client;

  @BeforeEach
  void start() {
    reopen(DoubleOptions.free());
  }

  private void reopen(DoubleOptions options) {
    stop();
    infor = InforDouble.start(options.clock(clock));
    client = client("X-API-Key", "lyon-infor-key");
  }

  private Client client(String name, String value) {
    return new Client(
        infor.uri(),
        name,
        value,
        "tenant",
        "PLANT",
        "organization",
        "LYON",
        "Content-Type",
        "application/json");
  }

  @AfterEach
  void stop() {
    if (infor != null) {
      infor.close();
    }
  }

  /** An order, with more fields at its top. */
  private static Map<String, Object> order(Object... more) {
    Map<String, Object> home = Json.of("ORGANIZATIONCODE", "LYON");
    Map<String, Object> order =
        Json.of(
            "WORKORDERID",
            Json.of(
                "JOBNUM",
                "0",
                "auto_generated",
                true,
                "ORGANIZATIONID",
                home,
                "DESCRIPTION",
                "Belt tear"),
            "STATUS",
            Json.of("STATUSCODE", "R"),
            "EQUIPMENTID",
            Json.of("EQUIPMENTCODE", "LY-PRESS-1", "ORGANIZATIONID", home),
            "TYPE",
            Json.of("TYPECODE", "BRKD"),
            "UserDefinedFields",
            Json.of("UDFCHAR30", REFERENCE));
    order.putAll(Json.of(more));
    return order;
  }

  private String added(Object... more) throws IOException {
    return (String) client.post(ORDERS, order(more)).at("Result.ResultData.JOBNUM");
  }

  private Answer get(String number) throws IOException {
    return client.get(ORDERS + "/" + number + "%23LYON");
  }

  private Answer grid(String alias, String value, int from, int rows) throws IOException {
    return client.post(
        ROOT + "grids",
        Json.of(
            "GRID",
            Json.of(
                "GRID_NAME",
                "WSJOBS",
                "NUMBER_OF_ROWS_FIRST_RETURNED",
                rows,
                "CURSOR_POSITION",
                from),
            "MULTIADDON_FILTERS",
            Json.of(
                "MADDON_FILTER",
                List.of(Json.of("ALIAS_NAME", alias, "OPERATOR", "=", "VALUE", value)))));
  }

  @Test
  void whateverNumberIsSentTheServerGivesItsOwnAndAnswersNothingElse() throws IOException {
    Answer answer = client.post(ORDERS, order());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("Result.ResultData")).isEqualTo(Map.of("JOBNUM", "10001"));
  }

  @Test
  void anOrderIsReadByItsNumberAndItsOrganisationWithANumberSignBetween() throws IOException {
    added();
    assertThat(get("10001").at("Result.ResultData.WorkOrder.UserDefinedFields.UDFCHAR30"))
        .isEqualTo(REFERENCE);
    assertThat(client.get(ORDERS + "/10001").text()).contains("does not exist");
  }

  @Test
  void theSameOrderTwiceIsMadeTwice() throws IOException {
    added();
    added();
    assertThat(infor.books().duplicates()).containsKey(REFERENCE);
  }

  @Test
  void aKeyOpensBothInterfacesAndNameAndPasswordTheRestServicesAlone() throws IOException {
    Client basic = client("Authorization", "Basic R0FURVdBWTpseW9uLWluZm9yLWdhdGV3YXk=");
    assertThat(basic.post(ORDERS, order()).status()).isEqualTo(200);
    assertThat(client("X-API-Key", "guess").post(ORDERS, order()).status()).isEqualTo(401);
    InforClient soap = new InforClient(infor);
    String head = InforClient.header("Organization", "LYON");
    assertThat(soap.send(head, "<x/>").text()).contains("Server.Unauthenticated");
    Answer withKey =
        client.send(
            "POST",
            InforClient.PATH,
            java.net.http.HttpRequest.BodyPublishers.ofString(
                "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Header>"
                    + head
                    + "</e:Header><e:Body><x/></e:Body></e:Envelope>"),
            "Content-Type",
            "text/xml");
    assertThat(withKey.text()).contains("Fault").doesNotContain("Unauthenticated");
  }

  @Test
  void tenantAndOrganisationAreHeadersAndHaveToExist() throws IOException {
    assertThat(client.post(ORDERS, order(), "tenant", "OTHER").text())
        .contains("tenant OTHER is not known");
    assertThat(client.post(ORDERS, order(), "organization", "PARIS").text())
        .contains("organization PARIS is not known");
    assertThat(client.post(ORDERS, order(), "organization", "*").status()).isEqualTo(200);
  }

  @Test
  void aRefusalIsAnAlertUnderAnErrorOrUnder200() throws IOException {
    Object wrong = Json.of("PRIORITYCODE", "9");
    Answer refused = client.post(ORDERS, order("PRIORITY", wrong));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("ErrorAlert.0.Message")).isEqualTo("PRIORITY 9 does not exist.");
    assertThat(refused.json()).containsEntry("Result", null);
    reopen(DoubleOptions.free().setting("rest.refused", "200"));
    assertThat(client.post(ORDERS, order("PRIORITY", wrong)).status()).isEqualTo(200);
    assertThat(infor.books().orders()).isEmpty();
  }

  @Test
  void aQuestionBackMeansThatNothingWasDone() throws IOException {
    reopen(DoubleOptions.free().setting("rest.asks", "STATUS/STATUSCODE"));
    Answer asked = client.post(ORDERS, order());
    assertThat(asked.status()).isEqualTo(200);
    assertThat((String) asked.at("ConfirmationAlert.Message")).contains("really meant?");
    assertThat(infor.books().orders()).isEmpty();
  }

  /** 2026-01-02 in milliseconds; a plain 2026 is two seconds behind the beginning of 1970. */
  @Test
  void theYearOfADateIsAMomentInIt() throws IOException {
    Map<String, Object> date =
        Json.of("YEAR", 1767312000000L, "MONTH", 11, "DAY", 23, "HOUR", 7, "MINUTE", 30);
    String number = added("REQUESTEDEND", date);
    assertThat(get(number).at("Result.ResultData.WorkOrder.REQUESTEDEND.YEAR"))
        .isEqualTo(1767312000000L);
    assertThat(get(number).at("Result.ResultData.WorkOrder.REQUESTEDEND.HOUR")).isEqualTo(7);
    date.put("YEAR", 2026);
    number = added("REQUESTEDEND", date);
    assertThat(infor.books().byNumber(number).orElseThrow().fields())
        .containsEntry("REQUESTEDEND/YEAR", "1970");
  }

  @Test
  void aChangeEmptiesWhatItLeavesOutAndAnOldCounterIsRefused() throws IOException {
    String number = added("PRIORITY", Json.of("PRIORITYCODE", "2"));
    @SuppressWarnings("unchecked")
    Map<String, Object> shown =
        new LinkedHashMap<>((Map<String, Object>) get(number).at("Result.ResultData.WorkOrder"));
    shown.remove("PRIORITY");
    assertThat(client.put(ORDERS, shown).status()).isEqualTo(200);
    assertThat(infor.books().byNumber(number).orElseThrow().fields())
        .doesNotContainKey("PRIORITY/PRIORITYCODE")
        .containsEntry("UserDefinedFields/UDFCHAR30", REFERENCE);
    assertThat(client.put(ORDERS, shown).text()).contains("changed by another user");
  }

  @Test
  void aRowIsAListOfNamesAndValuesAndColumnsAreAskedForInAnyCase() throws IOException {
    added();
    List<?> fields =
        (List<?>) grid("UDFCHAR30", REFERENCE, 0, 5).at("Result.ResultData.DATARECORD.0.DATAFIELD");
    assertThat(fields)
        .anySatisfy(
            field ->
                assertThat(field)
                    .hasFieldOrPropertyWithValue("FIELDNAME", "udfchar30")
                    .hasFieldOrPropertyWithValue("FIELDVALUE", REFERENCE));
  }

  @Test
  void withoutRowsThereIsNoListEither() throws IOException {
    Answer none = grid("udfchar30", REFERENCE, 0, 5);
    assertThat(none.status()).isEqualTo(200);
    assertThat(none.text()).contains("\"DATARECORD\":null");
  }

  @Test
  void asLongAsANextPositionStandsThereMoreFollows() throws IOException {
    added();
    added();
    assertThat(grid("udfchar30", REFERENCE, 0, 1).at("Result.ResultData.NEXTCURSORPOSITION"))
        .isEqualTo(1);
    assertThat(grid("udfchar30", REFERENCE, 1, 1).at("Result.ResultData.NEXTCURSORPOSITION"))
        .isNull();
    reopen(DoubleOptions.free().setting("rest.grid.end", "0"));
    assertThat(grid("udfchar30", REFERENCE, 0, 1).at("Result.ResultData.NEXTCURSORPOSITION"))
        .isEqualTo(0);
  }

  @Test
  void whatIsTooLongOrNotKnownIsRefused() throws IOException {
    assertThat(client.post(ORDERS, order("COLOUR", "red")).text()).contains("COLOUR is not known");
    Map<String, Object> note = Json.of("UDFNOTE01", "x".repeat(4001));
    assertThat(client.post(ORDERS, order("UserDefinedFields", note)).text())
        .contains("at most 4000");
  }
}
