package org.bellcrank.vision.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.bellcrank.vision.ColourOrder;
import org.bellcrank.vision.Detector;
import org.bellcrank.vision.Found;
import org.bellcrank.vision.ImageCoder;
import org.bellcrank.vision.Perception;
import org.bellcrank.vision.Pixels;

/** Looks at every image of a data set the way the gateway looks at a camera's frames. */
public final class Evaluation {

  /** Findings below are not worth a place on the curve. */
  private static final double MINIMUM = 0.01;

  private final ImageCoder coder;
  private final Perception perception = new Perception();

  /** Reads images with a coder. */
  public Evaluation(ImageCoder coder) {
    this.coder = coder;
  }

  /**
   * Looks at all images.
   *
   * @param progress told how many are done
   * @throws InterruptedException when the thread is asked to end
   * @throws DatasetException when an image cannot be read
   */
  public Result run(Dataset dataset, Detector detector, IntConsumer progress)
      throws InterruptedException {
    List<Judged> judged = new ArrayList<>();
    List<Long> inference = new ArrayList<>();
    List<Long> rest = new ArrayList<>();
    for (Dataset.Sample sample : dataset.samples()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Perception.Seen seen = look(sample, detector);
      inference.add(seen.inferenceNanos());
      rest.add(seen.letterboxNanos() + seen.readNanos());
      judged.add(
          new Judged(
              sample.image().getFileName().toString(),
              sample.truths(),
              renamed(seen.found(), dataset.classes())));
      progress.accept(judged.size());
    }
    return new Result(List.copyOf(judged), List.copyOf(inference), List.copyOf(rest));
  }

  private Perception.Seen look(Dataset.Sample sample, Detector detector) {
    try {
      Pixels image = coder.decode(Files.readAllBytes(sample.image()));
      if (detector.card().input().colours() != ColourOrder.GREY_PAIR) {
        return perception.look(image, detector, MINIMUM);
      }
      Path beside = sample.template().orElseThrow(() -> lacking(sample, detector));
      Pixels template = coder.decode(Files.readAllBytes(beside));
      return perception.look(image, Optional.of(template), detector, MINIMUM);
    } catch (IOException e) {
      throw new DatasetException("image %s cannot be read".formatted(sample.image()), e);
    }
  }

  private static DatasetException lacking(Dataset.Sample sample, Detector detector) {
    return new DatasetException(
        "image %s: given no template beside it; allowed for model %s: N_temp.png beside N.png"
            .formatted(sample.image(), detector.card().name()),
        null);
  }

  /** Classes are matched by name; a model whose names the data set lacks is taken in its order. */
  private static List<Found> renamed(List<Found> found, List<String> classes) {
    return found.stream()
        .map(
            each -> {
              int index = classes.indexOf(each.defectClass());
              return new Found(
                  index < 0 ? each.classIndex() : index,
                  each.defectClass(),
                  each.confidence(),
                  each.box());
            })
        .toList();
  }

  /**
   * What was found in each image, and the times.
   *
   * @param inferenceNanos time of the model, one per image
   * @param restNanos letterbox and reading of the output, one per image
   */
  public record Result(List<Judged> images, List<Long> inferenceNanos, List<Long> restNanos) {

    /** A percentile of times in milliseconds; {@code share} 0 to 1. */
    public static double percentile(List<Long> nanos, double share) {
      List<Long> sorted = nanos.stream().sorted().toList();
      int index = Math.max(0, (int) Math.ceil(share * sorted.size()) - 1);
      return sorted.isEmpty() ? 0 : sorted.get(index) / 1e6;
    }
  }
}
