package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each quirk of ECC behind the wrapper, one test each, over raw HTTP. */
class EccDoubleTest {

  private static final String SERVICE = "/sap/bc/srt/rfc/sap/zbck_notif/100/zbck_notif/zbck_notif";
  private static final String BASIC = "Basic QkVMTENSQU5LOmJyZW1lbi1nYXRld2F5";
  private static final String REFERENCE = "ABCDEFGHIJKLMNOPQRST";
  private static final String HEADER =
      "<NOTIF_TYPE>M1</NOTIF_TYPE><SHORT_TEXT>Belt tear</SHORT_TEXT>"
          + "<EQUIPMENT>000000000010000451</EQUIPMENT><PRIORITY>2</PRIORITY>"
          + "<REFERENCE>ABCDEFGHIJKLMNOPQRST</REFERENCE>";

  @TempDir Path folder;
  private EccDouble ecc;
  private Client http;

  @BeforeEach
  void start() {
    reopen(DoubleOptions.free());
  }

  private void reopen(DoubleOptions options) {
    stop();
    ecc = EccDouble.start(options);
    http = new Client(ecc.uri(), "Authorization", BASIC, "Content-Type", "text/xml");
  }

  @AfterEach
  void stop() {
    if (ecc != null) {
      ecc.close();
    }
  }

  private Answer call(String function, String content) throws IOException {
    return http.send("POST", SERVICE, BodyPublishers.ofString(message(function, content)));
  }

  private static String message(String function, String content) {
    return ("<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
            + "<n:ZBCK_NOTIF_%s xmlns:n=\"urn:sap-com:document:sap:rfc:functions\">%s</n:ZBCK_NOTIF_%s>"
            + "</e:Body></e:Envelope>")
        .formatted(function, content, function);
  }

