package org.bellcrank.vision.javacv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.Detection;
import org.bellcrank.vision.CameraException;
import org.bellcrank.vision.CameraView;
import org.bellcrank.vision.Picture;
import org.bellcrank.vision.Pixels;
import org.bellcrank.vision.Vertex;
import org.bellcrank.vision.Zone;
import org.bellcrank.vision.ZonePolicy;
import org.junit.jupiter.api.Test;

class Java2dOverlayTest {

  private static final Zone LEFT =
      new Zone(
          "cam-1/left",
          List.of(new Vertex(0, 0), new Vertex(0.5, 0), new Vertex(0.5, 1), new Vertex(0, 1)),
          ZonePolicy.CENTRE,
          1,
          0.3,
          Set.of());
  private static final CameraView VIEW = new CameraView("cam-1", Optional.empty(), List.of(LEFT));

  private static Detection detection(Box box) {
    return new Detection("cam-1/left", "pitting", 0.836, Optional.of(box), Optional.empty());
  }

  private static int difference(Pixels a, Pixels b, int x, int y) {
    int at = (y * a.width() + x) * 3;
    int sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += Math.abs((a.bgr()[at + c] & 0xff) - (b.bgr()[at + c] & 0xff));
    }
    return sum;
  }

  @Test
  void boxLabelAndZoneAreDrawn() {
    for (int grey : new int[] {0, 128, 255}) {
      Pixels image = new Pixels(640, 360, new byte[640 * 360 * 3]);
      java.util.Arrays.fill(image.bgr(), (byte) grey);
      Box box = new Box(100, 120, 160, 170);
      Pixels before = image.copy();
      Pixels drawn = new Java2dOverlay().draw(image, List.of(detection(box)), VIEW).pixels();
      assertThat(image.bgr()).as("the image stays").isEqualTo(before.bgr());
      assertThat(difference(image, drawn, 98, 145)).as("left edge").isGreaterThan(60);
      assertThat(difference(image, drawn, 130, 171)).as("lower edge").isGreaterThan(60);
      assertThat(difference(image, drawn, 130, 145)).as("inside").isZero();
      assertThat(changed(image, drawn, 98, 100, 170, 116)).as("label").isGreaterThan(100);
      assertThat(changed(image, drawn, 315, 0, 325, 360)).as("zone").isGreaterThan(100);
      assertThat(changed(image, drawn, 400, 0, 640, 360)).as("elsewhere").isZero();
    }
  }

  @Test
  void aSecondFrameIsDrawnLikeTheFirstAndAnotherSizeAnew() {
    Java2dOverlay overlay = new Java2dOverlay();
    List<Detection> detections = List.of(detection(new Box(100, 120, 160, 170)));
    Pixels first = overlay.draw(Pixels.black(640, 360), detections, VIEW).pixels();
    Pixels larger = overlay.draw(Pixels.black(1280, 720), detections, VIEW).pixels();
    Pixels second = overlay.draw(Pixels.black(640, 360), detections, VIEW).pixels();
    assertThat(second.bgr()).isEqualTo(first.bgr());
    assertThat(changed(Pixels.black(1280, 720), larger, 630, 0, 650, 720))
        .as("zone")
        .isGreaterThan(200);
  }

  private static int changed(Pixels a, Pixels b, int x1, int y1, int x2, int y2) {
    int count = 0;
    for (int y = y1; y < y2; y++) {
      for (int x = x1; x < x2; x++) {
        count += difference(a, b, x, y) > 60 ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void labelsOfBoxesAtTheEdgeStayInThePicture() {
    Pixels image = new Pixels(320, 200, new byte[320 * 200 * 3]);
    Pixels drawn =
        new Java2dOverlay()
            .draw(
                image,
                List.of(detection(new Box(0, 0, 10, 10)), detection(new Box(310, 190, 320, 200))),
                CameraView.undescribed("cam-1"))
            .pixels();
    assertThat(changed(image, drawn, 0, 0, 100, 30)).isGreaterThan(100);
    assertThat(changed(image, drawn, 220, 160, 320, 200)).isGreaterThan(100);
  }

  @Test
  void jpegsComeBackAsTheyWereAndThumbnailsAreSmall() {
    ImageIoCoder coder = new ImageIoCoder();
    Pixels image = Footage.picture(1280, 720, 4);
    Picture jpeg = coder.encode(image, 0.95);
    assertThat(jpeg.mediaType()).isEqualTo("image/jpeg");
    Pixels back = coder.decode(jpeg.bytes());
    assertThat(back.width()).isEqualTo(1280);
    assertThat(difference(image, back, 10, 10)).isLessThan(12);
    assertThat(difference(image, back, 400, 220)).as("red stays red").isLessThan(30);
    Pixels small = coder.decode(coder.encode(image, 0.85, 320).thumbnail().bytes());
    assertThat(small.width()).isEqualTo(320);
    assertThat(small.height()).isEqualTo(180);
    Pixels tiny = Footage.picture(100, 50, 1);
    assertThat(coder.decode(coder.encode(tiny, 0.85, 320).thumbnail().bytes()).width())
        .isEqualTo(100);
  }

  @Test
  void whatIsNoImageIsRefused() {
    byte[] jpeg = new ImageIoCoder().encode(Footage.picture(64, 64, 1), 0.9).bytes();
    byte[] broken = java.util.Arrays.copyOf(jpeg, 40);
    for (byte[] bad : List.of(new byte[0], new byte[] {1, 2, 3}, broken)) {
      assertThatThrownBy(() -> new ImageIoCoder().decode(bad))
          .isInstanceOf(CameraException.class)
          .hasMessageContaining("allowed");
    }
  }
}
