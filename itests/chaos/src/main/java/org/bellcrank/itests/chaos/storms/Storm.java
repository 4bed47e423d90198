package org.bellcrank.itests.chaos.storms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.itests.chaos.Sighting;
import org.bellcrank.observation.Box;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.Inspection;

/**
 * What is told in one storm, drawn from a seed: looks at one place of one asset, each with a
 * detection of the first cause and some with one of a second, of mixed sureness, with boxes or
 * without, with pictures or without, their times in no order, some told twice.
 */
final class Storm {

  static final String FIRST = "screw|surface-fatigue|left";
  static final String SECOND = "screw|fracture|left";
  static final double REVIEW = 0.5;

  private static final Instant BEGIN = Instant.parse("2026-03-02T05:00:00Z");
  private static final int HOUR_MILLIS = 3_600_000;
  private static final double ALSO_SECOND = 0.1;
  private static final double PICTURED = 0.6;
  private static final double TWICE = 0.05;

  private final SplittableRandom random;
  private final boolean boxes;
  private final List<Inspection> looks = new ArrayList<>();
  private final List<Integer> sendings = new ArrayList<>();
  private final List<Break> breaks = new ArrayList<>();

  /** Something ends and begins anew when so many were acknowledged. */
  record Break(int acknowledged, Kind kind) {

    /** What ends. */
    enum Kind {
      /** Deciding alone. */
      PIPELINE,
      /** The store, under everything. */
      STORE
    }
  }

  Storm(long seed, int detections, List<EvidenceReference> pictures) {
    random = new SplittableRandom(seed);
    boxes = random.nextBoolean();
    for (int i = 0; i < detections; i++) {
      looks.add(look(i, pictures));
      sendings.add(i);
      if (random.nextDouble() < TWICE) {
        sendings.add(i);
      }
    }
    Collections.shuffle(sendings, new Random(random.nextLong()));
    TreeSet<Integer> moments = new TreeSet<>();
    int wanted = random.nextInt(1, 4);
    while (moments.size() < wanted) {
      moments.add(random.nextInt(1, detections));
    }
    for (int moment : moments) {
      Break.Kind[] kinds = Break.Kind.values();
      breaks.add(new Break(moment, kinds[random.nextInt(kinds.length)]));
    }
  }

  /** The looks, each once. */
  List<Inspection> looks() {
    return looks;
  }

  /** Places of looks in the order in which they are sent; some twice. */
  List<Integer> sendings() {
    return sendings;
  }

  /** In the order of their moments. */
  List<Break> breaks() {
    return breaks;
  }

  /** What has to come of it. */
  List<Sighting> expected() {
    return looks.stream().map(Storm::expected).toList();
  }

  private static Sighting expected(Inspection look) {
    List<Sighting.Expected> findings = new ArrayList<>();
    for (int i = 0; i < look.detections().size(); i++) {
      Detection detection = look.detections().get(i);
      findings.add(
          new Sighting.Expected(
              look.id() + "#" + i, cause(detection), detection.confidence() >= REVIEW, false));
    }
    return new Sighting(look.id(), "", findings);
  }

  static String cause(Detection detection) {
    return detection.defectClass().equals("pitting") ? FIRST : SECOND;
  }

  private Inspection look(int number, List<EvidenceReference> pictures) {
    List<Detection> detections = new ArrayList<>();
    detections.add(detection("pitting"));
    if (number == 0 || random.nextDouble() < ALSO_SECOND) {
      detections.add(random.nextInt(2), detection("crack"));
    }
    List<EvidenceItem> evidence =
        random.nextDouble() < PICTURED
            ? List.of(
                new EvidenceItem(
                    EvidenceItem.Role.ANNOTATED, pictures.get(random.nextInt(pictures.size()))))
            : List.of();
    return new Inspection(
        "s%06d".formatted(number),
        "camera",
        new CaptureTime(
            BEGIN.plusMillis(random.nextInt(HOUR_MILLIS)), CaptureTime.ClockQuality.SOURCE),
        1280,
        720,
        detections,
        Optional.empty(),
        evidence,
        Map.of());
  }

  /** At least one of each cause is sure enough: the first look's are. */
  private Detection detection(String defectClass) {
    boolean first = looks.isEmpty();
    double confidence = random.nextInt(first ? 800 : 310, 1000) / 1000.0;
    double side = random.nextInt(80, 121);
    Optional<Box> box =
        boxes ? Optional.of(new Box(10, 10, 10 + side, 10 + side)) : Optional.empty();
    return new Detection("left", defectClass, confidence, box, Optional.empty());
  }
}
