package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SAP does with IDocs, asked by plain HTTP and by plain files. */
class EccIdocDoubleTest {

  private static final String REFERENCE = "ABCDEFGHIJKLMNOPQRST";
  private static final String HEADER =
      "<ACTION>C</ACTION><REFERENCE>"
          + REFERENCE
          + "</REFERENCE><NOTIF_TYPE>M1</NOTIF_TYPE>"
          + "<SHORT_TEXT>Belt tear</SHORT_TEXT><EQUIPMENT>000000000010000451</EQUIPMENT>"
          + "<PRIORITY>2</PRIORITY>";

  @TempDir Path share;
  private EccIdocDouble sap;

  @BeforeEach
  void start() {
    sap = EccIdocDouble.overHttp(DoubleOptions.free(), share);
  }

  @AfterEach
  void stop() {
    sap.close();
  }

  private void reopen(DoubleOptions options, boolean byFile) {
    sap.close();
    sap = byFile ? EccIdocDouble.fromFiles(options, share) : EccIdocDouble.overHttp(options, share);
  }

  private static String idoc(String number, String header) {
    return "<ZBCKNOT01><IDOC BEGIN=\"1\"><EDI_DC40 SEGMENT=\"1\"><TABNAM>EDI_DC40</TABNAM>"
        + "<MANDT>100</MANDT><DOCNUM>"
        + number
        + "</DOCNUM><DIRECT>2</DIRECT>"
        + "<IDOCTYP>ZBCKNOT01</IDOCTYP><MESTYP>ZBCKNOTIF</MESTYP><SNDPOR>BCKPORT</SNDPOR>"
        + "<SNDPRT>LS</SNDPRT><SNDPRN>BCKGATEWAY</SNDPRN><RCVPOR>SAPP01</RCVPOR>"
        + "<RCVPRT>LS</RCVPRT><RCVPRN>P01CLNT100</RCVPRN><ARCKEY>"
        + REFERENCE
        + "</ARCKEY>"
        + "</EDI_DC40><Z1BCKHD SEGMENT=\"1\">"
        + header
        + "</Z1BCKHD></IDOC></ZBCKNOT01>";
  }

  private static String number(int last) {
    return "%016d".formatted(last);
  }

