package org.bellcrank.vision.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.Inspection;
import org.bellcrank.vision.Alignment;
import org.bellcrank.vision.CameraView;
import org.bellcrank.vision.ColourOrder;
import org.bellcrank.vision.Detector;
import org.bellcrank.vision.Frame;
import org.bellcrank.vision.FrameStream;
import org.bellcrank.vision.ModelCard;
import org.bellcrank.vision.PixelRange;
import org.bellcrank.vision.Pixels;
import org.bellcrank.vision.Tensor;
import org.bellcrank.vision.VisionPath;
import org.bellcrank.vision.Zone;
import org.junit.jupiter.api.Test;

/** From a real H.264 file to the inspection and its pictures; the model looks for red. */
class JourneyTest {

  private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

  private final EvidenceStore evidence =
      new EvidenceStore() {
        @Override
        public EvidenceReference keep(byte[] content, String mediaType) {
          String name = "%064x".formatted(java.util.Arrays.hashCode(content));
          kept.put(name, content);
          return new EvidenceReference(name, mediaType, content.length);
        }

        @Override
        public Optional<byte[]> read(String sha256) {
          return Optional.ofNullable(kept.get(sha256));
        }

        @Override
        public Optional<Path> file(String sha256) {
          return Optional.empty();
        }
      };

  @Test
  void whatIsRedInAVideoIsFoundWhereItIs() throws Exception {
    Path video = Footage.video(Footage.folder().resolve("a.mp4"), 640, 360, 3);
    FfmpegCoder coder = new FfmpegCoder(new DataDirectory(Footage.TARGET));
    VisionPath path = new VisionPath(evidence, coder, new Java2dOverlay());
    CameraView view =
        new CameraView("cam-1", Optional.empty(), List.of(Zone.whole("cam-1/all", 0.5)));
    try (FrameStream stream = Footage.camera(Map.of("source", video.toString())).open()) {
      Frame frame = stream.next().orElseThrow();
      byte[] before = frame.image().pixels().bgr().clone();
      Inspection inspection = path.keep(path.look(frame, view, new RedFinder()));
      assertThat(frame.image().pixels().bgr())
          .as("nothing is drawn into the frame")
          .isEqualTo(before);
      assertThat(inspection.detections()).hasSize(1);
      var box = inspection.detections().get(0).box().orElseThrow();
      assertThat(box.x1()).isBetween(157.0, 163.0);
      assertThat(box.y1()).isBetween(87.0, 93.0);
      assertThat(box.x2()).isBetween(237.0, 243.0);
      assertThat(box.y2()).isBetween(132.0, 138.0);
      assertThat(inspection.evidence())
          .extracting(EvidenceItem::role)
          .containsExactly(
              EvidenceItem.Role.ORIGINAL, EvidenceItem.Role.ANNOTATED, EvidenceItem.Role.THUMBNAIL);
      Pixels original = decoded(inspection, 0);
      assertThat(original.width()).isEqualTo(640);
      assertThat(difference(original, frame.image().pixels())).isLessThan(4);
      assertThat(difference(decoded(inspection, 1), frame.image().pixels())).isGreaterThan(0.5);
      assertThat(decoded(inspection, 2).width()).isEqualTo(320);
    }
  }

  private Pixels decoded(Inspection inspection, int item) {
    String name = inspection.evidence().get(item).reference().sha256();
    return new ImageIoCoder().decode(kept.get(name));
  }

  private static double difference(Pixels a, Pixels b) {
    long sum = 0;
    for (int i = 0; i < a.bgr().length; i++) {
      sum += Math.abs((a.bgr()[i] & 0xff) - (b.bgr()[i] & 0xff));
    }
    return sum / (double) a.bgr().length;
  }

  /** Reports the rectangle around all pixels that are more red than blue. */
  private static final class RedFinder implements Detector {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 192;

    @Override
    public ModelCard card() {
      return new ModelCard(
          "red",
          "1",
          "0".repeat(64),
          new ModelCard.Input(
              WIDTH, HEIGHT, ColourOrder.RGB, PixelRange.UNIT, Alignment.CENTRE, 114),
          "yolov8",
          List.of("red"),
          Map.of(),
          0.5);
    }

    @Override
    public String provider() {
      return "CPU";
    }

    @Override
    public String reason() {
      return "";
    }

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public List<Tensor> run(float[] input) {
      int left = WIDTH;
      int right = 0;
      int top = HEIGHT;
      int bottom = 0;
      for (int i = 0; i < WIDTH * HEIGHT; i++) {
        if (input[i] - input[2 * WIDTH * HEIGHT + i] > 0.4) {
          left = Math.min(left, i % WIDTH);
          right = Math.max(right, i % WIDTH + 1);
          top = Math.min(top, i / WIDTH);
          bottom = Math.max(bottom, i / WIDTH + 1);
        }
      }
      float[] box = {(left + right) / 2f, (top + bottom) / 2f, right - left, bottom - top, 0.9f};
      return List.of(new Tensor("output0", new long[] {1, 5, 1}, box));
    }
  }
}
