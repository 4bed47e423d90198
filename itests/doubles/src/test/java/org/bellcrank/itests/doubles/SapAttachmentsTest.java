package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.itests.doubles.SapClient.FILES;
import static org.bellcrank.itests.doubles.SapClient.notification;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each quirk of attaching a file to a notification. */
class SapAttachmentsTest {

  private static final String KEY = "000010000001";
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 7, 7};
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 7};

  private SapDouble sap;
  private SapClient client;

  @BeforeEach
  void start() throws IOException {
    open(DoubleOptions.free());
  }

  private void open(DoubleOptions options) throws IOException {
    stop();
    sap = SapDouble.start(options);
    client = new SapClient(sap);
    client.create(notification());
  }

  @AfterEach
  void stop() {
    if (sap != null) {
      sap.close();
    }
  }

  private List<BookedAttachment> kept() {
    return sap.books().orders().get(0).attachments();
  }

  private static String originals(String key) {
    return FILES
        + "GetAllOriginals?LinkedSAPObjectKey='"
        + key
        + "'&BusinessObjectTypeName='BUS2038'";
  }

  @Test
  void theRawBytesAreKept() throws IOException {
    Answer answer = client.attach(JPEG, "image/jpeg", KEY, "Slug", "pit.jpg");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.at("d.FileName")).isEqualTo("pit.jpg");
    assertThat(answer.at("d.FileSize")).isEqualTo("6");
    assertThat(sap.books().content(kept().get(0))).isEqualTo(JPEG);
    assertThat(kept().get(0).contentType()).isEqualTo("image/jpeg");
  }

  @Test
  void originalsAreListedAndTheirBytesRead() throws IOException {
    client.attach(JPEG, "image/jpeg", KEY, "Slug", "pit.jpg");
    Answer list = client.get(originals(KEY));
    assertThat(list.at("d.results.0.FileName")).isEqualTo("pit.jpg");
    Answer bytes = client.get((String) list.at("d.results.0.__metadata.media_src"));
    assertThat(bytes.response().body()).isEqualTo(JPEG);
    assertThat(bytes.header("Content-Type")).isEqualTo("image/jpeg");
  }

  @Test
  void aFileOfTheSameNameIsKeptASecondTime() throws IOException {
    client.attach(JPEG, "image/jpeg", KEY, "Slug", "pit.jpg");
    client.attach(JPEG, "image/jpeg", KEY, "Slug", "pit.jpg");
    assertThat(sap.books().duplicateAttachments()).containsKey("10000001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10000001", "0000010000001", "00001000000X", ""})
  void aKeyWithoutItsZerosIsRefused(String key) throws IOException {
    Answer answer = client.attach(JPEG, "image/jpeg", key, "Slug", "pit.jpg");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("error.innererror.errordetails.0.target")).isEqualTo("LinkedSAPObjectKey");
    assertThat(client.get(originals(key)).status()).isEqualTo(400);
    assertThat(kept()).isEmpty();
  }

  @Test
  void aNotificationThatIsNotThereIsRefused() throws IOException {
    Answer answer = client.attach(JPEG, "image/jpeg", "000010000009", "Slug", "pit.jpg");
    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  void aDataUrlOrBase64InPlaceOfTheBytesIsNoticed() throws IOException {
    String base64 = Base64.getEncoder().encodeToString(PNG);
    for (String body : List.of("data:image/png;base64," + base64, base64, "\"" + base64 + "\"")) {
      Answer answer = client.attach(body.getBytes(), "image/png", KEY, "Slug", "pit.png");
      assertThat(answer.status()).as(body).isEqualTo(400);
    }
    assertThat(client.attach("/9j/4AAQSk".getBytes(), "image/jpeg", KEY, "Slug", "a").status())
        .isEqualTo(400);
    assertThat(kept()).isEmpty();
  }

  @Test
  void bytesOfTheOtherFormatAreNoticed() throws IOException {
    assertThat(client.attach(PNG, "image/jpeg", KEY, "Slug", "pit.jpg").status()).isEqualTo(400);
    assertThat(client.attach(JPEG, "image/png", KEY, "Slug", "pit.png").status()).isEqualTo(400);
    assertThat(client.attach(PNG, "image/png", KEY, "Slug", "pit.png").status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({"strict, 400", "encoded, 201", "off, 201"})
  void aPictureThatIsNoneIsRefusedWhereItIsLookedAtStrictly(String mode, int status)
      throws IOException {
    open(DoubleOptions.free().setting("attachment.bytes", mode));
    assertThat(client.attach("x".getBytes(), "image/jpeg", KEY, "Slug", "pit.jpg").status())
        .isEqualTo(status);
  }

  @Test
  void theProductItselfKeepsWhatIsNoPicture() throws IOException {
    open(DoubleOptions.free().setting("attachment.bytes", "off"));
    assertThat(client.attach("data:x".getBytes(), "image/jpeg", KEY, "Slug", "pit.jpg").status())
        .isEqualTo(201);
  }

  @Test
  void aNameOutsideTheAlphabetComesPercentEncoded() throws IOException {
    client.attach(JPEG, "image/jpeg", KEY, "Slug", "Gr%C3%BCbchen%20a+b.jpg");
    assertThat(kept().get(0).name()).isEqualTo("Grübchen a+b.jpg");
  }

  @Test
  void whatIsMissingOrTooLongIsRefused() throws IOException {
    assertThat(client.attach(JPEG, "image/jpeg", KEY).status()).isEqualTo(400);
    assertThat(client.attach(JPEG, "image/jpeg", KEY, "Slug", "x".repeat(256)).status())
        .isEqualTo(400);
    assertThat(
            client
                .attach(
                    JPEG, "image/jpeg", KEY, "Slug", "a.jpg", "BusinessObjectTypeName", "BUS9999")
                .status())
        .isEqualTo(400);
    assertThat(client.attach(new byte[0], "image/jpeg", KEY, "Slug", "a.jpg").status())
        .isEqualTo(400);
    assertThat(client.attach(JPEG, "multipart/form-data; boundary=x", KEY, "Slug", "a").status())
        .isEqualTo(400);
    assertThat(client.attach(new byte[(10 << 20) + 1], "text/plain", KEY, "Slug", "a").status())
        .isEqualTo(413);
    assertThat(kept()).isEmpty();
  }

  @Test
  void filesOfAnotherObjectTypeAreNotListed() throws IOException {
    client.attach(JPEG, "image/jpeg", KEY, "Slug", "pit.jpg", "BusinessObjectTypeName", "PMQMEL");
    assertThat((List<?>) client.get(originals(KEY)).at("d.results")).isEmpty();
    String all = FILES + "GetAllOriginals?LinkedSAPObjectKey='" + KEY + "'";
    assertThat((List<?>) client.get(all).at("d.results")).hasSize(1);
  }

  @Test
  void theFilesCannotBeSearchedAsASet() throws IOException {
    assertThat(client.get(FILES + "AttachmentContentSet").status()).isEqualTo(405);
  }

  @Test
  void aSilentAnswerKeepsNoFile() throws IOException {
    sap.faults().add(Fault.next(FaultKind.SILENT_200, 1).on(Operation.ATTACH));
    Answer answer = client.attach(JPEG, "image/jpeg", KEY, "Slug", "pit.jpg");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.at("d.FileName")).isEqualTo("pit.jpg");
    assertThat(kept()).isEmpty();
  }

  @Test
  void theScreenShowsThePicture() throws IOException {
    client.attach(JPEG, "image/jpeg", KEY, "Slug", "pit.jpg");
    Client person = new Client(sap.uri());
    String file = "/ui/notification/10000001/files/" + kept().get(0).id();
    assertThat(person.get("/ui/notification/10000001").text()).contains("<img src=\"" + file);
    assertThat(person.get(file).response().body()).isEqualTo(JPEG);
  }
}
