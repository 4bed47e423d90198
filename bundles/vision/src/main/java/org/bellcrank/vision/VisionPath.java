package org.bellcrank.vision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bellcrank.evidence.EvidenceReference;
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

  private static final double ORIGINAL_QUALITY = 0.90;
  private static final double ANNOTATED_QUALITY = 0.85;
  private static final int THUMBNAIL_WIDTH = 320;

  private final Perception perception = new Perception();
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
    return look(frame, prepare(frame, detector), view);
  }

  /**
   * Lays a frame into a model's input, ahead of the look at it.
   *
   * @throws DetectorException when the model wants more than a frame
   */
  Perception.Prepared prepare(Frame frame, Detector detector) {
    return perception.prepare(frame.image(), Optional.empty(), detector);
  }

  /** Looks at a frame that was prepared, once. */
  Sighting look(Frame frame, Perception.Prepared prepared, CameraView view) {
    Detector detector = prepared.detector();
    double minimum = Math.min(COUNTED_FROM, view.lowestFloor());
    Perception.Seen seen = perception.look(prepared, minimum);
    List<Detection> detections = new ArrayList<>();
    Map<String, Integer> belowFloor = new HashMap<>();
    for (Found found : seen.found()) {
      Zone zone = view.zoneOf(found.box(), frame.image().width(), frame.image().height());
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
    Image image = frame.image();
    Picture original = frame.original().orElseGet(() -> coder.encode(image, ORIGINAL_QUALITY));
    Image drawn = overlay.draw(image, sighting.detections(), sighting.view());
    ImageCoder.WithThumbnail annotated = coder.encode(drawn, ANNOTATED_QUALITY, THUMBNAIL_WIDTH);
    return new Inspection(
        InspectionId.of(frame),
        frame.camera(),
        frame.captured(),
        image.width(),
        image.height(),
        sighting.detections(),
        Optional.of(sighting.model()),
        kept(original, annotated.full(), annotated.thumbnail()),
        context(frame, ImageQuality.of(image)));
  }

  private List<EvidenceItem> kept(Picture original, Picture annotated, Picture thumbnail) {
    List<EvidenceReference> references =
        evidence.keepAll(
            Stream.of(original, annotated, thumbnail)
                .map(picture -> new EvidenceStore.Content(picture.bytes(), picture.mediaType()))
                .toList());
    return List.of(
        new EvidenceItem(Role.ORIGINAL, references.get(0)),
        new EvidenceItem(Role.ANNOTATED, references.get(1)),
        new EvidenceItem(Role.THUMBNAIL, references.get(2)));
  }

  /** The frame's number tells neighbouring looks, which confirm each other. */
  private static Map<String, String> context(Frame frame, ImageQuality quality) {
    return Map.of(
        "frame", Long.toString(frame.sequence()),
        "imageSharpness", String.format(Locale.ROOT, "%.1f", quality.sharpness()),
        "imageExposure", String.format(Locale.ROOT, "%.3f", quality.exposure()));
  }
}
