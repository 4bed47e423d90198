package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each quirk of the integration framework, one test each. */
class MaximoMifDoubleTest {

  private static final String MXWO = "/meaweb/os/MXWO";
  private static final String MXWODOC = "/meaweb/os/MXWODOC";
  private static final String SIGNED =
      Base64.getEncoder().encodeToString("MXINTADM:bedford".getBytes(StandardCharsets.UTF_8));
  private static final String ORDER =
      "<SITEID>BEDFORD</SITEID><DESCRIPTION>Pit [ABCDEFGHIJKLMNOPQRST]</DESCRIPTION>"
          + "<ASSETNUM>11430</ASSETNUM>";

  private MaximoMifDouble maximo;
  private Client client;

  @BeforeEach
  void start() {
    start(DoubleOptions.free());
  }

  private void start(DoubleOptions options) {
    maximo = MaximoMifDouble.start(options);
    client = new Client(maximo.uri(), "MAXAUTH", SIGNED, "Content-Type", "application/xml");
  }

  private void restart(String setting, String value) {
    maximo.close();
    start(DoubleOptions.free().setting(setting, value));
  }

  @AfterEach
  void stop() {
    maximo.close();
  }

  private Answer send(String path, String operation, String attributes, String content)
      throws IOException {
    return send(path, operation, attributes, content, "");
  }

  private Answer send(
      String path, String operation, String attributes, String content, String orderby)
      throws IOException {
    String structure = path.substring(path.lastIndexOf('/') + 1);
    String holder = structure + ("Query".equals(operation) ? "Query" : "Set");
    String xml =
        "<max:%s%s xmlns:max='http://www.ibm.com/maximo' %s><max:%s%s>%s</max:%s></max:%s%s>"
            .formatted(
                operation,
                structure,
                attributes,
                holder,
                orderby.isEmpty() ? "" : " orderby='" + orderby + "'",
                content.replace("</", "</max:").replaceAll("<(?!/)", "<max:"),
                holder,
                operation,
                structure);
    return client.bytes(path, xml.getBytes(StandardCharsets.UTF_8));
  }

  private Answer create(String content) throws IOException {
    return send(MXWO, "Create", "", "<WORKORDER>" + content + "</WORKORDER>");
  }

  private Answer update(String content) throws IOException {
    return send(MXWO, "Update", "", "<WORKORDER action='Change'>" + content + "</WORKORDER>");
  }

  private Answer query(String attributes, String content) throws IOException {
    return send(MXWO, "Query", attributes, "<WORKORDER>" + content + "</WORKORDER>");
  }

  private static String key(String number) {
    return "<SITEID>BEDFORD</SITEID><WONUM>" + number + "</WONUM>";
  }

  private static String file(String more) {
    return "<DOCLINKS action='Add'><DOCTYPE>Attachments</DOCTYPE><URLTYPE>FILE</URLTYPE>"
        + "<URLNAME>a.jpg</URLNAME><DESCRIPTION>a.jpg</DESCRIPTION>"
        + "<DOCUMENTDATA>AQID</DOCUMENTDATA>"
        + more
        + "</DOCLINKS>";
  }

  private Answer attach(String file) throws IOException {
    return send(
        MXWODOC,
        "Sync",
        "",
        "<WORKORDER action='AddChange'>" + key("1201") + file + "</WORKORDER>");
  }

  @Test
  void whoeverAsksByGetIsToldToPost() throws IOException {
    Answer answer = new Client(maximo.uri()).get(MXWO);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("use HTTP POST");
  }

  @Test
  void withMaximosOwnSignOnTheHeaderMaxauthCounts() throws IOException {
    Client basic = new Client(maximo.uri(), "Authorization", "Basic " + SIGNED);
    assertThat(basic.bytes(MXWO, new byte[0]).status()).isEqualTo(401);
    assertThat(create(ORDER).status()).isEqualTo(200);
  }

  @Test
  void withThatOfTheServerTheOtherHeaderCounts() throws IOException {
    restart("security", "server");
    assertThat(create(ORDER).status()).isEqualTo(401);
    client = new Client(maximo.uri(), "Authorization", "Basic " + SIGNED);
    assertThat(create(ORDER).status()).isEqualTo(200);
  }

  @Test
  void creatingAnswersASetOfKeys() throws IOException {
    assertThat(create(ORDER).text())
        .contains("<CreateMXWOResponse xmlns=\"http://www.ibm.com/maximo\"><WORKORDERMboKeySet>")
        .contains("<WONUM>1201</WONUM>")
        .contains("<SITEID>BEDFORD</SITEID>");
  }

