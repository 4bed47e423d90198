package org.bellcrank.itests.doubles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each quirk of attachments, one test each. */
class MaximoDoclinksTest {

  private static final byte[] IMAGE = {(byte) 0xff, (byte) 0xd8, 0, 1, 2, 3};
  private MaximoDouble maximo;
  private Client client;
  private String doclinks;

  @BeforeEach
  void order() throws IOException {
    start(DoubleOptions.free().setting("doclinks.maximum.bytes", "1000"));
  }

  @AfterEach
  void stop() {
    maximo.close();
  }

  private void start(DoubleOptions options) throws IOException {
    maximo = MaximoDouble.start(options);
    client = Client.maximo(maximo);
    doclinks =
        client
                .post(
                    "/maximo/api/os/mxapiwodetail?lean=1",
                    Json.of("siteid", "BEDFORD", "description", "d", "assetnum", "11430"))
                .header("Location")
            + "/doclinks?lean=1";
  }

  @Test
  void rawBytesComeBackAsTheyWent() throws IOException {
    Answer added =
        client.bytes(
            doclinks,
            IMAGE,
            "slug",
            "pit.jpg",
            "x-document-meta",
            "Attachments",
            "x-document-description",
            "The pit",
            "Content-Type",
            "image/jpeg");
    assertThat(added.status()).isEqualTo(201);
    Answer bytes = client.get(added.header("Location"));
    assertThat(bytes.response().body()).isEqualTo(IMAGE);
    assertThat(bytes.header("Content-Type")).isEqualTo("image/jpeg");
    Answer list = client.get(doclinks);
    assertThat(list.at("member.0.href")).isEqualTo(added.header("Location"));
    assertThat(list.at("member.0.describedBy.fileName")).isEqualTo("pit.jpg");
    assertThat(list.at("member.0.describedBy.description")).isEqualTo("The pit");
    assertThat(list.at("member.0.describedBy.attachmentSize")).isEqualTo(IMAGE.length);
  }

  @Test
  void multipartIsRefused() throws IOException {
    Answer answer =
        client.bytes(
            doclinks, IMAGE, "slug", "pit.jpg", "Content-Type", "multipart/form-data; boundary=x");
    assertThat(answer.status()).isEqualTo(400);
    assertThat((String) answer.at("Error.message")).contains("Multipart is not supported");
  }

  @Test
  void theNameTravelsInAHeaderAndEncodedIfNotAscii() throws IOException {
    assertThat(client.bytes(doclinks, IMAGE).status()).isEqualTo(400);
    String encoded = Base64.getEncoder().encodeToString("Kratzer-Öl.png".getBytes(UTF_8));
    client.bytes(doclinks, IMAGE, "encslug", encoded, "Content-Type", "image/png");
    assertThat(client.get(doclinks).at("member.0.describedBy.fileName"))
        .isEqualTo("Kratzer-Öl.png");
  }

  @Test
  void base64BodyNeedsItsHeader() throws IOException {
    byte[] encoded = Base64.getEncoder().encode(IMAGE);
    client.bytes(doclinks, encoded, "slug", "a.jpg", "custom-encoding", "base64");
    BookedAttachment attachment = maximo.books().orders().get(0).attachments().get(0);
    assertThat(maximo.books().content(attachment)).isEqualTo(IMAGE);
  }

  @Test
  void tooBigEmptyUnknownTypeAndUnknownExtensionAreRefused() throws IOException {
    assertThat(client.bytes(doclinks, new byte[1001], "slug", "a.jpg").status()).isEqualTo(400);
    assertThat(client.bytes(doclinks, new byte[0], "slug", "a.jpg").status()).isEqualTo(400);
    assertThat(client.bytes(doclinks, IMAGE, "slug", "a.exe").status()).isEqualTo(400);
    assertThat(client.bytes(doclinks, IMAGE, "slug", "a").status()).isEqualTo(400);
    assertThat(
            client.bytes(doclinks, IMAGE, "slug", "a.jpg", "x-document-meta", "Pictures").status())
        .isEqualTo(400);
    assertThat(maximo.books().orders().get(0).attachments()).isEmpty();
  }

  @Test
  void aRepeatedFileIsKeptTwiceUnlessTheTransactionSaysOtherwise() throws IOException {
    client.bytes(doclinks, IMAGE, "slug", "a.jpg", "transactionid", "A1");
    assertThat(client.bytes(doclinks, IMAGE, "slug", "a.jpg", "transactionid", "A1").status())
        .isEqualTo(409);
    assertThat(maximo.books().duplicateAttachments()).isEmpty();
    client.bytes(doclinks, IMAGE, "slug", "a.jpg");
    assertThat(maximo.books().duplicateAttachments()).containsOnlyKeys("1201");
    assertThat((List<?>) client.get(doclinks).at("member")).hasSize(2);
  }

  @Test
  void withoutTheChildInTheObjectStructureThereAreNone() throws IOException {
    maximo.close();
    start(DoubleOptions.free().setting("objectstructure.doclinks", "false"));
    assertThat(client.bytes(doclinks, IMAGE, "slug", "a.jpg").status()).isEqualTo(400);
  }
}
