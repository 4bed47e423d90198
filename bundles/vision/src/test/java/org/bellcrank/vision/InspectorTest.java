package org.bellcrank.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bellcrank.observation.DeviceStatus.Status;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.Inspection;
import org.bellcrank.vision.CameraStatus.State;
import org.bellcrank.vision.Workshop.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InspectorTest {

  private static List<Frame> frames(String camera, int... percents) {
    return IntStream.range(0, percents.length)
        .mapToObj(i -> TestFrames.frame(camera, i, percents[i]))
        .toList();
  }

  private static void awaitEnd(Workshop shop, String camera) {
    Workshop.await(camera + " at its end", () -> shop.status(camera).state() == State.ENDED);
  }

  @Test
  void findingsAtTheFloorAreReportedBelowItTheyAreCounted() {
    try (Workshop shop = new Workshop().describing("cam-1")) {
      shop.inspector.addDetector(new TestFrames.Pixel("m"));
      shop.inspector.addCamera(Source.recording("cam-1", frames("cam-1", 0, 49, 50, 83)));
      awaitEnd(shop, "cam-1");
      List<Inspection> inspections = shop.inspections("cam-1");
      assertThat(inspections).hasSize(2);
      Inspection first = inspections.get(0);
      assertThat(first.id()).isEqualTo("cam-1:20260301T140000000-2-0badcafe");
      assertThat(first.detections().get(0).point()).isEqualTo("cam-1/all");
      assertThat(first.detections().get(0).box().orElseThrow().x1()).isEqualTo(12);
      assertThat(first.model().orElseThrow().name()).isEqualTo("m");
      assertThat(first.evidence())
          .extracting(EvidenceItem::role)
          .containsExactly(
              EvidenceItem.Role.ORIGINAL, EvidenceItem.Role.ANNOTATED, EvidenceItem.Role.THUMBNAIL);
      assertThat(first.context()).containsKeys("imageSharpness", "imageExposure");
      assertThat(inspections)
          .as("frames of a recording carry their place in it")
          .extracting(i -> i.context().get("frame"))
          .containsExactly("2", "3");
      shop.close();
      assertThat(shop.tallies.get("cam-1/all")).containsExactly(4, 1);
      assertThat(shop.tallies.keySet()).containsExactly("cam-1/all");
    }
  }

  @Test
  void aRecordingReadAgainIsRecognised() {
    try (Workshop shop = new Workshop().describing("cam-1")) {
      shop.inspector.addDetector(new TestFrames.Pixel("m"));
      for (int round = 0; round < 2; round++) {
        Source source = Source.recording("cam-1", frames("cam-1", 90, 91, 92));
        shop.inspector.addCamera(source);
        awaitEnd(shop, "cam-1");
        shop.inspector.removeCamera(source);
      }
      assertThat(shop.intake.accepted()).hasSize(3);
      shop.close();
      assertThat(shop.tallies.get("cam-1/all")).as("counted once too").containsExactly(3, 0);
    }
  }

  @Test
  void aRecordingThatIsReadAgainAfterARestartIsCountedOnce() {
    Workshop first = new Workshop().describing("cam-1");
    first.inspector.addDetector(new TestFrames.Pixel("m"));
    first.inspector.addCamera(Source.recording("cam-1", frames("cam-1", 0, 49)));
    awaitEnd(first, "cam-1");
    first.close();
    assertThat(first.tallies.get("cam-1/all")).containsExactly(2, 1);
    try (Workshop second = new Workshop().describing("cam-1")) {
      second.recordings.putAll(first.recordings);
      second.inspector.addDetector(new TestFrames.Pixel("m"));
      second.inspector.addCamera(Source.recording("cam-1", frames("cam-1", 0, 49, 0, 90, 49)));
      awaitEnd(second, "cam-1");
      second.close();
      assertThat(second.tallies.get("cam-1/all"))
          .as("what the first run had not counted, no more")
          .containsExactly(3, 1);
    }
  }

  @Test
  void recordingsLoseNothingAndCamerasAreNeverMixed() {
    try (Workshop shop = new Workshop()) {
      shop.inspector.addDetector(new TestFrames.Pixel("m"));
      for (int c = 0; c < 6; c++) {
        String camera = "cam-" + c;
        shop.describing(camera);
        List<Frame> frames =
            LongStream.range(0, 150).mapToObj(i -> TestFrames.frame(camera, i, 80)).toList();
        shop.inspector.addCamera(Source.recording(camera, frames));
      }
      for (int c = 0; c < 6; c++) {
        String camera = "cam-" + c;
        awaitEnd(shop, camera);
        List<Inspection> inspections = shop.inspections(camera);
        assertThat(inspections).hasSize(150);
        assertThat(inspections)
            .isSortedAccordingTo(
                java.util.Comparator.comparing(inspection -> inspection.captured().at()));
        assertThat(inspections)
            .allMatch(
                i ->
                    i.id().startsWith(camera + ":")
                        && i.detections().get(0).point().equals(camera + "/all"));
        assertThat(shop.status(camera).dropped()).isZero();
      }
    }
  }

  @Test
  void aLiveCameraDropsTheOlderFrameBeforeTheModelAndCountsIt() {
    CountDownLatch release = new CountDownLatch(1);
    TestFrames.Pixel slow =
        new TestFrames.Pixel("m") {
          @Override
          public List<Tensor> run(float[] input) {
            try {
              release.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return super.run(input);
          }
        };
    try (Workshop shop = new Workshop().describing("cam-1")) {
      shop.inspector.addDetector(slow);
      AtomicInteger openings = new AtomicInteger();
      shop.inspector.addCamera(
          new Source(
              "cam-1",
              true,
              () -> {
                if (openings.getAndIncrement() > 0) {
                  throw new CameraException("gone", null);
                }
                return frames("cam-1", 80, 81, 82, 83, 84, 85, 86, 87, 88, 89).iterator();
              }));
      Workshop.await("ten frames", () -> shop.status("cam-1").captured() == 10);
      release.countDown();
      Workshop.await(
          "the newest",
          () ->
              !shop.inspections("cam-1").isEmpty()
                  && shop.status("cam-1").looked() + shop.status("cam-1").dropped() == 10);
      assertThat(shop.status("cam-1").dropped()).isBetween(8L, 9L);
      Workshop.await(
          "reports", () -> shop.inspections("cam-1").size() == shop.status("cam-1").looked());
      List<Inspection> inspections = shop.inspections("cam-1");
      assertThat(inspections)
          .as("dropped frames leave no gap in the count of looks")
          .extracting(i -> i.context().get("frame"))
          .containsExactlyElementsOf(
              LongStream.range(0, inspections.size()).mapToObj(Long::toString).toList());
      assertThat(inspections.get(inspections.size() - 1).detections().get(0).confidence())
          .isCloseTo(0.89, org.assertj.core.api.Assertions.within(1e-6));
    }
  }

  @Test
  void whileTheDiskIsFullTheFindingIsKeptAndTheCameraWaits() {
    try (Workshop shop = new Workshop().describing("cam-1")) {
      shop.intake.refuse(3);
      shop.inspector.addDetector(new TestFrames.Pixel("m"));
      shop.inspector.addCamera(Source.recording("cam-1", frames("cam-1", 90, 91, 92, 93, 94)));
      awaitEnd(shop, "cam-1");
      assertThat(shop.inspections("cam-1")).hasSize(5);
      assertThat(shop.status("cam-1").dropped()).isZero();
    }
  }

  @Test
  void noFrameIsReadBeforeAModelIsThereAndNoneIsLostWhenItIsExchanged() {
    try (Workshop shop = new Workshop().describing("cam-1")) {
      TestFrames.Pixel first = new TestFrames.Pixel("first");
      TestFrames.Pixel second = new TestFrames.Pixel("second");
      List<Frame> frames = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        frames.add(TestFrames.frame("cam-1", i, 90));
      }
      shop.inspector.addCamera(Source.recording("cam-1", frames));
      Workshop.await("waiting", () -> shop.status("cam-1").state() == State.WAITING);
      assertThat(shop.status("cam-1").captured()).isZero();
      shop.inspector.addDetector(first);
      Workshop.await("some", () -> shop.inspections("cam-1").size() > 20);
      shop.inspector.removeDetector(first);
      Workshop.await("waiting", () -> shop.status("cam-1").state() == State.WAITING);
      shop.inspector.addDetector(second);
      awaitEnd(shop, "cam-1");
      List<Inspection> all = shop.inspections("cam-1");
      assertThat(all).hasSize(400);
      assertThat(all.get(0).model().orElseThrow().name()).isEqualTo("first");
      assertThat(all.get(399).model().orElseThrow().name()).isEqualTo("second");
    }
  }

  @Test
  void aLostCameraIsToldOnceAndSoIsItsReturn() {
    try (Workshop shop = new Workshop().describing("cam-1")) {
      shop.inspector.addDetector(new TestFrames.Pixel("m"));
      AtomicInteger openings = new AtomicInteger();
      CountDownLatch end = new CountDownLatch(1);
      shop.inspector.addCamera(
          new Source(
              "cam-1",
              true,
              () -> {
                int opening = openings.getAndIncrement();
                if (opening == 1) {
                  throw new CameraException("rtsp://camera does not answer", null);
                }
                return opening == 0 ? frames("cam-1", 90).iterator() : endless(end);
              }));
      Workshop.await("the return", () -> shop.devices().size() == 2);
      assertThat(shop.devices())
          .extracting(d -> d.status())
          .containsExactly(Status.LOST, Status.OK);
      assertThat(shop.status("cam-1").state()).isEqualTo(State.RUNNING);
      end.countDown();
    }
  }

  private static Iterator<Frame> endless(CountDownLatch end) {
    return new Iterator<>() {
      private long next = 100;

      @Override
      public boolean hasNext() {
        return end.getCount() > 0;
      }

      @Override
      public Frame next() {
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        return TestFrames.frame("cam-1", next++, 0);
      }
    };
  }

  @Test
  void aRecordingThatCannotBeReadSaysSoAndTheOthersWork() {
    try (Workshop shop = new Workshop().describing("good")) {
      shop.inspector.addDetector(new TestFrames.Pixel("m"));
      shop.inspector.addCamera(
          new Source(
              "bad",
              false,
              () -> {
                throw new CameraException("video x.mp4 cannot be read", null);
              }));
      shop.inspector.addCamera(Source.recording("good", frames("good", 90)));
      awaitEnd(shop, "good");
      Workshop.await("failure", () -> shop.status("bad").state() == State.FAILED);
      assertThat(shop.status("bad").detail()).isEqualTo("video x.mp4 cannot be read");
      assertThat(shop.inspections("good")).hasSize(1);
    }
  }

  @Test
  void aFrameTheModelCannotLookAtIsCountedAndTheNextIsTried() {
    TestFrames.Pixel choosy =
        new TestFrames.Pixel("m") {
          @Override
          public List<Tensor> run(float[] input) {
            if (input[0] == 13) {
              throw new DetectorException("model m did not run", null);
            }
            return super.run(input);
          }
        };
    try (Workshop shop = new Workshop().describing("cam-1")) {
      shop.inspector.addDetector(choosy);
      shop.inspector.addCamera(Source.recording("cam-1", frames("cam-1", 90, 13, 91)));
      awaitEnd(shop, "cam-1");
      assertThat(shop.status("cam-1").failed()).isEqualTo(1);
      assertThat(shop.inspections("cam-1")).hasSize(2);
    }
  }

  @Test
  void aChangedViewCountsFromTheNextFrameAndAnUndescribedCameraIsOutside() {
    try (Workshop shop = new Workshop()) {
      shop.inspector.addDetector(new TestFrames.Pixel("m"));
      Iterator<Frame> steps =
          new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
              return next < 2;
            }

            @Override
            public Frame next() {
              if (next == 1) {
                Workshop.await("the first", () -> shop.inspections("cam-1").size() == 1);
                shop.describing("cam-1");
              }
              return TestFrames.frame("cam-1", next++, 90);
            }
          };
      shop.inspector.addCamera(new Source("cam-1", false, () -> steps));
      awaitEnd(shop, "cam-1");
      assertThat(shop.inspections("cam-1"))
          .extracting(i -> i.detections().get(0).point())
          .containsExactly("cam-1/outside", "cam-1/all");
    }
  }

  @Test
  void theSameCameraIdTwiceIsLeftOut() {
    try (Workshop shop = new Workshop().describing("cam-1")) {
      shop.inspector.addDetector(new TestFrames.Pixel("m"));
      shop.inspector.addCamera(Source.recording("cam-1", frames("cam-1", 90)));
      Source second = Source.recording("cam-1", frames("cam-1", 91, 92));
      shop.inspector.addCamera(second);
      awaitEnd(shop, "cam-1");
      assertThat(shop.inspections("cam-1")).hasSize(1);
      shop.inspector.removeCamera(second);
      assertThat(shop.inspector.all()).hasSize(1);
    }
  }
}