  @Test
  void otherOperationsAnswerNothingUnlessTheSiteWantsAnswersToAll() throws IOException {
    create(ORDER);
    Answer silent = update(key("1201") + "<WOPRIORITY>900</WOPRIORITY>");
    assertThat(silent.status()).isEqualTo(200);
    assertThat(silent.text()).isEmpty();
    assertThat(maximo.books().orders().get(0).fields()).containsEntry("WOPRIORITY", 900);
    restart("response.all", "true");
    assertThat(create(ORDER).text()).contains("<CreateMXWOResponse").contains("<MXWOSet>");
    assertThat(update(key("1201")).text()).contains("<UpdateMXWOResponse").contains("1201");
  }

  @ParameterizedTest
  @CsvSource({
    "<SITEID>TEXAS</SITEID>,BMXAA4190E",
    "<ASSETNUM>99999</ASSETNUM>,BMXAA0090E",
    "<LOCATION>NOWHERE</LOCATION>,BMXAA2661E",
    "<WOPRIORITY>1000</WOPRIORITY>,BMXAA4191E",
    "<REPORTDATE>yesterday</REPORTDATE>,BMXAA4191E",
    "<WORKTYPE>XX</WORKTYPE>,BMXAA4190E",
    "<FAILURECODE>BALLSCREW</FAILURECODE>,BMXAA4049E"
  })
  void whatIsNotTakenComesAsPlainWordsWith500(String element, String code) throws IOException {
    Answer answer = create(ORDER + element);
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("Content-Type")).startsWith("text/html");
    assertThat(answer.text()).contains(code).doesNotStartWith("<");
    assertThat(maximo.books().orders()).isEmpty();
  }

  @Test
  void anUpdateOfAnOrderThatIsNotThereIsRefusedAndASyncMakesIt() throws IOException {
    assertThat(update(ORDER + "<WONUM>77</WONUM>").text())
        .contains("does not exist in the database");
    assertThat(maximo.books().orders()).isEmpty();
    send(
        MXWO,
        "Sync",
        "",
        "<WORKORDER action='AddChange'>" + ORDER + "<WONUM>77</WONUM></WORKORDER>");
    assertThat(maximo.books().byNumber("77")).isPresent();
  }

  @Test
  void theSameOrderIsTakenTwice() throws IOException {
    create(ORDER);
    create(ORDER);
    assertThat(maximo.books().duplicates()).containsKey("ABCDEFGHIJKLMNOPQRST");
  }

  @Test
  void queriesGoByElementsWithPercentForAnything() throws IOException {
    create(ORDER);
    create(ORDER.replace("ABCD", "BBCD"));
    Answer found = query("", "<DESCRIPTION>%ABCDEFGHIJKLMNOPQRST%</DESCRIPTION>");
    assertThat(found.text())
        .contains("rsStart=\"0\" rsTotal=\"1\" rsCount=\"1\"")
        .contains("<WONUM>1201</WONUM>");
    assertThat(query("", "<WONUM operator='='>12</WONUM>").text()).contains("rsTotal=\"0\"");
    assertThat(query("", "<COLOUR>red</COLOUR>").status()).isEqualTo(500);
    assertThat(query("", "<WONUM operator='~'>12</WONUM>").status()).isEqualTo(500);
  }

  @Test
  void aClauseMakesTheElementsUnread() throws IOException {
    create(ORDER);
    String clause = "<WHERE>siteid='BEDFORD' and wonum='1201'</WHERE>";
    String other = "<WORKORDER><WONUM operator='='>77</WONUM></WORKORDER>";
    assertThat(send(MXWO, "Query", "", clause + other).text()).contains("rsTotal=\"1\"");
    assertThat(send(MXWO, "Query", "", "<WHERE>colour is red</WHERE>").text())
        .contains("BMXAA4210E");
  }

  @ParameterizedTest
  @CsvSource({"0,1,1202", "1,2,1202", "1,0,1201"})
  void pagesBeginWhereTheInstallationCountsFrom(String first, int start, String number)
      throws IOException {
    restart("rs.first", first);
    create(ORDER);
    create(ORDER);
    assertThat(query("maxItems='1' rsStart='" + start + "'", "").text())
        .contains("rsTotal=\"2\" rsCount=\"1\"")
        .contains("<WONUM>" + number + "</WONUM>");
  }

  @Test
  void theStatusTellsItsInternalValueInAnAttribute() throws IOException {
    restart("status.synonyms", "COMP:FERTIG");
    create(ORDER);
    maximo.report("1201", "COMP", Map.of());
    assertThat(query("", "<WONUM>1201</WONUM>").text())
        .contains("<STATUS maxvalue=\"COMP\">FERTIG</STATUS>");
  }

  @Test
  void whatChangedIsAskedForByTimeWithAnOffset() throws IOException {
    create(ORDER);
    Instant changed = maximo.books().orders().get(0).changed();
    assertThat(query("", since(changed.minusSeconds(5))).text()).contains("rsTotal=\"1\"");
    assertThat(query("", since(changed.plusSeconds(5))).text()).contains("rsTotal=\"0\"");
    assertThat(query("", "<CHANGEDATE operator='>='>yesterday</CHANGEDATE>").status())
        .isEqualTo(500);
  }

  private static String since(Instant at) {
    return "<CHANGEDATE operator='&gt;='>" + at + "</CHANGEDATE>";
  }

  @Test
  void filesAreTakenByAnObjectStructureThatHasThemAlone() throws IOException {
    create(ORDER);
    assertThat(update(key("1201") + file("")).text()).contains("BMXAA1492E");
    assertThat(attach(file("")).status()).isEqualTo(200);
    assertThat(attach(file("").replace("Attachments", "Pictures")).status()).isEqualTo(500);
    assertThat(attach(file("").replace("FILE", "DATEI")).status()).isEqualTo(500);
    BookedAttachment file = maximo.books().orders().get(0).attachments().get(0);
    assertThat(maximo.books().content(file)).containsExactly(1, 2, 3);
    assertThat(maximo.books().orders().get(0).attachments()).hasSize(1);
  }

  @Test
  void aFileThatIsSentAgainIsKeptAgain() throws IOException {
    create(ORDER);
    attach(file(""));
    attach(file(""));
    assertThat(maximo.books().duplicateAttachments()).containsOnlyKeys("1201");
  }

  @Test
  void aQueryOfAnObjectStructureWithFilesSendsThemAllAlong() throws IOException {
    create(ORDER);
    attach(file(""));
    String one = "<WORKORDER><WONUM operator='='>1201</WONUM></WORKORDER>";
    assertThat(send(MXWODOC, "Query", "", one).text())
        .contains("<DOCUMENTDATA>AQID</DOCUMENTDATA>");
    assertThat(send(MXWO, "Query", "", one).text()).doesNotContain("DOCUMENTDATA");
  }

  @Test
  void aFileIsToldByTheDescriptionOfItsDocument() throws IOException {
    create(ORDER);
    attach(file(""));
    assertThat(having("a.jpg").text()).contains("rsTotal=\"1\"");
    assertThat(having("b.jpg").text()).contains("rsTotal=\"0\"");
  }

  private Answer having(String description) throws IOException {
    return send(
        MXWO,
        "Query",
        "",
        "<WHERE>siteid='BEDFORD' and wonum='1201' and exists (select 1 from doclinks where"
            + " ownertable='WORKORDER' and ownerid=workorder.workorderid and docinfoid in (select"
            + " docinfoid from docinfo where description='"
            + description
            + "'))</WHERE>");
  }

  @Test
  void aBigFileIsRefused() throws IOException {
    restart("doclinks.maximum.bytes", "2");
    create(ORDER);
    assertThat(attach(file("")).text()).contains("BMXAA1514E");
  }

  @Test
  void otherStructuresOperationsAndNoXmlAreRefused() throws IOException {
    assertThat(send("/meaweb/os/MXPO", "Query", "", "").text()).contains("BMXAA1477E");
    assertThat(client.bytes(MXWO, "<a/>".getBytes(StandardCharsets.UTF_8)).text())
        .contains("BMXAA1452E");
    assertThat(client.bytes(MXWO, "{}".getBytes(StandardCharsets.UTF_8)).text())
        .contains("BMXAA1464E");
    assertThat(client.bytes("/meaweb/rest", new byte[0]).status()).isEqualTo(404);
  }

  @Test
  void restrictedAttributesStayAsTheyAreWithoutAWord() throws IOException {
    restart("attribute.restricted", "WOPRIORITY");
    create(ORDER);
    assertThat(update(key("1201") + "<WOPRIORITY>900</WOPRIORITY>").status()).isEqualTo(200);
    assertThat(maximo.books().orders().get(0).fields()).containsEntry("WOPRIORITY", 0);
  }

  @Test
  void theRegisterIsReadByNumberAndNeverWritten() throws IOException {
    String site = "<ASSET><SITEID operator='='>BEDFORD</SITEID></ASSET>";
    Answer page =
        send("/meaweb/os/MXASSET", "Query", "maxItems='2' rsStart='1'", site, "assetnum asc");
    assertThat(page.text()).contains("rsTotal=\"4\" rsCount=\"2\"");
    assertThat(page.text()).contains("<ASSETNUM>11430<").contains("<ASSETNUM>11431<");
    assertThat(send("/meaweb/os/MXASSET", "Query", "", site.replace("BED", "X")).text())
        .contains("rsTotal=\"0\"");
    assertThat(send("/meaweb/os/MXASSET", "Sync", "", site).status()).isEqualTo(500);
  }
}
