package org.bellcrank.vision.javacv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.vision.CameraException;
import org.bellcrank.vision.Frame;
import org.bellcrank.vision.FrameStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CameraTest {

  private static List<Frame> all(Camera camera) throws InterruptedException {
    List<Frame> frames = new ArrayList<>();
    try (FrameStream stream = camera.open()) {
      for (Optional<Frame> f = stream.next(); f.isPresent(); f = stream.next()) {
        frames.add(f.get());
      }
    }
    return frames;
  }

  private static int[] bgr(Frame frame, int x, int y) {
    int at = (y * frame.image().width() + x) * 3;
    byte[] bytes = frame.image().pixels().bgr();
    return new int[] {bytes[at] & 0xff, bytes[at + 1] & 0xff, bytes[at + 2] & 0xff};
  }

  @Test
  void everyFrameOfAVideoComesInItsOrderWithItsColours() throws Exception {
    Path video = Footage.video(Footage.folder().resolve("a.mp4"), 322, 182, 25);
    List<Frame> frames = all(Footage.camera(Map.of("source", video.toString())));
    assertThat(frames).hasSize(25);
    for (int n = 0; n < 25; n++) {
      Frame frame = frames.get(n);
      assertThat(frame.sequence()).isEqualTo(n);
      assertThat(frame.image().width()).isEqualTo(322);
      int[] corner = bgr(frame, 5, 5);
      assertThat(corner[0]).isCloseTo(60 + 10 * (n % 10), within(6));
      int[] square = bgr(frame, 322 / 4 + 20, 182 / 4 + 10);
      assertThat(square[2]).isGreaterThan(200);
      assertThat(square[0]).isLessThan(60);
      assertThat(frame.original()).isEmpty();
      assertThat(frame.recording()).matches("[0-9a-f]{8}");
    }
  }

  @Test
  void aTimeLapseCountsFromItsStart() throws Exception {
    Path video = Footage.video(Footage.folder().resolve("a.mp4"), 64, 64, 6);
    List<Frame> frames =
        all(
            Footage.camera(
                Map.of(
                    "source", video.toString(),
                    "capture.start", "2026-03-01T06:00:00Z",
                    "capture.interval", "PT4H")));
    assertThat(frames)
        .extracting(f -> f.captured().at())
        .startsWith(Instant.parse("2026-03-01T06:00:00Z"), Instant.parse("2026-03-01T10:00:00Z"))
        .endsWith(Instant.parse("2026-03-02T02:00:00Z"));
  }

  @Test
  void withoutAnIntervalTheVideosOwnTimesCountAndAreTheSameEachTime() throws Exception {
    Path video = Footage.video(Footage.folder().resolve("a.mp4"), 64, 64, 5);
    Camera camera = Footage.camera(Map.of("source", video.toString()));
    List<Frame> first = all(camera);
    List<Frame> second = all(camera);
    for (int n = 0; n < 5; n++) {
      assertThat(first.get(n).captured()).isEqualTo(second.get(n).captured());
    }
    Duration step = Duration.between(first.get(0).captured().at(), first.get(1).captured().at());
    assertThat(step).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void aLoopGoesOnCounting() throws Exception {
    Path video = Footage.video(Footage.folder().resolve("a.mp4"), 64, 64, 3);
    Camera camera = Footage.camera(Map.of("source", video.toString(), "loop", true));
    try (FrameStream stream = camera.open()) {
      Instant before = Instant.MIN;
      for (int n = 0; n < 8; n++) {
        Frame frame = stream.next().orElseThrow();
        assertThat(frame.sequence()).isEqualTo(n);
        assertThat(frame.captured().at()).isAfter(before);
        before = frame.captured().at();
      }
    }
  }

  @Test
  void aPaceIsKept() throws Exception {
    Path video = Footage.video(Footage.folder().resolve("a.mp4"), 64, 64, 11);
    Camera camera = Footage.camera(Map.of("source", video.toString(), "frames.per.second", 50.0));
    try (FrameStream stream = camera.open()) {
      stream.next();
      long start = System.nanoTime();
      for (int n = 0; n < 10; n++) {
        stream.next();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(170));
    }
  }

  @Test
  void aFolderIsReadInTheOrderOfTheNamesTimesAndFilesStayAsTheyAre() throws Exception {
    Path folder = Footage.folder();
    Path late = Footage.image(folder, "01_200905161814_560000_000_crop_2.jpg", 3);
    Path early = Footage.image(folder, "02_200828110014_560000_000_crop_2.png", 1);
    Footage.image(folder, "01_200905161814_277500_315_crop_2.jpg", 2);
    Files.writeString(folder.resolve("annotations.json"), "[]");
    List<Frame> frames =
        all(
            Footage.camera(
                Map.of(
                    "source",
                    folder.toString(),
                    "capture.pattern",
                    "\\d\\d_(\\d{12})_560000_000_.*")));
    assertThat(frames)
        .extracting(f -> f.captured().at())
        .containsExactly(
            Instant.parse("2020-08-28T11:00:14Z"), Instant.parse("2020-09-05T16:18:14Z"));
    assertThat(frames.get(0).original().orElseThrow().bytes()).isEqualTo(Files.readAllBytes(early));
    assertThat(frames.get(0).original().orElseThrow().mediaType()).isEqualTo("image/png");
    assertThat(frames.get(1).original().orElseThrow().bytes()).isEqualTo(Files.readAllBytes(late));
    assertThat(frames.get(0).recording()).isNotEqualTo(frames.get(1).recording());
  }

  @Test
  void withoutTimesTheOrderOfTheNamesCountsAndAPatternPicksFiles() throws Exception {
    Path folder = Footage.folder();
    int seed = 1;
    for (String name : List.of("shot10", "shot2", "shot1", "other3")) {
      Footage.image(folder, name + ".jpg", seed++);
    }
    Map<String, Object> settings =
        Map.of(
            "source", folder.toString(),
            "file.pattern", "^shot",
            "capture.start", "2026-03-01T06:00:00Z",
            "capture.interval", "PT1H");
    assertThat(all(Footage.camera(settings)))
        .extracting(frame -> frame.original().orElseThrow().bytes())
        .containsExactly(
            Files.readAllBytes(folder.resolve("shot1.jpg")),
            Files.readAllBytes(folder.resolve("shot2.jpg")),
            Files.readAllBytes(folder.resolve("shot10.jpg")));
  }

  @Test
  void oneBrokenImageIsLeftOutAndTheOthersCome() throws Exception {
    Path folder = Footage.folder();
    Path whole = Footage.image(folder, "a.jpg", 1);
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(folder.resolve("b.jpg"), new byte[] {1, 2, 3});
    Files.write(folder.resolve("c.png"), Arrays.copyOf(bytes, 12));
    Footage.image(folder, "d.png", 2);
    assertThat(all(Footage.camera(Map.of("source", folder.toString())))).hasSize(2);
  }

  @Test
  void neighbouringImagesOfAFolderAreNeighbouringLooksAndWhatIsLeftOutIsNone() throws Exception {
    Path folder = Footage.folder();
    for (int n = 1; n <= 5; n++) {
      Footage.image(folder, "20090516181%d.jpg".formatted(n), n);
    }
    Files.write(folder.resolve("200905161812.jpg"), new byte[] {1, 2, 3});
    Map<String, Object> settings =
        Map.of("source", folder.toString(), "capture.pattern", "(\\d{12})\\.jpg", "loop", true);
    try (FrameStream stream = Footage.camera(settings).open()) {
      for (int n = 0; n < 9; n++) {
        assertThat(stream.next().orElseThrow().sequence()).as("look").isEqualTo(n);
      }
    }
  }

  @Test
  void anImageIsTheSameWhateverIsAddedOrTakenAwayBeforeItIsReadAgain() throws Exception {
    Path folder = Footage.folder();
    Footage.image(folder, "200905161811.jpg", 1);
    Path kept = Footage.image(folder, "200905161815.jpg", 2);
    Camera camera =
        Footage.camera(Map.of("source", folder.toString(), "capture.pattern", "(\\d{12})\\.jpg"));
    Frame before = all(camera).get(1);
    Files.delete(folder.resolve("200905161811.jpg"));
    Footage.image(folder, "200905161813.jpg", 3);
    Footage.image(folder, "200905161814.jpg", 3);
    Frame after = all(camera).get(2);
    assertThat(after.original().orElseThrow().bytes()).isEqualTo(Files.readAllBytes(kept));
    assertThat(after.recording()).isEqualTo(before.recording());
    assertThat(after.number()).isEqualTo(before.number());
  }

  @Test
  void aLoopOverImagesOfWhichNoneCanBeReadEnds() throws Exception {
    Path folder = Footage.folder();
    Files.write(folder.resolve("a.jpg"), new byte[] {1, 2, 3});
    assertThat(all(Footage.camera(Map.of("source", folder.toString(), "loop", true)))).isEmpty();
  }

  @Test
  void eachRoundOfALoopShowsAnImageAnew() throws Exception {
    Path folder = Footage.folder();
    Footage.image(folder, "200905161811.jpg", 1);
    Camera camera = Footage.camera(Map.of("source", folder.toString(), "loop", true));
    try (FrameStream stream = camera.open()) {
      Frame first = stream.next().orElseThrow();
      Frame second = stream.next().orElseThrow();
      assertThat(second.recording()).isEqualTo(first.recording());
      assertThat(second.number()).isEqualTo(first.number() + 1);
    }
  }

  @Test
  void whatCannotBeOpenedIsAnsweredWithOneLine() throws IOException {
    Path folder = Footage.folder();
    Path noVideo = Files.writeString(folder.resolve("text.mp4"), "this is no video at all");
    Path cut = Footage.video(folder.resolve("whole.mp4"), 64, 64, 10);
    Path half =
        Files.write(
            folder.resolve("half.mp4"),
            Arrays.copyOf(Files.readAllBytes(cut), (int) Files.size(cut) / 2));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (Path bad : List.of(noVideo, half, empty, folder.resolve("missing.mp4"))) {
      assertThatThrownBy(() -> Footage.camera(Map.of("source", bad.toString())).open())
          .isInstanceOf(CameraException.class)
          .hasMessageContaining(bad.toString())
          .hasMessageContaining("allowed:")
          .hasMessageContaining("stays off until its settings change")
          .message()
          .doesNotContain("\n");
    }
  }

  @Test
  void aFilmThatBreaksOffSaysSoAndWhatCameBeforeCounts() throws Exception {
    Path folder = Footage.folder();
    byte[] whole = Files.readAllBytes(Footage.streamed(folder.resolve("a.mp4"), 320, 180, 50));
    Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length * 6 / 10));
    breaksOff(cut);
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, whole.length * 6 / 10, whole.length, (byte) 0x55);
    breaksOff(Files.write(folder.resolve("damaged.mp4"), damaged));
  }

  private static void breaksOff(Path film) throws InterruptedException {
    List<Frame> seen = new ArrayList<>();
    try (FrameStream stream = Footage.camera(Map.of("source", film.toString())).open()) {
      assertThatThrownBy(
              () -> {
                for (var frame = stream.next(); frame.isPresent(); frame = stream.next()) {
                  seen.add(frame.get());
                }
              })
          .as("%s after %d frames", film, seen.size())
          .isInstanceOf(CameraException.class)
          .hasMessageContaining(film + " broke off")
          .hasMessageContaining("of 50 frames")
          .hasMessageContaining("allowed:")
          .hasMessageContaining("what was seen before counts")
          .message()
          .doesNotContain("\n");
    }
    assertThat(seen).hasSizeBetween(15, 45);
  }

  @Test
  void aWholeFilmEndsWithoutAWord() throws Exception {
    Path folder = Footage.folder();
    Path film = Footage.streamed(folder.resolve("a.mp4"), 320, 180, 50);
    assertThat(all(Footage.camera(Map.of("source", film.toString())))).hasSize(50);
  }

  @Test
  void aLostNetworkCameraIsAnsweredWithoutItsPassword() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Camera camera =
        Footage.camera(
            Map.of(
                "source", "rtsp://127.0.0.1:" + port + "/cell",
                "username", "viewer",
                "password", "s3cret@/:"));
    assertThat(camera.live()).isTrue();
    assertThat(camera.place()).isEqualTo("rtsp://127.0.0.1:" + port + "/cell");
    assertThatThrownBy(camera::open)
        .isInstanceOf(CameraException.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageContaining("Connection refused")
        .hasMessageContaining("tried again")
        .message()
        .doesNotContain("s3cret")
        .doesNotContain("viewer");
  }

  @Test
  void aSilentNetworkCameraIsGivenUpAfterTheTimeout() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "rtsp://127.0.0.1:" + socket.getLocalPort() + "/cell";
      Camera camera = Footage.camera(Map.of("source", address, "timeout.seconds", 1));
      long start = System.nanoTime();
      assertThatThrownBy(camera::open).isInstanceOf(CameraException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "camera.id|cam 1|A-Z a-z 0-9",
        "mode|sometimes|auto, live, recorded",
        "capture.start|yesterday|2026-03-01T06:00:00Z",
        "capture.interval|4h|PT4H",
        "capture.interval|PT0S|more than zero",
        "capture.pattern|no group|one group",
        "capture.pattern|(|regular expression",
        "file.pattern|(|regular expression",
        "capture.format|bbb|date pattern"
      })
  void settingsAreRefusedWithWhatIsAllowed(String key, String given, String allowed) {
    Map<String, Object> settings = new java.util.HashMap<>();
    settings.put("source", "x.mp4");
    settings.put("capture.pattern", "(.*)");
    settings.put(key, given);
    assertThatThrownBy(() -> Footage.camera(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(given)
        .hasMessageContaining(allowed);
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    for (Map<String, Object> settings :
        List.<Map<String, Object>>of(
            Map.of("source", "x", "frames.per.second", -1.0),
            Map.of("source", "x", "frames.per.second", Double.NaN),
            Map.of("source", "x", "timeout.seconds", 0),
            Map.of("source", " "))) {
      assertThatThrownBy(() -> Footage.camera(settings))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("allowed");
    }
  }

  @Test
  void credentialsInAnAddressAreNeverShown() {
    assertThat(Addresses.withoutCredentials("rtsp://u:p@host:554/x@y"))
        .isEqualTo("rtsp://host:554/x@y");
    assertThat(
            new String(
                Addresses.withCredentials(java.net.URI.create("rtsp://host/x"), "a b", "p@:/")
                    .getBytes(StandardCharsets.UTF_8),
                StandardCharsets.UTF_8))
        .isEqualTo("rtsp://a%20b:p%40%3A%2F@host/x");
  }
}