  private HttpResponse<String> post(String body, String query, String password)
      throws IOException, InterruptedException {
    String basic =
        Base64.getEncoder()
            .encodeToString(("BELLCRANK:" + password).getBytes(StandardCharsets.UTF_8));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(sap.uri() + "/sap/bc/idoc_xml" + query))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return post(body, "?sap-client=100", "bremen-gateway");
  }

  private List<String> told() throws IOException {
    try (Stream<Path> files = Files.list(share.resolve("status"))) {
      return files.sorted().map(EccIdocDoubleTest::text).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  @Test
  void twoHundredSaysThatSomethingCameAndNothingOfWhatComesOfIt() throws Exception {
    String unknown = HEADER.replace("10000451", "10004711");
    HttpResponse<String> answer = post(idoc(number(1), unknown));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("IDoc-XML-inbound ok").doesNotContain("10004711");
    assertThat(sap.books().orders()).isEmpty();
    assertThat(told())
        .singleElement()
        .asString()
        .contains("<DOCNUM>" + number(1) + "</DOCNUM><STATUS>51</STATUS>")
        .contains("Equipment 000000000010004711 does not exist");
  }

  @Test
  void aStatusMessageNamesTheSendersNumberAndTheNotificationThatWasMade() throws Exception {
    post(idoc(number(7), HEADER));
    assertThat(told())
        .singleElement()
        .asString()
        .contains("<IDOCTYP>ALEAUD01</IDOCTYP>", "<DIRECT>1</DIRECT>")
        .contains("<DOCNUM>" + number(7) + "</DOCNUM><STATUS>53</STATUS>")
        .contains("<OBJKEY>000010000001</OBJKEY>")
        .contains("<REFERENCE>" + REFERENCE + "</REFERENCE><PRIORITY>2</PRIORITY>");
  }

  @Test
  void theSameIdocTwiceIsPostedTwice() throws Exception {
    post(idoc(number(1), HEADER));
    post(idoc(number(1), HEADER));
    assertThat(sap.books().byReference(REFERENCE)).hasSize(2);
    assertThat(sap.books().duplicates()).containsKey(REFERENCE);
  }

  @Test
  void anInboundFunctionThatLooksForTheReferenceAnswersWithTheOneThatIsThere() throws Exception {
    reopen(DoubleOptions.free().setting("reference.checked", "true"), false);
    post(idoc(number(1), HEADER));
    post(idoc(number(2), HEADER));
    assertThat(sap.books().byReference(REFERENCE)).hasSize(1);
    assertThat(told()).allMatch(each -> each.contains("<OBJKEY>000010000001</OBJKEY>"));
  }

  @Test
  void aSegmentWithoutItsMarkIsNoIdoc() throws Exception {
    for (String broken :
        List.of(
            idoc(number(1), HEADER).replace("<Z1BCKHD SEGMENT=\"1\">", "<Z1BCKHD>"),
            idoc(number(1), HEADER).replace(" BEGIN=\"1\"", ""),
            "not even XML")) {
      HttpResponse<String> answer = post(broken);
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("inbound ok");
    }
    assertThat(told()).isEmpty();
  }

  @Test
  void whatIsLongerThanTheControlRecordAllowsIsNoIdoc() throws Exception {
    String tooLong = idoc(number(1), HEADER).replace("BCKPORT", "BCKPORTS123");
    assertThat(post(tooLong).statusCode()).isEqualTo(500);
    assertThat(post(idoc("123", HEADER)).statusCode()).isEqualTo(500);
    String days = HEADER + "<STRMLFNDATE>2026-03-29</STRMLFNDATE>";
    assertThat(post(idoc(number(1), days)).statusCode()).isEqualTo(500);
    assertThat(post(idoc(number(1), days.replace("-", ""))).statusCode()).isEqualTo(200);
  }

  @Test
  void aSenderWithoutPartnerProfileIsTakenAndNotPosted() throws Exception {
    String stranger = idoc(number(1), HEADER).replace("BCKGATEWAY", "SOMEBODY");
    assertThat(post(stranger).statusCode()).isEqualTo(200);
    assertThat(told()).singleElement().asString().contains("<STATUS>56</STATUS>");
    assertThat(sap.books().orders()).isEmpty();
  }

  @Test
  void userAndClientAreHeldAgainst() throws Exception {
    assertThat(post(idoc(number(1), HEADER), "?sap-client=100", "guess").statusCode())
        .isEqualTo(401);
    assertThat(post(idoc(number(1), HEADER), "?sap-client=200", "bremen-gateway").statusCode())
        .isEqualTo(401);
    assertThat(sap.books().orders()).isEmpty();
  }

  @Test
  void equipmentIsKnownWithItsZerosAlone() throws Exception {
    post(idoc(number(1), HEADER.replace("000000000010000451", "10000451")));
    assertThat(sap.books().orders()).isEmpty();
  }

  @Test
  void statusMessagesWaitForTheirJobAndGoOutTogether() throws Exception {
    reopen(DoubleOptions.free().setting("audit.held", "true"), false);
    post(idoc(number(1), HEADER));
    post(idoc(number(2), HEADER));
    assertThat(sap.books().orders()).hasSize(2);
    assertThat(told()).isEmpty();
    sap.tellStatus();
    assertThat(told())
        .singleElement()
        .asString()
        .contains("<DOCNUM>" + number(1), "<DOCNUM>" + number(2));
  }

  @Test
  void aPictureIsTakenFromTheShareAndNeverFromBesideIt() throws Exception {
    post(idoc(number(1), HEADER));
    Files.writeString(share.resolve("files/a.jpg"), "picture");
    Files.writeString(share.resolve("secret.jpg"), "secret");
    String header = "<ACTION>F</ACTION><REFERENCE>%s</REFERENCE><NOTIF_NO>000010000001</NOTIF_NO>";
    String file =
        "<Z1BCKFL SEGMENT=\"1\"><FILE_NAME>%s</FILE_NAME><MIME_TYPE>image/jpeg</MIME_TYPE></Z1BCKFL>";
    for (String name : List.of("a.jpg", "../secret.jpg", "b.jpg")) {
      post(idoc(number(2), header.formatted(REFERENCE) + file.formatted(name)));
    }
    assertThat(sap.books().orders().get(0).attachments())
        .extracting(BookedAttachment::name)
        .containsExactly("a.jpg");
    assertThat(told().get(told().size() - 1)).contains("b.jpg is not in the folder");
  }

  @Test
  void aChangeShowsTheNotificationAsItStandsThenWhateverItWasToldToBe() throws Exception {
    reopen(DoubleOptions.free().setting("fields.frozen", "PRIORITY"), false);
    post(idoc(number(1), HEADER));
    post(
        idoc(
            number(2),
            "<ACTION>U</ACTION><REFERENCE>%s</REFERENCE><NOTIF_NO>000010000001</NOTIF_NO><PRIORITY>1</PRIORITY>"
                .formatted(REFERENCE)));
    assertThat(told().get(1)).contains("<STATUS>53</STATUS>", "<PRIORITY>2</PRIORITY>");
  }

  @Test
  void aFileIsTakenWholeAndIsGoneAfterwards() throws Exception {
    reopen(DoubleOptions.free(), true);
    put("BCK_" + number(1) + ".xml", idoc(number(1), HEADER));
    until(() -> sap.books().orders().size() == 1);
    until(() -> names("in").isEmpty());
    assertThat(told()).singleElement().asString().contains("<STATUS>53</STATUS>");
  }

  @Test
  void aFileThatIsStillWrittenIsLeftAlone() throws Exception {
    reopen(DoubleOptions.free(), true);
    Files.writeString(share.resolve("in/.BCK_1.xml.part"), idoc(number(1), HEADER));
    put("BCK_" + number(2) + ".xml", idoc(number(2), HEADER));
    until(() -> !sap.books().orders().isEmpty());
    until(() -> names("in").size() == 1);
    assertThat(sap.books().orders()).hasSize(1);
    assertThat(names("in")).containsExactly(".BCK_1.xml.part");
  }

  @Test
  void aFileThatCannotBeReadGoesToTheErrorsWithTheReasonBesideIt() throws Exception {
    reopen(DoubleOptions.free(), true);
    put("BCK_1.xml", "<half>");
    until(() -> names("error").size() == 2 && names("in").isEmpty());
    assertThat(names("error")).containsExactly("BCK_1.xml", "BCK_1.xml.txt");
    assertThat(share.resolve("error/BCK_1.xml.txt")).hasContent("no XML");
    assertThat(told()).isEmpty();
  }

  @Test
  void aPlantMayKeepWhatWasTakenInAnArchive() throws Exception {
    reopen(DoubleOptions.free().setting("file.after", "archive"), true);
    put("BCK_1.xml", idoc(number(1), HEADER));
    until(() -> names("archive").equals(List.of("BCK_1.xml")));
    assertThat(sap.books().orders()).hasSize(1);
  }

  @Test
  void aFileMayBeTakenAndLost() throws Exception {
    reopen(DoubleOptions.free(), true);
    sap.faults().add(Fault.next(FaultKind.SILENT_200, 1).on(Operation.CREATE));
    put("BCK_1.xml", idoc(number(1), HEADER));
    until(() -> names("in").isEmpty());
    assertThat(sap.books().orders()).isEmpty();
    assertThat(told()).isEmpty();
  }

  /** As a careful sender does: beside, then by its name. */
  private void put(String name, String text) throws IOException {
    Path part = Files.writeString(share.resolve("in/." + name), text);
    Files.move(part, share.resolve("in/" + name), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> names(String folder) {
    try (Stream<Path> files = Files.list(share.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException away) {
      return List.of();
    }
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 20 s").isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