  private Answer create(String header, String... lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append("<item><FORMAT_COL>*</FORMAT_COL><TEXT_LINE>" + line + "</TEXT_LINE></item>");
    }
    return call(
        "CREATE", "<IS_HEADER>%s</IS_HEADER><IT_LONGTEXT>%s</IT_LONGTEXT>".formatted(header, text));
  }

  private static String at(Answer answer, String path) {
    return InforClient.at(answer, path);
  }

  /** 200 whatever came of it; the first row of the table says it. */
  private static void returned(Answer answer, String type, String words) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(at(answer, "RETURN/item/TYPE")).as(answer.text()).isEqualTo(type);
    assertThat(at(answer, "RETURN/item/MESSAGE")).contains(words);
  }

  @Test
  void aNewNotificationIsAnsweredWithItsNumberAndItsZeros() throws IOException {
    Answer answer = create(HEADER, "seen");
    returned(answer, "S", "000010000001");
    assertThat(at(answer, "NOTIF_NO")).isEqualTo("000010000001");
    Answer read = call("READ", "<NOTIF_NO>000010000001</NOTIF_NO>");
    assertThat(at(read, "ES_HEADER/SHORT_TEXT")).isEqualTo("Belt tear");
    assertThat(at(read, "ET_LONGTEXT/item/TEXT_LINE")).isEqualTo("seen");
  }

  @Test
  void twoIdenticalCallsMakeTwoNotificationsAndTheReferenceFindsBoth() throws IOException {
    create(HEADER);
    create(HEADER);
    assertThat(ecc.books().duplicates())
        .containsEntry(REFERENCE, List.of("000010000001", "000010000002"));
    String found = call("FIND", "<REFERENCE>" + REFERENCE + "</REFERENCE>").text();
    assertThat(found).contains("000010000001", "000010000002");
    assertThat(call("FIND", "<REFERENCE>abc</REFERENCE>").text()).doesNotContain("NOTIF_NO");
  }

  @ParameterizedTest
  @CsvSource({
    "M1,m1,Notification type m1",
    "M1,Z9,Notification type Z9",
    "000000000010000451,10000451,Equipment 10000451 does not exist",
    "000000000010000451,NO-SUCH,Equipment NO-SUCH does not exist",
    "PRIORITY>2,PRIORITY>9,Priority 9"
  })
  void whatIsWrongIsAnsweredWith200AndARowOfTypeE(String from, String to, String words)
      throws IOException {
    Answer answer = create(HEADER.replace(from, to));
    returned(answer, "E", words);
    assertThat(at(answer, "NOTIF_NO")).isEmpty();
    assertThat(ecc.books().orders()).isEmpty();
  }

  @Test
  void aCodeCountsInItsGroupAlone() throws IOException {
    String code = "<CODE_GROUP>%s</CODE_GROUP><CODING>%s</CODING><REFERENCE>";
    for (String[] wrong : new String[][] {{"OTHER", "PIT"}, {"SURFACE", "NONE"}}) {
      returned(
          create(HEADER.replace("<REFERENCE>", code.formatted((Object[]) wrong))),
          "E",
          "not in the catalogue");
    }
    returned(create(HEADER.replace("<REFERENCE>", "<CODING>PIT</CODING><REFERENCE>")), "E", "PIT");
    returned(create(HEADER.replace("<REFERENCE>", code.formatted("SURFACE", "PIT"))), "S", "saved");
  }

  @Test
  void aRecordThatSomebodyElseHoldsIsMc601() throws IOException {
    create(HEADER);
    ecc.lock(1);
    Answer locked = change("1", "X");
    returned(locked, "E", "locked by user");
    assertThat(at(locked, "RETURN/item/ID")).isEqualTo("MC");
    assertThat(at(locked, "RETURN/item/NUMBER")).isEqualTo("601");
    returned(change("1", "X"), "S", "changed");
  }

  private Answer change(String priority, String mark) throws IOException {
    return call(
        "CHANGE",
        ("<NOTIF_NO>000010000001</NOTIF_NO><IS_HEADER><PRIORITY>%s</PRIORITY></IS_HEADER>"
                + "<IS_HEADER_X><PRIORITY>%s</PRIORITY></IS_HEADER_X>")
            .formatted(priority, mark));
  }

  @Test
  void aFieldThatIsNotMarkedStaysAsItIs() throws IOException {
    create(HEADER, "first");
    returned(change("1", ""), "S", "changed");
    assertThat(ecc.books().orders().get(0).fields()).containsEntry("PRIORITY", "2");
    returned(change("1", "X"), "S", "changed");
    assertThat(ecc.books().orders().get(0).fields())
        .containsEntry("PRIORITY", "1")
        .containsEntry("LONGTEXT", "first");
    returned(change("9", "X"), "E", "Priority 9");
  }

  @Test
  void aFrozenFieldIsAnsweredAndStays() throws IOException {
    reopen(DoubleOptions.free().setting("fields.frozen", "PRIORITY"));
    create(HEADER);
    returned(change("1", "X"), "S", "changed");
    assertThat(ecc.books().orders().get(0).fields()).containsEntry("PRIORITY", "2");
  }

  @Test
  void aNumberWithoutItsZerosIsNone() throws IOException {
    create(HEADER);
    Answer answer = call("READ", "<NOTIF_NO>10000001</NOTIF_NO>");
    returned(answer, "E", "10000001 does not exist");
    assertThat(answer.text()).doesNotContain("ES_HEADER");
  }

  @Test
  void aFileGoesInBase64UpToALimit() throws IOException {
    reopen(DoubleOptions.free().setting("attachment.bytes", "4"));
    create(HEADER);
    String file =
        "<NOTIF_NO>000010000001</NOTIF_NO><FILE_NAME>a.jpg</FILE_NAME>"
            + "<MIME_TYPE>image/jpeg</MIME_TYPE><CONTENT>%s</CONTENT>";
    returned(call("ATTACH", file.formatted("YWJjZA==")), "S", "a.jpg");
    returned(call("ATTACH", file.formatted("YWJjZGU=")), "E", "too big");
    assertThat(ecc.books().orders().get(0).attachments())
        .extracting(BookedAttachment::bytes)
        .containsExactly(4L);
    assertThat(call("READ", "<NOTIF_NO>000010000001</NOTIF_NO>").text())
        .contains("<FILE_NAME>a.jpg</FILE_NAME>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHORT_TEXT", "PRIORITY", "REFERENCE", "COLOUR"})
  void whatDoesNotFitTheInterfaceIsAFault(String field) throws IOException {
    String header =
        HEADER.contains(field)
            ? HEADER.replaceFirst("<" + field + ">", "<" + field + ">" + "X".repeat(40))
            : HEADER + "<COLOUR/>";
    InforClient.fault(create(header), "Client", "not as described");
    assertThat(ecc.books().orders()).isEmpty();
  }

  @Test
  void aLineOfMoreThan132LettersIsAFault() throws IOException {
    returned(create(HEADER, "x".repeat(132)), "S", "saved");
    InforClient.fault(create(HEADER, "x".repeat(133)), "Client", "132");
  }

  @Test
  void whoIsNotKnownIsAnsweredWith401() throws IOException {
    String body = message("FIND", "<REFERENCE>a</REFERENCE>");
    assertThat(
            http.send("POST", SERVICE, BodyPublishers.ofString(body), "Authorization", "Basic x")
                .status())
        .isEqualTo(401);
    assertThat(
            http.send("POST", SERVICE + "?sap-client=200", BodyPublishers.ofString(body)).status())
        .isEqualTo(401);
    assertThat(
            http.send("POST", SERVICE + "?sap-client=100", BodyPublishers.ofString(body)).status())
        .isEqualTo(200);
    ecc.expireKey();
    assertThat(call("FIND", "<REFERENCE>a</REFERENCE>").status()).isEqualTo(401);
    ecc.renewKey();
    assertThat(call("FIND", "<REFERENCE>a</REFERENCE>").status()).isEqualTo(200);
    assertThat(http.get(SERVICE).status()).isEqualTo(405);
    assertThat(http.get("/sap/bc/other").status()).isEqualTo(404);
  }

  @Test
  void booksOutliveTheDoubleAndTheScreenShowsThem() throws IOException {
    reopen(DoubleOptions.free().books(folder));
    create(HEADER, "seen &amp; heard");
    reopen(DoubleOptions.free().books(folder));
    assertThat(at(create(HEADER), "NOTIF_NO")).isEqualTo("000010000002");
    assertThat(ecc.setStatus("000010000001", "NOCO")).isTrue();
    assertThat(ecc.setStatus("000010000001", "NONE")).isFalse();
    Client browser = new Client(ecc.uri());
    assertThat(browser.get("/").text()).contains("<h2>Notifications</h2>", "NOCO");
    assertThat(browser.get("/orders/000010000001").text()).contains("seen &amp; heard");
    assertThat(browser.get("/orders/9").status()).isEqualTo(404);
  }
}
