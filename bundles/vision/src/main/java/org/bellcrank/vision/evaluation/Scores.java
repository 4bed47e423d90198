package org.bellcrank.vision.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bellcrank.observation.Box;
import org.bellcrank.vision.Found;

/** The figures by which detectors are compared. All are shares of 0 to 1. */
public final class Scores {

  private Scores() {}

  /**
   * Average precision of a class: area under the precision envelope over all recalls. A finding is
   * a hit when the marked box of its class that it overlaps most is overlapped by at least {@code
   * overlap} and no better finding took it.
   *
   * @param overlap shared area divided by the area of both together, 0 to 1
   * @return NaN when no image has a mark of the class
   */
  public static double averagePrecision(List<Judged> images, int classIndex, double overlap) {
    List<Rated> rated = new ArrayList<>();
    long marks = 0;
    for (Judged image : images) {
      Judged ofClass = only(image, classIndex);
      marks += ofClass.truths().size();
      rated.addAll(rate(ofClass, overlap));
    }
    if (marks == 0) {
      return Double.NaN;
    }
    rated.sort(Comparator.comparingDouble(Rated::confidence).reversed());
    return area(rated, marks);
  }

  private static double area(List<Rated> rated, long marks) {
    double[] precision = new double[rated.size()];
    long hits = 0;
    for (int i = 0; i < rated.size(); i++) {
      hits += rated.get(i).hit ? 1 : 0;
      precision[i] = hits / (i + 1.0);
    }
    double area = 0;
    double best = 0;
    for (int i = rated.size() - 1; i >= 0; i--) {
      best = Math.max(best, precision[i]);
      area += rated.get(i).hit ? best / marks : 0;
    }
    return area;
  }

  /** Mean of the average precisions of all classes that are marked somewhere. */
  public static double meanAveragePrecision(List<Judged> images, int classes, double overlap) {
    return IntStream.range(0, classes)
        .mapToDouble(index -> averagePrecision(images, index, overlap))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The chance that an image with a mark scores higher than a clean one; equal scores count half.
   *
   * @return NaN unless there are images of both kinds
   */
  public static double auroc(List<Judged> images) {
    double[] clean = images.stream().filter(Judged::clean).mapToDouble(Judged::score).toArray();
    double[] marked = images.stream().filter(i -> !i.clean()).mapToDouble(Judged::score).toArray();
    double wins = 0;
    for (double high : marked) {
      for (double low : clean) {
        wins += high > low ? 1 : high == low ? 0.5 : 0;
      }
    }
    return wins / ((double) clean.length * marked.length);
  }

  /** What a gateway with one threshold for all would report. */
  public static AtThreshold at(List<Judged> images, double threshold, double overlap) {
    long hits = 0;
    long reported = 0;
    long marks = 0;
    long marked = 0;
    long markedFound = 0;
    long clean = 0;
    long cleanAlarmed = 0;
    for (Judged image : images) {
      Judged cut = above(image, threshold);
      boolean alarmed = !cut.found().isEmpty();
      reported += cut.found().size();
      marks += cut.truths().size();
      if (image.clean()) {
        clean++;
        cleanAlarmed += alarmed ? 1 : 0;
      } else {
        marked++;
        markedFound += alarmed ? 1 : 0;
        hits += hits(cut, overlap);
      }
    }
    return new AtThreshold(
        threshold, hits, reported, marks, markedFound, marked, cleanAlarmed, clean);
  }

  private static long hits(Judged image, double overlap) {
    return classes(image)
        .mapToLong(index -> rate(only(image, index), overlap).stream().filter(Rated::hit).count())
        .sum();
  }

  private static IntStream classes(Judged image) {
    return image.truths().stream().mapToInt(Truth::classIndex).distinct();
  }

  private static Judged above(Judged image, double threshold) {
    return new Judged(
        image.name(),
        image.truths(),
        image.found().stream().filter(found -> found.confidence() >= threshold).toList());
  }

  private static Judged only(Judged image, int classIndex) {
    return new Judged(
        image.name(),
        image.truths().stream().filter(truth -> truth.classIndex() == classIndex).toList(),
        image.found().stream().filter(found -> found.classIndex() == classIndex).toList());
  }

  private static List<Rated> rate(Judged image, double overlap) {
    List<Found> sorted = new ArrayList<>(image.found());
    sorted.sort(Comparator.comparingDouble(Found::confidence).reversed());
    boolean[] taken = new boolean[image.truths().size()];
    List<Rated> rated = new ArrayList<>();
    for (Found found : sorted) {
      int best = -1;
      double most = 0;
      for (int i = 0; i < taken.length; i++) {
        double shared = overlap(found.box(), image.truths().get(i).box());
        if (shared > most) {
          most = shared;
          best = i;
        }
      }
      boolean hit = best >= 0 && most >= overlap && !taken[best];
      if (hit) {
        taken[best] = true;
      }
      rated.add(new Rated(found.confidence(), hit));
    }
    return rated;
  }

  /** Shared area divided by the area of both together. */
  public static double overlap(Box a, Box b) {
    double width = Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1());
    double height = Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1());
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double shared = width * height;
    return shared / (a.area() + b.area() - shared);
  }

  private record Rated(double confidence, boolean hit) {}

  /**
   * Counts at one threshold.
   *
   * @param threshold confidence at or above which a finding counts
   * @param hits findings that lie on a mark of their class
   * @param reported all findings
   * @param marks all marks
   * @param markedFound marked images with at least one finding
   * @param marked all marked images
   * @param cleanAlarmed clean images with at least one finding
   * @param clean all clean images
   */
  public record AtThreshold(
      double threshold,
      long hits,
      long reported,
      long marks,
      long markedFound,
      long marked,
      long cleanAlarmed,
      long clean) {

    /** Share of the findings that are hits; 1 when there is no finding. */
    public double precision() {
      return reported == 0 ? 1 : hits / (double) reported;
    }

    /** Share of the marks that were found; NaN without marks. */
    public double recall() {
      return hits / (double) marks;
    }

    /** Share of the marked images with a finding; NaN without marked images. */
    public double imageRecall() {
      return markedFound / (double) marked;
    }

    /** Share of the clean images with a finding; NaN without clean images. */
    public double falseAlarmShare() {
      return cleanAlarmed / (double) clean;
    }
  }
}
