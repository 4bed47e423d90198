package org.bellcrank.vision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.bellcrank.evidence.EvidenceException;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.EvidenceItem.Role;
import org.bellcrank.observation.Inspection;

/**
 * The way of one frame: look, place in zones, keep the evidence, report. Each step can be called
 * and timed by itself. Safe for use by any number of threads.
 */
public final class VisionPath {

  /** Detections are counted as below the floor from this confidence on. */
  static final double COUNTED_FROM = 0.1;

  private static final double ORIGINAL_QUALITY = 0.95;
  private static final double ANNOTATED_QUALITY = 0.85;
  private static final int THUMBNAIL_WIDTH = 320;

  private static final int HANDS = 4;

  private final Perception perception = new Perception();
  private final ExecutorService hands = hands();
  private final EvidenceStore evidence;
  private final ImageCoder coder;
  private final Overlay overlay;

  /** Joins the parts that a frame passes. */
  public VisionPath(EvidenceStore evidence, ImageCoder coder, Overlay overlay) {
    this.evidence = evidence;
    this.coder = coder;
    this.overlay = overlay;
  }

  /**
   * Looks at a frame and sorts what is found into the camera's zones. Classes that a zone does not
   * watch are left out.
   *
   * @throws DetectorException when the model could not be run
   */
  public Sighting look(Frame frame, CameraView view, Detector detector) {
    double minimum = Math.min(COUNTED_FROM, view.lowestFloor());
    Perception.Seen seen = perception.look(frame.pixels(), detector, minimum);
    List<Detection> detections = new ArrayList<>();
    Map<String, Integer> belowFloor = new HashMap<>();
    for (Found found : seen.found()) {
      Zone zone = view.zoneOf(found.box(), frame.pixels().width(), frame.pixels().height());
      if (!zone.watches(found.defectClass())) {
        continue;
      }
      if (found.confidence() >= zone.floor()) {
        detections.add(detection(zone, found));
      } else {
        belowFloor.merge(zone.point(), 1, Integer::sum);
      }
    }
    return new Sighting(
        frame, view, detector.stamp(), List.copyOf(detections), Map.copyOf(belowFloor), seen);
  }

  private static Detection detection(Zone zone, Found found) {
    return new Detection(
        zone.point(),
        found.defectClass(),
        found.confidence(),
        Optional.of(found.box()),
        Optional.empty());
  }

  /**
   * Keeps original, annotated copy and thumbnail of a sighting and makes the inspection of it.
   *
   * @throws org.bellcrank.evidence.EvidenceException when the evidence could not be written
   */
  public Inspection keep(Sighting sighting) {
    Frame frame = sighting.frame();
    Pixels image = frame.pixels();
    List<EvidenceItem> items = evidence(sighting);
    return new Inspection(
        InspectionId.of(frame),
        frame.camera(),
        frame.captured(),
        image.width(),
        image.height(),
        sighting.detections(),
        Optional.of(sighting.model()),
        items,
        context(ImageQuality.of(image)));
  }

  /** The three pictures are encoded and written side by side: each waits for the disk. */
  private List<EvidenceItem> evidence(Sighting sighting) {
    Frame frame = sighting.frame();
    Future<EvidenceItem> original =
        hands.submit(
            () ->
                item(
                    Role.ORIGINAL,
                    frame
                        .original()
                        .orElseGet(() -> coder.encode(frame.pixels(), ORIGINAL_QUALITY))));
    Pixels drawn = overlay.draw(frame.pixels(), sighting.detections(), sighting.view());
    Future<EvidenceItem> thumbnail =
        hands.submit(() -> item(Role.THUMBNAIL, coder.thumbnail(drawn, THUMBNAIL_WIDTH)));
    EvidenceItem annotated = item(Role.ANNOTATED, coder.encode(drawn, ANNOTATED_QUALITY));
    return List.of(done(original), annotated, done(thumbnail));
  }

  private static EvidenceItem done(Future<EvidenceItem> item) {
    try {
      return item.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("evidence could not be made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EvidenceException("asked to end before the evidence was written", e);
    }
  }

  private static ExecutorService hands() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            HANDS,
            HANDS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "vision-evidence");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private EvidenceItem item(Role role, Picture picture) {
    return new EvidenceItem(role, evidence.keep(picture.bytes(), picture.mediaType()));
  }

  private static Map<String, String> context(ImageQuality quality) {
    return Map.of(
        "imageSharpness", String.format(Locale.ROOT, "%.1f", quality.sharpness()),
        "imageExposure", String.format(Locale.ROOT, "%.3f", quality.exposure()));
  }
}
