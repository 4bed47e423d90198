package org.bellcrank.itests.chaos.mixed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.vision.Alignment;
import org.bellcrank.vision.CameraStatus;
import org.bellcrank.vision.CameraView;
import org.bellcrank.vision.ColourOrder;
import org.bellcrank.vision.Detector;
import org.bellcrank.vision.Frame;
import org.bellcrank.vision.FrameSource;
import org.bellcrank.vision.FrameStream;
import org.bellcrank.vision.Image;
import org.bellcrank.vision.ImageCoder;
import org.bellcrank.vision.Inspector;
import org.bellcrank.vision.ModelCard;
import org.bellcrank.vision.Picture;
import org.bellcrank.vision.PixelRange;
import org.bellcrank.vision.Pixels;
import org.bellcrank.vision.Tensor;
import org.bellcrank.vision.Zone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The storage is full by its quota while cameras see defects: in every frame one. A recording
 * waits; a live camera holds what it found and drops frames that no model has looked at.
 */
@Timeout(120)
class QuotaBeforeCameraTest {

  private static final Instant START = Instant.parse("2026-03-01T06:00:00Z");
  private static final String CAMERA = "cam-1";

  @TempDir Path folder;
  private QuotaRig rig;
  private Inspector inspector;

  @BeforeEach
  void open() {
    rig = new QuotaRig(folder.resolve("data"));
    inspector =
        new Inspector(
            rig.intake,
            rig.store,
            rig.evidence,
            new Coder(),
            (image, detections, view) -> image.pixels().copy(),
            camera ->
                Optional.of(
                    new CameraView(
                        camera, Optional.empty(), List.of(Zone.whole(camera + "/all", 0.5)))),
            Clock.systemUTC());
    inspector.addDetector(new PitFinder());
  }

  @AfterEach
  void close() {
    inspector.stop();
    rig.close();
  }

  private CameraStatus camera() {
    return inspector.all().get(0);
  }

  @Test
  void aRecordingWaitsAndNoFrameWithADefectIsLostOrDoubled() {
    AtomicLong read = new AtomicLong();
    Iterator<Frame> film =
        LongStream.range(0, 40).mapToObj(n -> frame("0badcafe", read.getAndIncrement())).iterator();
    rig.full();
    inspector.addCamera(new Eye(false, film));
    QuotaRig.await("refusals", () -> rig.refusedByEvidence.get() >= 2);
    assertThat(rig.accepted()).isEmpty();
    long waiting = read.get();
    assertThat(waiting).as("the film waits").isLessThan(12);
    rig.room();
    QuotaRig.await("the middle", () -> rig.accepted().size() > 5);
    rig.full();
    int refused = rig.refusedByEvidence.get();
    QuotaRig.await(
        "refusals, or the end",
        () -> rig.refusedByEvidence.get() >= refused + 2 || rig.accepted().size() == 40);
    rig.room();
    QuotaRig.await("its end", () -> camera().state() == CameraStatus.State.ENDED);
    assertThat(rig.observations())
        .extracting(each -> each.context().get("frame"))
        .as("each frame once, in their order")
        .containsExactlyElementsOf(LongStream.range(0, 40).mapToObj(Long::toString).toList());
    assertThat(camera().dropped()).isZero();
    assertThat(rig.entries("observation.contradicted")).isEmpty();
  }

  @Test
  void aLiveCameraHoldsWhatItFoundAndTellsWhatItDropped() {
    AtomicBoolean ends = new AtomicBoolean();
    AtomicLong read = new AtomicLong();
    rig.full();
    inspector.addCamera(
        new Eye(
            true,
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return !ends.get();
              }

              @Override
              public Frame next() {
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                return frame("", read.getAndIncrement());
              }
            }));
    QuotaRig.await("refusals", () -> rig.refusedByEvidence.get() >= 2);
    QuotaRig.await("dropped frames", () -> camera().dropped() > 20);
    long looked = camera().looked();
    assertThat(rig.accepted()).isEmpty();
    assertThat(looked).as("looking waits for what was found").isBetween(1L, 5L);
    rig.room();
    QuotaRig.await("findings", () -> rig.accepted().size() > looked);
    ends.set(true);
    List<String> frames =
        rig.observations().stream().map(each -> each.context().get("frame")).toList();
    assertThat(frames)
        .as("what a model had looked at while it was full is there, each once and in order")
        .containsExactlyElementsOf(
            LongStream.range(0, frames.size()).mapToObj(Long::toString).toList());
  }

  private static Frame frame(String recording, long number) {
    return new Frame(
        CAMERA,
        recording,
        number,
        number,
        new CaptureTime(START.plusMillis(100 * number), CaptureTime.ClockQuality.SOURCE),
        System.nanoTime(),
        new Pixels(64, 32, picture(number)),
        Optional.empty());
  }

  /** No two pictures are alike, or evidence would know them. */
  private static byte[] picture(long number) {
    byte[] bgr = new byte[64 * 32 * 3];
    bgr[100] = (byte) number;
    bgr[101] = (byte) (number >> 8);
    return bgr;
  }

  private record Eye(boolean live, Iterator<Frame> frames) implements FrameSource {

    @Override
    public String camera() {
      return CAMERA;
    }

    @Override
    public String place() {
      return "test";
    }

    @Override
    public FrameStream open() {
      return new FrameStream() {
        @Override
        public Optional<Frame> next() throws InterruptedException {
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
          return frames.hasNext() ? Optional.of(frames.next()) : Optional.empty();
        }

        @Override
        public void close() {
          // Nothing is held.
        }
      };
    }
  }

  private static final class Coder implements ImageCoder {

    @Override
    public Picture encode(Image image, double quality) {
      return new Picture(image.pixels().bgr(), "image/jpeg");
    }

    @Override
    public WithThumbnail encode(Image image, double quality, int width) {
      return new WithThumbnail(encode(image, quality), new Picture(new byte[] {1}, "image/jpeg"));
    }

    @Override
    public Pixels decode(byte[] file) {
      throw new AssertionError("nothing is decoded here");
    }
  }

  /** Sees one pit in every picture. */
  private static final class PitFinder implements Detector {

    @Override
    public ModelCard card() {
      return new ModelCard(
          "pit",
          "1.0.0",
          "0".repeat(64),
          new ModelCard.Input(64, 32, ColourOrder.BGR, PixelRange.BYTE, Alignment.CENTRE, 114),
          "yolov8",
          List.of("pitting"),
          Map.of(),
          0.5);
    }

    @Override
    public String provider() {
      return "CPU";
    }

    @Override
    public String reason() {
      return "test";
    }

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public List<Tensor> run(float[] input) {
      return List.of(new Tensor("output0", new long[] {1, 5, 1}, new float[] {16, 16, 8, 8, 0.9f}));
    }
  }
}
