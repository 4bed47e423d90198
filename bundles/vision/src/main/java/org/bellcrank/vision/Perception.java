package org.bellcrank.vision;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * From pixels to what a model sees in them: letterbox, run, output layout, suppression, and the way
 * back to the pixels of the original. Safe for use by any number of threads.
 */
public final class Perception {

  private final AtomicReference<Buffers> buffers = new AtomicReference<>(new Buffers(0));

  /**
   * Looks at an image.
   *
   * @param minimum confidence below which nothing is reported, 0 to 1
   * @throws DetectorException when the model could not be run, or wants a template too
   */
  public Seen look(Image image, Detector detector, double minimum) {
    return look(image, Optional.empty(), detector, minimum);
  }

  /**
   * Looks at an image beside its template.
   *
   * @param template the same view without defects, of the image's size; given exactly when the
   *     model's input is a pair
   * @param minimum confidence below which nothing is reported, 0 to 1
   * @throws DetectorException when the model could not be run, or the template does not fit
   */
  public Seen look(Image image, Optional<Pixels> template, Detector detector, double minimum) {
    return look(prepare(image, template, detector), minimum);
  }

  /**
   * Lays an image into a model's input, ahead of the look at it and perhaps on another thread.
   *
   * @param template as for {@link #look(Image, Optional, Detector, double)}
   * @throws DetectorException when the template does not fit
   */
  Prepared prepare(Image image, Optional<Pixels> template, Detector detector) {
    ModelCard card = detector.card();
    fitting(image, template, card);
    Letterbox letterbox = Letterbox.fit(image.width(), image.height(), card.input());
    float[] input = buffersOf(card.input().values()).take();
    long start = System.nanoTime();
    InputImage.fill(image, letterbox, card.input(), input);
    template.ifPresent(other -> InputImage.fillTemplate(other, letterbox, card.input(), input));
    return new Prepared(detector, letterbox, input, System.nanoTime() - start);
  }

  /**
   * Looks at what was prepared, once: the input is used again for others afterwards.
   *
   * @param minimum confidence below which nothing is reported, 0 to 1
   * @throws DetectorException when the model could not be run
   */
  Seen look(Prepared prepared, double minimum) {
    Detector detector = prepared.detector();
    try {
      long start = System.nanoTime();
      List<Tensor> outputs = detector.run(prepared.input());
      long ran = System.nanoTime();
      List<Found> found = read(outputs, detector.card(), prepared.letterbox(), minimum);
      return new Seen(found, prepared.nanos(), ran - start, System.nanoTime() - ran);
    } finally {
      buffers.get().give(prepared.input());
    }
  }

  private static void fitting(Image image, Optional<Pixels> template, ModelCard card) {
    boolean pair = card.input().colours() == ColourOrder.GREY_PAIR;
    if (pair != template.isPresent()) {
      throw new DetectorException(
          "model %s: given an image %s a template; allowed: %s; the image is not looked at"
              .formatted(
                  card.name(),
                  template.isPresent() ? "with" : "without",
                  pair ? "image and template" : "an image alone"),
          null);
    }
    template
        .filter(other -> other.width() != image.width() || other.height() != image.height())
        .ifPresent(
            other -> {
              throw new DetectorException(
                  "model %s: given a template of %d x %d pixels; allowed: %d x %d, as the image"
                      .formatted(
                          card.name(),
                          other.width(),
                          other.height(),
                          image.width(),
                          image.height()),
                  null);
            });
  }

  private static List<Found> read(
      List<Tensor> outputs, ModelCard card, Letterbox letterbox, double minimum) {
    OutputLayout layout =
        OutputLayouts.named(card.layout())
            .orElseThrow(
                () ->
                    new DetectorException(
                        "model %s: given layout '%s'; allowed: %s; its frames are not looked at"
                            .formatted(card.name(), card.layout(), OutputLayouts.names()),
                        null));
    return Suppression.byClass(layout.read(outputs, minimum), card.suppressionOverlap()).stream()
        .filter(candidate -> candidate.classIndex() < card.classes().size())
        .flatMap(candidate -> placed(candidate, card, letterbox))
        .toList();
  }

  private static Stream<Found> placed(Candidate candidate, ModelCard card, Letterbox letterbox) {
    return letterbox
        .toOriginal(candidate.x1(), candidate.y1(), candidate.x2(), candidate.y2())
        .map(
            box ->
                new Found(
                    candidate.classIndex(),
                    card.classes().get(candidate.classIndex()),
                    candidate.score(),
                    box))
        .stream();
  }

  private Buffers buffersOf(int length) {
    return buffers.updateAndGet(held -> held.length == length ? held : new Buffers(length));
  }

  /**
   * What a look brought.
   *
   * @param found best first
   * @param letterboxNanos time to lay the image into the input
   * @param inferenceNanos time of the model itself
   * @param readNanos time to read its output
   */
  public record Seen(List<Found> found, long letterboxNanos, long inferenceNanos, long readNanos) {}

  /**
   * An image in a model's input.
   *
   * @param nanos how long that took
   */
  record Prepared(Detector detector, Letterbox letterbox, float[] input, long nanos) {}

  /** Inputs are megabytes; they are used again rather than left to the collector. */
  private static final class Buffers {
    private final int length;
    private final ConcurrentLinkedDeque<float[]> free = new ConcurrentLinkedDeque<>();

    Buffers(int length) {
      this.length = length;
    }

    float[] take() {
      float[] buffer = free.poll();
      return buffer == null ? new float[length] : buffer;
    }

    /** Takes one back; of another length, left by a model that is gone, it is let go. */
    void give(float[] buffer) {
      if (buffer.length == length) {
        free.push(buffer);
      }
    }
  }
}
