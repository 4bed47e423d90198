package org.bellcrank.vision.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.bellcrank.observation.Box;
import org.bellcrank.vision.Found;
import org.bellcrank.vision.Image;
import org.bellcrank.vision.ImageCoder;
import org.bellcrank.vision.ModelLoader;
import org.bellcrank.vision.Picture;
import org.bellcrank.vision.Pixels;
import org.bellcrank.vision.evaluation.Dataset;
import org.bellcrank.vision.evaluation.Evaluation;
import org.bellcrank.vision.evaluation.Judged;
import org.bellcrank.vision.evaluation.Scores;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The reference models on their test images, through letterbox, layout and suppression, against
 * figures that were measured with other code.
 */
class AgreementTest {

  private static final Path SHARED = Path.of(System.getProperty("shared.data", "absent"));

  private static List<Judged> judged(String model, String dataset) throws InterruptedException {
    Path file = SHARED.resolve("models").resolve(model);
    if (!Files.isRegularFile(file)) {
      System.err.println(
          "SKIPPED: agreement with the reference figures was NOT checked, " + file + " is absent");
    }
    Assumptions.assumeTrue(Files.isRegularFile(file));
    try (ModelLoader.Loaded loaded =
        new OnnxModelLoader(null).load(file, Optional.empty(), ModelLoader.Hints.usual())) {
      return new Evaluation(new Decoding())
          .run(Dataset.open(SHARED.resolve(dataset), "test"), loaded, done -> {})
          .images();
    }
  }

  @Test
  void boards() throws InterruptedException {
    List<Judged> images = judged("pcb-single-640-grey.onnx", "deeppcb-1bit");
    assertThat(images).hasSize(500);
    assertThat(Scores.meanAveragePrecision(images, 6, 0.5)).isCloseTo(0.955, within(0.005));
    assertThat(Scores.meanAveragePrecision(images, 6, 0.33)).isCloseTo(0.960, within(0.005));
    assertThat(Scores.averagePrecision(images, 1, 0.5)).isCloseTo(0.866, within(0.005));
  }

  /**
   * The other code kept one of overlapping boxes whatever their classes; the gateway keeps one of
   * each class, which is worth 0.006 here. Measured its way, the figures agree.
   */
  @Test
  void boardsBesideTheirTemplates() throws InterruptedException {
    List<Judged> images = judged("pcb-pair-640-grey-template.onnx", "deeppcb-1bit");
    assertThat(images).hasSize(500);
    assertThat(Scores.meanAveragePrecision(images, 6, 0.5)).isGreaterThan(0.978);
    List<Judged> alone = images.stream().map(AgreementTest::oneOfAllClasses).toList();
    assertThat(Scores.meanAveragePrecision(alone, 6, 0.5)).isCloseTo(0.978, within(0.005));
    assertThat(Scores.meanAveragePrecision(alone, 6, 0.33)).isCloseTo(0.981, within(0.005));
    assertThat(Scores.averagePrecision(alone, 1, 0.5)).isCloseTo(0.970, within(0.005));
  }

  private static Judged oneOfAllClasses(Judged image) {
    List<Found> kept = new ArrayList<>();
    image.found().stream()
        .sorted(Comparator.comparingDouble(Found::confidence).reversed())
        .filter(found -> kept.stream().noneMatch(other -> overlap(found, other) > 0.5))
        .forEach(kept::add);
    return new Judged(image.name(), image.truths(), kept);
  }

  private static double overlap(Found first, Found second) {
    Box a = first.box();
    Box b = second.box();
    double width = Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1());
    double height = Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1());
    double shared = Math.max(0, width) * Math.max(0, height);
    return shared / (area(a) + area(b) - shared);
  }

  private static double area(Box box) {
    return (box.x2() - box.x1()) * (box.y2() - box.y1());
  }

  @Test
  void spindles() throws InterruptedException {
    List<Judged> images = judged("ballscrew-pitting-1024x448-rgb.onnx", "bsdata");
    assertThat(images).hasSize(69);
    assertThat(Scores.averagePrecision(images, 0, 0.5)).isGreaterThan(0.80);
    assertThat(Scores.auroc(images)).isGreaterThan(0.93);
    assertThat(Scores.at(images, 0.75, 0.3).cleanAlarmed()).isZero();
  }

  /** Reads images as the JDK does. */
  private static final class Decoding implements ImageCoder {

    @Override
    public Pixels decode(byte[] file) {
      try {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        BufferedImage bgr =
            new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = bgr.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return new Pixels(
            bgr.getWidth(),
            bgr.getHeight(),
            ((DataBufferByte) bgr.getRaster().getDataBuffer()).getData());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Picture encode(Image image, double quality) {
      throw new AssertionError("nothing is written here");
    }

    @Override
    public WithThumbnail encode(Image image, double quality, int width) {
      throw new AssertionError("nothing is written here");
    }
  }
}
