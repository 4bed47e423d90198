package org.bellcrank.vision.javacv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.Detection;
import org.bellcrank.vision.CameraView;
import org.bellcrank.vision.ColourPlanes;
import org.bellcrank.vision.Image;
import org.bellcrank.vision.Picture;
import org.bellcrank.vision.PixelRange;
import org.bellcrank.vision.Pixels;
import org.bellcrank.vision.Vertex;
import org.bellcrank.vision.Zone;
import org.bellcrank.vision.ZonePolicy;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanesTest {

  private final FfmpegCoder coder = new FfmpegCoder(new DataDirectory(Footage.TARGET));

  @BeforeAll
  static void natives() {
    Natives.unpackTo(new DataDirectory(Footage.TARGET));
  }

  /** Soft colours, so that halved colour resolution costs next to nothing. */
  private static Pixels colours(int width, int height) {
    Pixels pixels = Pixels.black(width, height);
    Graphics2D graphics = Images.over(pixels).createGraphics();
    graphics.setPaint(
        new GradientPaint(0, 0, new Color(20, 60, 200), width, height, new Color(230, 120, 30)));
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return pixels;
  }

  /** As a decoder would hand it over. */
  private static AVFrame decoded(Pixels pixels, int format) {
    AVFrame from =
        NativePictures.allocated(pixels.width(), pixels.height(), avutil.AV_PIX_FMT_BGR24);
    AVFrame to = NativePictures.allocated(pixels.width(), pixels.height(), format);
    NativePictures.rows(from, 0, pixels.bgr(), pixels.width() * 3, pixels.height());
    SwsContext scaler = NativePictures.scaler(from, to);
    swscale.sws_scale(
        scaler, from.data(), from.linesize(), 0, pixels.height(), to.data(), to.linesize());
    swscale.sws_freeContext(scaler);
    avutil.av_frame_free(from);
    return to;
  }

  private static double difference(Pixels a, Pixels b) {
    assertThat(b.width()).isEqualTo(a.width());
    assertThat(b.height()).isEqualTo(a.height());
    long sum = 0;
    for (int i = 0; i < a.bgr().length; i++) {
      sum += Math.abs((a.bgr()[i] & 0xff) - (b.bgr()[i] & 0xff));
    }
    return sum / (double) a.bgr().length;
  }

  private static int format(String name) {
    return avutil.av_get_pix_fmt(name);
  }

  @ParameterizedTest
  @CsvSource({
    "yuv420p, 320, 180, true",
    "yuvj420p, 320, 180, true",
    "yuv420p, 321, 181, true",
    "yuvj420p, 33, 47, true",
    "yuvj422p, 320, 180, false",
    "yuv444p, 321, 181, false",
    "nv12, 320, 180, false",
    "rgb24, 320, 180, false"
  })
  void everyFormShowsTheSameColoursAndStaysWhenTheDecoderGoesOn(
      String form, int width, int height, boolean planes) {
    Pixels truth = colours(width, height);
    AVFrame picture = decoded(truth, format(form));
    Image image;
    try (DecodedPictures pictures = new DecodedPictures()) {
      image = pictures.image(picture);
    }
    avutil.av_frame_free(picture);
    assertThat(image instanceof Planes).isEqualTo(planes);
    assertThat(difference(truth, image.pixels())).isLessThan(2.5);
    Pixels canvas = Pixels.black(width, height);
    image.copyInto(canvas);
    assertThat(canvas.bgr()).isEqualTo(image.pixels().bgr());
  }

  @ParameterizedTest
  @CsvSource({"yuv420p, 1280, 720", "yuvj420p, 1280, 720", "yuv420p, 641, 361"})
  void theOriginalOfPlanesLooksAsThePixelsDo(String form, int width, int height) {
    Pixels truth = colours(width, height);
    AVFrame picture = decoded(truth, format(form));
    try (DecodedPictures pictures = new DecodedPictures()) {
      Picture file = coder.encode(pictures.image(picture), 0.95);
      assertThat(difference(truth, coder.decode(file.bytes()))).isLessThan(2.5);
    }
    avutil.av_frame_free(picture);
  }

  @Test
  void planesShrinkToWhatThePixelsShrinkTo() {
    Pixels truth = colours(1280, 720);
    AVFrame picture = decoded(truth, avutil.AV_PIX_FMT_YUV420P);
    try (DecodedPictures pictures = new DecodedPictures()) {
      Pixels small = pictures.image(picture).shrunkTo(796, 448);
      assertThat(difference(colours(796, 448), small)).isLessThan(2.5);
    }
    avutil.av_frame_free(picture);
  }

  @ParameterizedTest
  @CsvSource({
    "yuv420p, 1280, 720, 796, 448, BYTE",
    "yuvj420p, 1280, 720, 796, 448, UNIT",
    "yuv420p, 641, 361, 641, 361, SIGNED",
    "yuv420p, 320, 180, 501, 282, BYTE"
  })
  void planesLaidIntoAnInputAreThePixelsInItsNumbers(
      String form, int width, int height, int wide, int high, PixelRange range) {
    AVFrame picture = decoded(colours(width, height), format(form));
    int stride = wide + 5;
    int plane = stride * high;
    float[] values = new float[3 * plane + 7];
    Arrays.fill(values, Float.NaN);
    try (DecodedPictures pictures = new DecodedPictures()) {
      Image image = pictures.image(picture);
      ColourPlanes target =
          new ColourPlanes(values, 7, 7 + plane, 7 + 2 * plane, stride, wide, high, range);
      assertThat(image.layInto(target)).isTrue();
      byte[] bgr = image.shrunkTo(wide, high).bgr();
      float level = range.of(1) - range.of(0);
      double worst = 0;
      double sum = 0;
      for (int i = 0; i < wide * high; i++) {
        int at = 7 + i / wide * stride + i % wide;
        for (int colour = 0; colour < 3; colour++) {
          float expected = range.of(bgr[i * 3 + 2 - colour] & 0xff);
          float off = Math.abs(values[at + colour * plane] - expected) / level;
          worst = Math.max(worst, off);
          sum += off;
        }
      }
      // FFmpeg rounds more on its way to bytes than on that to numbers.
      assertThat(worst).as("grey levels, worst").isLessThan(6);
      assertThat(sum / (3 * wide * high)).as("grey levels, mean").isLessThan(1);
      int written = 0;
      for (float value : values) {
        written += Float.isNaN(value) ? 0 : 1;
      }
      assertThat(written).as("beside the image nothing is written").isEqualTo(3 * wide * high);
    }
    avutil.av_frame_free(picture);
  }

  @Test
  void whatWasReadBeforeThePictureWasGivenBackStaysAndTheRestIsRefused() {
    AVFrame picture = decoded(colours(64, 48), avutil.AV_PIX_FMT_YUV420P);
    try (DecodedPictures pictures = new DecodedPictures()) {
      Image read = pictures.image(picture);
      Image unread = pictures.image(picture);
      byte[] before = read.shrunkTo(32, 24).bgr();
      read.brightness(0, 0);
      read.release();
      read.release();
      unread.release();
      assertThat(read.shrunkTo(32, 24).bgr()).isEqualTo(before);
      assertThatThrownBy(() -> unread.brightness(0, 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("64 x 48")
          .hasMessageContaining("given back");
    }
    avutil.av_frame_free(picture);
  }

  @Test
  void aShrunkEdgeStaysWhereItWas() {
    Pixels truth = Pixels.black(1280, 720);
    Graphics2D graphics = Images.over(truth).createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(640, 0, 640, 720);
    graphics.fillRect(0, 360, 1280, 360);
    graphics.dispose();
    AVFrame picture = decoded(truth, avutil.AV_PIX_FMT_YUV420P);
    try (DecodedPictures pictures = new DecodedPictures()) {
      Pixels small = pictures.image(picture).shrunkTo(800, 450);
      assertThat(brightness(small, 398, 10)).as("left of the edge").isLessThan(20);
      assertThat(brightness(small, 402, 10)).as("right of the edge").isGreaterThan(235);
      assertThat(brightness(small, 10, 223)).as("above the edge").isLessThan(20);
      assertThat(brightness(small, 10, 227)).as("below the edge").isGreaterThan(235);
    }
    avutil.av_frame_free(picture);
  }

  private static int brightness(Pixels pixels, int x, int y) {
    return pixels.bgr()[(y * pixels.width() + x) * 3 + 1] & 0xff;
  }

  @Test
  void aCanvasOfAnotherSizeIsRefusedNamingBoth() {
    AVFrame picture = decoded(colours(64, 48), avutil.AV_PIX_FMT_YUV420P);
    try (DecodedPictures pictures = new DecodedPictures()) {
      Image image = pictures.image(picture);
      assertThatThrownBy(() -> image.copyInto(Pixels.black(64, 49)))
          .hasMessageContaining("64 x 49")
          .hasMessageContaining("64 x 48");
    }
    avutil.av_frame_free(picture);
  }

  @Test
  void aCameraThatChangesItsSizeOrFormGoesOn() {
    try (DecodedPictures pictures = new DecodedPictures()) {
      for (String form : new String[] {"yuv422p", "yuv420p", "yuv422p", "gray"}) {
        for (int[] size : new int[][] {{320, 180}, {160, 90}}) {
          AVFrame picture = decoded(colours(size[0], size[1]), format(form));
          Pixels pixels = pictures.image(picture).pixels();
          assertThat(new int[] {pixels.width(), pixels.height()}).isEqualTo(size);
          avutil.av_frame_free(picture);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"yuv420p, 640, 360", "yuvj420p, 641, 361", "yuv420p, 1280, 720"})
  void whatIsDrawnOntoPlanesLooksAsWhatIsDrawnOntoPixels(String form, int width, int height) {
    Pixels truth = colours(width, height);
    AVFrame picture = decoded(truth, format(form));
    Java2dOverlay overlay = new Java2dOverlay();
    List<Vertex> corners =
        List.of(new Vertex(0.1, 0.1), new Vertex(0.9, 0.2), new Vertex(0.8, 0.95));
    Zone zone = new Zone("cam-1/left", corners, ZonePolicy.CENTRE, 0.5, 0, Set.of());
    CameraView view = new CameraView("cam-1", Optional.empty(), List.of(zone));
    List<Detection> found = List.of(detection(100, 120, 180, 190), detection(-5, -5, 30, 20));
    try (DecodedPictures pictures = new DecodedPictures()) {
      Image image = pictures.image(picture);
      Pixels before = image.pixels();
      Image drawn = overlay.draw(image, found, view);
      assertThat(drawn).isInstanceOf(Planes.class);
      assertThat(image.pixels().bgr()).as("the image stays").isEqualTo(before.bgr());
      Pixels wanted = overlay.draw(truth, found, view).pixels();
      assertThat(difference(truth, wanted)).as("something is drawn").isGreaterThan(1);
      assertThat(difference(wanted, drawn.pixels())).as("the same").isLessThan(3);
      assertThat(brightness(drawn.pixels(), 97, 150))
          .as("the box's left edge")
          .isCloseTo(brightness(wanted, 97, 150), within(25));
    }
    avutil.av_frame_free(picture);
  }

  private static Detection detection(double x1, double y1, double x2, double y2) {
    return new Detection(
        "cam-1/left", "pitting", 0.8, Optional.of(new Box(x1, y1, x2, y2)), Optional.empty());
  }

  @Test
  void brightnessIsThatOfTheColours() {
    for (int form : new int[] {avutil.AV_PIX_FMT_YUV420P, avutil.AV_PIX_FMT_YUVJ420P}) {
      Pixels truth = colours(320, 180);
      AVFrame picture = decoded(truth, form);
      try (DecodedPictures pictures = new DecodedPictures()) {
        Image image = pictures.image(picture);
        for (int place = 0; place < 180; place += 7) {
          assertThat(image.brightness(place, place))
              .isCloseTo(truth.brightness(place, place), within(4));
        }
      }
      avutil.av_frame_free(picture);
    }
  }
}
