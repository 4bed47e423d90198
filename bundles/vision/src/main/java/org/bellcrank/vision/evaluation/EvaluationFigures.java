package org.bellcrank.vision.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bellcrank.vision.ModelCard;

/** Which figures an evaluation reports, and which of them have a target. */
final class EvaluationFigures {

  private static final double TIGHT = 0.5;
  private static final double LOOSE = 0.3;
  private static final double BOARD = 0.33;
  private static final int WIDE = 1024;

  private EvaluationFigures() {}

  static List<Figure> of(
      Dataset dataset, ModelCard card, EvaluateOptions options, Evaluation.Result result) {
    List<Judged> images = result.images();
    boolean aimed = dataset.form() == Dataset.Form.ANNOTATIONS && options.split().equals("test");
    List<Figure> figures = new ArrayList<>();
    precision(figures, dataset, card, images, aimed);
    thresholds(card)
        .forEach(
            (tier, threshold) -> tier(figures, tier, Scores.at(images, threshold, LOOSE), aimed));
    figures.add(time("inference p50", result.inferenceNanos(), 0.5));
    figures.add(time("inference p95", result.inferenceNanos(), 0.95));
    figures.add(time("letterbox and reading p95", result.restNanos(), 0.95));
    return figures;
  }

  private static void precision(
      List<Figure> figures, Dataset dataset, ModelCard card, List<Judged> images, boolean aimed) {
    int classes = dataset.classes().size();
    double tight = Scores.meanAveragePrecision(images, classes, TIGHT);
    String name = classes == 1 ? "AP" : "mAP";
    figures.add(
        aimed
            ? Figure.atLeast("AP@0.5", tight, "share", card.input().width() >= WIDE ? 0.80 : 0.75)
            : Figure.reported(name + "@0.5", tight, "share"));
    double second = classes == 1 ? LOOSE : BOARD;
    figures.add(
        Figure.reported(
            name + "@" + second, Scores.meanAveragePrecision(images, classes, second), "share"));
    if (classes > 1) {
      for (int i = 0; i < classes; i++) {
        double value = Scores.averagePrecision(images, i, TIGHT);
        figures.add(Figure.reported("AP@0.5 " + dataset.classes().get(i), value, "share"));
      }
    }
    if (images.stream().anyMatch(Judged::clean)) {
      double auroc = Scores.auroc(images);
      figures.add(
          aimed
              ? Figure.atLeast("AUROC", auroc, "share", 0.93)
              : Figure.reported("AUROC", auroc, "share"));
    }
  }

  /** The usual tiers and those of the card; a card's own value goes before the usual one. */
  private static Map<Double, Double> thresholds(ModelCard card) {
    Map<Double, Double> thresholds = new TreeMap<>();
    card.thresholds().values().forEach(value -> thresholds.put(value, value));
    thresholds.put(0.50, 0.50);
    thresholds.put(0.75, 0.75);
    return thresholds;
  }

  private static void tier(
      List<Figure> figures, double threshold, Scores.AtThreshold at, boolean aimed) {
    String mark = String.format(Locale.ROOT, "@%.2f", threshold);
    figures.add(Figure.reported("precision" + mark, at.precision(), "share"));
    figures.add(Figure.reported("recall" + mark, at.recall(), "share"));
    figures.add(Figure.reported("imageRecall" + mark, at.imageRecall(), "share"));
    if (at.clean() > 0) {
      String id = "falseAlarmShare" + mark;
      double share = at.falseAlarmShare();
      if (aimed && threshold == 0.75) {
        figures.add(Figure.atMost(id, share, "share", 0));
      } else if (aimed && threshold == 0.50) {
        figures.add(Figure.atMost(id, share, "share", 2.0 / 40));
      } else {
        figures.add(Figure.reported(id, share, "share"));
      }
    }
  }

  private static Figure time(String id, List<Long> nanos, double share) {
    return Figure.reported(id, Evaluation.Result.percentile(nanos, share), "ms");
  }
}
