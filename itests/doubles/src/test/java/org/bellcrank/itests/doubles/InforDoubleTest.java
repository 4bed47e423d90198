package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.itests.doubles.InforClient.HEAD;
import static org.bellcrank.itests.doubles.InforClient.at;
import static org.bellcrank.itests.doubles.InforClient.fault;
import static org.bellcrank.itests.doubles.InforClient.header;
import static org.bellcrank.itests.doubles.InforClient.order;
import static org.bellcrank.itests.doubles.InforClient.reference;
import static org.bellcrank.itests.doubles.InforClient.token;

import java.io.IOException;
import java.nio.file.Path;
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

/** Each quirk of Infor's services for work orders, one test each, over raw HTTP. */
class InforDoubleTest {

  private static final String REFERENCE = "ABCDEFGHIJKLMNOPQRST";
  private static final String PRIORITY = "<PRIORITY><PRIORITYCODE>%s</PRIORITYCODE></PRIORITY>";

  @TempDir Path folder;
  private final LeapClock clock = new LeapClock();
  private InforDouble infor;
  private InforClient client;

  @BeforeEach
  void start() {
    reopen(DoubleOptions.free());
  }

  private void reopen(DoubleOptions options) {
    stop();
    infor = InforDouble.start(options.clock(clock));
    client = new InforClient(infor);
  }

  @AfterEach
  void stop() {
    if (infor != null) {
      infor.close();
    }
  }

