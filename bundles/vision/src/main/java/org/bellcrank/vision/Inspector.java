package org.bellcrank.vision;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bellcrank.evidence.EvidenceStore;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.ObservationIntake;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a line for every camera that is there, with the models that are there. Cameras and models
 * may come and go while it runs.
 */
@Component(service = Cameras.class, immediate = true)
public final class Inspector implements Cameras {

  private static final Logger LOG = LoggerFactory.getLogger(Inspector.class);
  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  private final ObservationIntake intake;
  private final CameraViews views;
  private final Clock clock;
  private final VisionPath path;
  private final TallySheet tally;
  private final DetectorPark detectors = new DetectorPark();
  private final Map<FrameSource, CameraLine> lines = new HashMap<>();
  private final Map<String, CameraLine> ending = new HashMap<>();

  /** Joins what every camera needs; cameras and models are added afterwards. */
  @Activate
  public Inspector(
      @Reference ObservationIntake intake,
      @Reference Store store,
      @Reference EvidenceStore evidence,
      @Reference ImageCoder coder,
      @Reference Overlay overlay,
      @Reference CameraViews views,
      @Reference Clock clock) {
    this.clock = clock;
    this.intake = intake;
    this.views = views;
    path = new VisionPath(evidence, coder, overlay);
    tally = new TallySheet(store);
  }

  /** Starts a camera. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public synchronized void addCamera(FrameSource source) {
    if (lines.keySet().stream().anyMatch(held -> held.camera().equals(source.camera()))) {
      LOG.error(
          "camera id {}: given twice, now for {}; allowed: once; the second is left out until the"
              + " first is gone and it is configured again",
          source.camera(),
          source.place());
      return;
    }
    CameraLine line =
        new CameraLine(
            Optional.ofNullable(ending.remove(source.camera())),
            source,
            detectors,
            views,
            path,
            tally,
            intake,
            clock);
    lines.put(source, line);
    line.start();
  }

  /** Ends a camera; findings that were already made are still reported. */
  public synchronized void removeCamera(FrameSource source) {
    CameraLine line = lines.remove(source);
    if (line != null) {
      line.stop();
      ending.put(source.camera(), line);
    }
  }

  /** A model that may look from now on. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addDetector(Detector detector) {
    detectors.add(detector);
  }

  /** A model that is taken away; cameras that used it wait for another. */
  public void removeDetector(Detector detector) {
    detectors.remove(detector);
  }

  /** Ends all cameras and writes the last counts. */
  @Deactivate
  public void stop() {
    Map<String, CameraLine> all;
    synchronized (this) {
      List.copyOf(lines.keySet()).forEach(this::removeCamera);
      all = new HashMap<>(ending);
      ending.clear();
    }
    all.forEach(
        (camera, line) -> {
          if (!line.awaitEnd(END_LIMIT)) {
            LOG.warn("camera {}: did not end within {} s", camera, END_LIMIT.toSeconds());
          }
        });
    tally.close();
  }

  @Override
  public synchronized List<CameraStatus> all() {
    Map<String, CameraStatus> sorted = new TreeMap<>();
    lines.values().forEach(line -> sorted.put(line.status().camera(), line.status()));
    return List.copyOf(sorted.values());
  }
}
