package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Atlas does with files: uploaded first, referred to afterwards, read at a signed address. */
class AtlasFilesTest {

  private final LeapClock clock = new LeapClock();
  private AtlasDouble atlas;
  private AtlasClient client;

  @BeforeEach
  void start() throws IOException {
    reopen(DoubleOptions.free());
  }

  private void reopen(DoubleOptions options) throws IOException {
    stop();
    atlas = AtlasDouble.start(options.clock(clock));
    client = new AtlasClient(atlas);
  }

  @AfterEach
  void stop() {
    if (atlas != null) {
      atlas.close();
    }
  }

  @Test
  void anUploadedFileIsServedAtItsAddressWithoutAToken() throws IOException {
    Map<String, Object> file = AtlasClient.first(client.upload("de fect.jpg", AtlasClient.PICTURE));
    assertThat(file)
        .containsEntry("name", "de fect.jpg")
        .containsEntry("type", "IMAGE")
        .containsEntry("hidden", false);
    Answer served = new Client(atlas.uri()).get((String) file.get("url"));
    assertThat(served.status()).isEqualTo(200);
    assertThat(served.response().body()).isEqualTo(AtlasClient.PICTURE);
    assertThat(served.header("Content-Type")).isEqualTo("image/jpeg");
  }

  @Test
  void anAddressRunsOutAndCannotBeMadeUp() throws IOException {
    String url = (String) AtlasClient.first(client.upload("a.jpg", AtlasClient.PICTURE)).get("url");
    Client browser = new Client(atlas.uri());
    assertThat(browser.get(url.replace("Expires=10800", "Expires=99999")).status()).isEqualTo(403);
    assertThat(browser.get(url.substring(0, url.indexOf('?'))).status()).isEqualTo(403);
    clock.leap(Duration.ofSeconds(10_799));
    assertThat(browser.get(url).status()).isEqualTo(200);
    clock.leap(Duration.ofSeconds(1));
    assertThat(browser.get(url).text()).contains("AccessDenied");
  }

  @Test
  void anUploadedFileHangsOnNoOrderUntilItIsReferredTo() throws IOException {
    Object order = client.create().at("id");
    Object file = client.uploaded();
    assertThat(client.read(order).at("files")).isEqualTo(List.of());
    Answer added =
        client.patch("/work-orders/files/" + order + "/add", List.of(Json.of("id", file)));
    assertThat(added.status()).isEqualTo(200);
    assertThat(AtlasClient.first(added))
        .containsEntry("id", file)
        .doesNotContainKey("url")
        .hasEntrySatisfying("path", path -> assertThat((String) path).startsWith("company 46/"));
    Answer read = client.read(order);
    assertThat(read.at("files.0.id")).isEqualTo(file);
    assertThat(new Client(atlas.uri()).get((String) read.at("files.0.url")).response().body())
        .isEqualTo(AtlasClient.PICTURE);
    assertThat(atlas.books().orders().get(0).attachments())
        .extracting(BookedAttachment::name)
        .containsExactly("defect.jpg");
  }

  @Test
  void aFileThatIsAddedAgainIsThereTwice() throws IOException {
    Object file = client.uploaded();
    Object order = client.create("files", List.of(Json.of("id", file))).at("id");
    Answer added =
        client.patch("/work-orders/files/" + order + "/add", List.of(Json.of("id", file)));
    assertThat(added.text().split("\"path\"")).hasSize(3);
    assertThat(atlas.books().duplicateAttachments()).containsKey("WO000001");
  }

  @Test
  void anUnknownFileCannotBeAdded() throws IOException {
    Object order = client.create().at("id");
    String path = "/work-orders/files/" + order + "/add";
    assertThat(client.patch(path, List.of(Json.of("id", 9999))).status()).isEqualTo(500);
    assertThat(client.patch(path, Json.of("id", 9999)).status()).isEqualTo(500);
    assertThat(client.read(order).at("files")).isEqualTo(List.of());
  }

  @Test
  void theSamePictureUploadedTwiceIsTwoFiles() throws IOException {
    assertThat(client.uploaded()).isNotEqualTo(client.uploaded());
  }

  @Test
  void withoutALicenceUploadsAreRefusedInWordsAndOrdersFlow() throws IOException {
    reopen(DoubleOptions.free().setting("licence", "false"));
    Answer refused = client.upload("a.jpg", AtlasClient.PICTURE);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.at("success")).isEqualTo(false);
    assertThat(client.create().status()).isEqualTo(200);
    assertThat(atlas.books().files()).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws IOException {
    reopen(DoubleOptions.free().setting("upload.maximum.bytes", "1000"));
    assertThat(client.upload("a.jpg", new byte[1000]).status()).isEqualTo(200);
    assertThat(client.upload("b.jpg", new byte[1001]).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name=\"files\"", "name=\"folder\"", "name=\"hidden\"", "--a b--"})
  void aFormThatLacksAPartOrItsEndIsRefused(String part) throws IOException {
    String form =
        new String(
            AtlasClient.form("IMAGE", "a.jpg", AtlasClient.PICTURE), StandardCharsets.ISO_8859_1);
    byte[] broken = form.replace(part, "x").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(client.upload(broken).status()).isEqualTo(500);
    assertThat(atlas.books().files()).isEmpty();
  }

  @Test
  void anUnknownKindOfFileAndABodyThatIsNoFormAreRefused() throws IOException {
    assertThat(client.upload(AtlasClient.form("PHOTO", "a.jpg", AtlasClient.PICTURE)).status())
        .isEqualTo(500);
    assertThat(client.http().post("/files/upload", Json.of()).status()).isEqualTo(500);
  }
}