  @Test
  void aNewOrderIsAnsweredWithItsNumberAloneWhichIsTheServers() throws IOException {
    Answer answer = client.add(order("").replace("<JOBNUM/>", "<JOBNUM>77</JOBNUM>"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(at(answer, "ResultData/JOBNUM")).isEqualTo("10001");
    assertThat(answer.text()).doesNotContain("DESCRIPTION");
    assertThat(at(client.get("10001"), "ResultData/WorkOrder/WORKORDERID/DESCRIPTION"))
        .isEqualTo("Belt tear");
  }

  @Test
  void twoIdenticalCallsMakeTwoOrders() throws IOException {
    client.added(reference(REFERENCE));
    client.added(reference(REFERENCE));
    assertThat(infor.books().duplicates()).containsEntry(REFERENCE, List.of("10001", "10002"));
  }

  /** Without a token, with another password, without its tenant, with the standard's namespace. */
  @Test
  void whoIsNotKnownIsAnsweredWithAFaultAnd500() throws IOException {
    String rest = HEAD.substring(token().length());
    for (String head :
        List.of(
            rest,
            HEAD.replace("lyon-infor-gateway", "wrong"),
            HEAD.replace("GATEWAY@PLANT", "GATEWAY"),
            HEAD.replace(
                "http://schemas.xmlsoap.org/ws/2002/04/secext",
                "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"))) {
      fault(client.send(head, "<x/>"), "Server.Unauthenticated", "not valid");
    }
  }

  @Test
  void anExpiredKeyIsAStranger() throws IOException {
    infor.expireKey();
    fault(client.add(order("")), "Server.Unauthenticated", "not valid");
    infor.renewKey();
    assertThat(client.added("")).isEqualTo("10001");
  }

  @Test
  void theOrganizationAndTheTenantOfTheHeadHaveToExist() throws IOException {
    fault(client.send(token(), "<x/>"), "Server.userException", "Organization  is not known");
    fault(
        client.send(token() + header("Organization", "PARIS"), "<x/>"),
        "Server.userException",
        "Organization PARIS is not known");
    fault(
        client.send(HEAD + header("Tenant", "OTHER"), "<x/>"),
        "Server.userException",
        "Tenant OTHER is not known");
  }

  @Test
  void aCallThatDoesNotEndItsSessionLeavesOne() throws IOException {
    reopen(DoubleOptions.free().setting("sessions.most", "2"));
    client.added("");
    assertThat(infor.leftSessions()).isZero();
    String staying = token() + header("Organization", "*");
    client.send(staying, "<x/>");
    client.send(staying, "<x/>");
    assertThat(infor.leftSessions()).isEqualTo(2);
    fault(client.add(order("")), "Server.userException", "2 sessions already");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<COLOUR>red</COLOUR>",
        "<PRIORITY><PRIORITYCODE>12345</PRIORITYCODE></PRIORITY>",
        "<PRIORITY>2</PRIORITY>",
        "<REQUESTEDBY><PERSONCODE>GATEWAY</PERSONCODE></REQUESTEDBY><PRIORITY><PRIORITYCODE>2</PRIORITYCODE></PRIORITY>",
        "<REPORTED qualifier=\"OTHER\">2026-11-22T08:00:00Z</REPORTED>",
        "<REPORTED qualifier=\"OTHER\"><MONTH xmlns=\"http://www.openapplications.org/oagis_fields\">1</MONTH></REPORTED>",
        "<w:UserDefinedFields><UDFCHAR99>x</UDFCHAR99></w:UserDefinedFields>"
      })
  void whatIsNotAsDescribedIsRefused(String more) throws IOException {
    fault(client.add(order(more)), "Client", "not as described");
    assertThat(infor.books().orders()).isEmpty();
  }

  @Test
  void aDescriptionOfMoreThanEightyLettersIsRefused() throws IOException {
    assertThat(client.add(order("LY-PRESS-1", "x".repeat(80), "")).status()).isEqualTo(200);
    fault(client.add(order("LY-PRESS-1", "x".repeat(81), "")), "Client", "maxLength");
  }

  @Test
  void anEquipmentThatDoesNotExistIsRefusedWithItsField() throws IOException {
    Answer answer = client.add(order("NO-SUCH", "Belt tear", ""));
    fault(answer, "Server.userException", "EQUIPMENTID NO-SUCH does not exist.");
    assertThat(at(answer, "detail/ExceptionInfo/Exception/Location"))
        .isEqualTo("EQUIPMENTID/EQUIPMENTCODE");
  }

  @ParameterizedTest
  @CsvSource({
    "STATUSCODE>R,STATUSCODE>X",
    "TYPECODE>BRKD,TYPECODE>NONE",
    "DEPARTMENTCODE>*,DEPARTMENTCODE>NO"
  })
  void codesAreTheCustomersAndNoOthersAreTaken(String code, String other) throws IOException {
    fault(
        client.add(order("").replace(code + "<", other + "<")),
        "Server.userException",
        "does not exist");
    fault(client.add(order(PRIORITY.formatted("9"))), "Server.userException", "PRIORITY 9");
  }

  @Test
  void anInstallParameterLetsTheServersDefaultsWin() throws IOException {
    reopen(DoubleOptions.free().setting("defaults.win", "PRIORITY/PRIORITYCODE:4"));
    String number = client.added(PRIORITY.formatted("1"));
    assertThat(client.shown(number)).contains("<PRIORITYCODE>4</PRIORITYCODE>");
  }

  /** Parts of a time, the server's own, though UTC stands beside them. */
  @Test
  void timesAreStructuresInTheServersOwnTime() throws IOException {
    String shown = client.shown(client.added(""));
    assertThat(shown)
        .containsPattern("<CREATEDDATE [^>]*qualifier=\"OTHER\"><YEAR [^>]*>2026</YEAR>")
        .containsPattern("<HOUR [^>]*>9</HOUR>")
        .containsPattern("<TIMEZONE [^>]*>UTC</TIMEZONE>");
  }

  @Test
  void aSyncEmptiesWhatItLeavesOut() throws IOException {
    String number = client.added(PRIORITY.formatted("2") + reference(REFERENCE));
    String less =
        order("")
            .replace("<JOBNUM/>", "<JOBNUM>" + number + "</JOBNUM>")
            .replace("<w:WorkOrder ", "<w:WorkOrder recordid=\"1\" ");
    assertThat(client.sync(less).status()).isEqualTo(200);
    assertThat(client.shown(number)).doesNotContain("PRIORITY", "UDFCHAR30");
    assertThat(infor.books().byReference(REFERENCE)).isEmpty();
  }

  @Test
  void anOrderThatIsSentBackAsItWasReadKeepsEverything() throws IOException {
    String number = client.added(PRIORITY.formatted("2") + reference(REFERENCE));
    Map<String, Object> before = infor.books().orders().get(0).fields();
    assertThat(client.sync(client.shown(number)).status()).isEqualTo(200);
    Map<String, Object> after = infor.books().orders().get(0).fields();
    assertThat(after).containsEntry("recordid", 2);
    assertThat(before)
        .allSatisfy(
            (path, value) -> {
              if (!path.equals("recordid") && !path.equals("STATUS/DESCRIPTION")) {
                assertThat(after).containsEntry(path, value);
              }
            });
  }

  @Test
  void aSyncWithAnOldCounterIsRefused() throws IOException {
    String number = client.added("");
    String shown = client.shown(number);
    client.sync(shown);
    fault(client.sync(shown), "Server.userException", "changed by another user");
    fault(
        client.sync(client.shown(number).replaceAll(" recordid=\"\\d+\"", "")),
        "Server.userException",
        "changed by another user");
  }

  @Test
  void aFrozenFieldIsAnsweredAndStays() throws IOException {
    reopen(DoubleOptions.free().setting("fields.frozen", "PRIORITY"));
    String number = client.added(PRIORITY.formatted("4"));
    String changed = client.shown(number).replace("PRIORITYCODE>4", "PRIORITYCODE>1");
    assertThat(client.sync(changed).status()).isEqualTo(200);
    assertThat(client.shown(number)).contains("<PRIORITYCODE>4</PRIORITYCODE>");
  }

  @Test
  void commentsAreACallOfTheirOwnAndStandInNoOrder() throws IOException {
    String number = client.added("");
    assertThat(
            at(
                client.comment("EVNT", number, "seen &lt;twice>"),
                "ResultData/ENTITYCOMMENTID/LINENUM"))
        .isEqualTo("10");
    client.comment("EVNT", number, "again");
    assertThat(client.shown(number)).doesNotContain("seen");
    assertThat(client.comments(number).text())
        .contains("<COMMENTTEXT>seen &lt;twice&gt;</COMMENTTEXT>")
        .contains("<COMMENTTEXT>again</COMMENTTEXT>");
    client.sync(client.shown(number));
    assertThat(client.comments(number).text()).contains("again");
    fault(client.comment("OBJ", number, "x"), "Server.userException", "entity OBJ");
    fault(client.comment("EVNT", "99", "x"), "Server.userException", "Work order 99");
  }

  @Test
  void aDocumentIsANameOfAFileThatIsThenPutToAnOrder() throws IOException {
    String number = client.added("");
    assertThat(at(client.document("BC-1", "F"), "ResultData/DOCUMENTID/DOCUMENTCODE"))
        .isEqualTo("BC-1");
    assertThat(infor.books().orders().get(0).attachments()).isEmpty();
    assertThat(client.associate("BC-1", "EVNT", number).status()).isEqualTo(200);
    assertThat(infor.books().orders().get(0).attachments())
        .extracting(BookedAttachment::name)
        .containsExactly("https://gateway/p/1");
  }

  @Test
  void aCodeOfADocumentIsGivenOnce() throws IOException {
    String number = client.added("");
    client.document("BC-1", "F");
    fault(client.document("BC-1", "F"), "Server.userException", "already exists");
    fault(client.document("BC-2", "X"), "Server.userException", "Type X");
    client.associate("BC-1", "EVNT", number);
    fault(client.associate("BC-1", "EVNT", number), "Server.userException", "already exists");
    fault(client.associate("BC-9", "EVNT", number), "Server.userException", "BC-9 does not exist");
    fault(client.associate("BC-1", "OBJ", number), "Server.userException", "Entity OBJ");
  }

  @Test
  void aGridTellsItsColumnsByNumberAndTheirNamesInItsHeadAlone() throws IOException {
    client.added(reference(REFERENCE));
    client.added(reference("TSRQPONMLKJIHGFEDCBA"));
    Answer head = client.grid(true, "WSJOBS", "udfchar30", "=", REFERENCE, 5);
    assertThat(head.text())
        .contains("<FIELD aliasnum=\"130\" name=\"udfchar30\"/>")
        .contains("<D n=\"1\">10001</D>")
        .contains("<D n=\"130\">" + REFERENCE + "</D>")
        .doesNotContain("10002");
    Answer data = client.grid(false, "WSJOBS", "udfchar30", "=", REFERENCE, 5);
    assertThat(data.text()).contains("<D n=\"1\">10001</D>").doesNotContain("FIELD ");
  }

  @Test
  void aGridSaysWithASignWhetherThereIsMore() throws IOException {
    client.added("");
    client.added("");
    assertThat(client.grid(true, "WSJOBS", "description", "BEGINS", "Belt", 1).text())
        .contains("MORERECORDPRESENT=\"+\"")
        .contains("RECORDS=\"1\"");
    assertThat(client.grid(true, "WSJOBS", "description", "CONTAINS", "tear", 9).text())
        .contains("MORERECORDPRESENT=\"-\"");
  }

  /** Whether the product refuses or passes over it nobody outside knows. */
  @Test
  void aColumnOrGridThatIsNotThereIsRefused() throws IOException {
    client.added("");
    fault(
        client.grid(true, "WSJOBS", "udfchar29", "=", "x", 5),
        "Server.userException",
        "no column udfchar29");
    fault(client.grid(true, "NONE", "a", "=", "x", 5), "Server.userException", "Grid NONE");
    fault(
        client.grid(true, "WSJOBS", "description", "NEAR", "x", 5),
        "Server.userException",
        "Operator NEAR");
  }

  @Test
  void aFilterByAColumnThatIsNotShownMayBePassedOver() throws IOException {
    reopen(
        DoubleOptions.free().setting("grid.hidden", "udfchar30").setting("filter.unknown", "pass"));
    client.added(reference(REFERENCE));
    assertThat(client.grid(true, "WSJOBS", "udfchar30", "=", "x", 5).text())
        .contains("<D n=\"1\">10001</D>")
        .doesNotContain("udfchar30");
  }

  @Test
  void aGridOfTheSiteListsDocumentsByWhatTheyBelongTo() throws IOException {
    String number = client.added("");
    client.document("BC-1", "F");
    client.associate("BC-1", "EVNT", number);
    assertThat(client.grid(true, "BCDOCS", "code", "=", number, 5).text())
        .contains("<D n=\"1\">BC-1</D><D n=\"2\">EVNT</D>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "<a/>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><x>&e;</x></e:Body></e:Envelope>",
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body/></e:Envelope>"
      })
  void whatIsNoEnvelopeOrHasADocumentTypeIsNotRead(String text) throws IOException {
    Answer answer = client.raw(text);
    assertThat(answer.status()).isEqualTo(500);
    assertThat(at(answer, "faultcode")).isIn("soapenv:Client", "soapenv:VersionMismatch");
  }

  @Test
  void otherTypesMethodsAndFunctionsAreRefused() throws IOException {
    Client http = client.http();
    assertThat(http.get(InforClient.PATH).status()).isEqualTo(415);
    assertThat(
            http.bytes(
                    InforClient.PATH, InforClient.bytes("{}"), "Content-Type", "application/json")
                .status())
        .isEqualTo(415);
    fault(client.call("MP9999_Other_001", "MP9999_001", ""), "Client", "not as described");
    fault(client.get("99"), "Server.userException", "Work order 99 does not exist");
  }

  @Test
  void aPersonsStatusCountsUpTheCounterAndShows() throws IOException {
    String number = client.added("");
    assertThat(infor.setStatus(number, "C")).isTrue();
    assertThat(infor.setStatus(number, "X")).isFalse();
    assertThat(infor.setStatus("99", "C")).isFalse();
    assertThat(client.shown(number))
        .contains("recordid=\"2\"")
        .contains("is_completed=\"true\"")
        .contains("<STATUSCODE>C</STATUSCODE>");
  }

  @Test
  void booksOutliveTheDouble() throws IOException {
    reopen(DoubleOptions.free().books(folder));
    client.document("BC-1", "F");
    client.associate("BC-1", "EVNT", client.added(reference(REFERENCE)));
    reopen(DoubleOptions.free().books(folder));
    assertThat(infor.books().byReference(REFERENCE).get(0).attachments()).hasSize(1);
    assertThat(client.added("")).isEqualTo("10002");
  }

  @Test
  void theScreenShowsOrdersCommentsAndDocuments() throws IOException {
    String number = client.added("");
    client.comment("EVNT", number, "seen &amp; heard");
    Client browser = new Client(infor.uri());
    assertThat(browser.get("/").text()).contains("<h2>Work orders</h2>", number, "LY-PRESS-1");
    assertThat(browser.get("/orders/" + number).text()).contains("seen &amp; heard");
    assertThat(browser.get("/web/base/logindisp?tenant=PLANT&workordernum=" + number).text())
        .contains("Belt tear");
    assertThat(browser.get("/orders/99").status()).isEqualTo(404);
  }
}
