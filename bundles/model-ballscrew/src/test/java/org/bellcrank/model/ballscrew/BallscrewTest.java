package org.bellcrank.model.ballscrew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.bellcrank.document.Documents;
import org.bellcrank.document.MapNode;
import org.bellcrank.vision.DetectorException;
import org.bellcrank.vision.Image;
import org.bellcrank.vision.ImageCoder;
import org.bellcrank.vision.ModelLoader;
import org.bellcrank.vision.Picture;
import org.bellcrank.vision.Pixels;
import org.bellcrank.vision.evaluation.Dataset;
import org.bellcrank.vision.evaluation.Evaluation;
import org.bellcrank.vision.evaluation.Judged;
import org.bellcrank.vision.evaluation.Scores;
import org.bellcrank.vision.onnxruntime.OnnxModelLoader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped file and its card belong together, and together they see pits. */
@Timeout(120)
class BallscrewTest {

  private static final Path MODEL = Path.of("src/main/resources/model");
  private static final Path SHARED = Path.of(System.getProperty("shared.data", "absent"));

  private static MapNode card() throws Exception {
    return Documents.parse("card.yaml", Files.readString(MODEL.resolve("card.yaml"))).asMap();
  }

  private static ModelLoader.Loaded load(Path folder) {
    return new OnnxModelLoader(null)
        .load(
            folder.resolve("ballscrew.onnx"),
            Optional.of(folder.resolve("card.yaml")),
            ModelLoader.Hints.usual());
  }

  @Test
  void theCardsHashIsTheFilesHash() throws Exception {
    byte[] model = Files.readAllBytes(MODEL.resolve(card().text("file")));
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model)))
        .isEqualTo(card().text("sha256"));
    assertThat(model.length).as("a few MB").isBetween(500_000, 8_000_000);
  }

  @Test
  void theThresholdsAreInOrderAndThoseOfTheProduct() throws Exception {
    MapNode thresholds = card().map("thresholds");
    assertThat(thresholds.number("auto")).isEqualTo(0.75);
    assertThat(thresholds.number("review")).isEqualTo(0.50);
    assertThat(thresholds.number("floor")).isBetween(0.0, 0.50);
  }

  @Test
  void theOutputHasAsManyRowsAsTheCardHasClasses() throws Exception {
    MapNode card = card();
    assertThat(card.texts("classes")).isNotEmpty().doesNotHaveDuplicates();
    List<?> shape = (List<?>) card.map("output").get("shape").plain();
    assertThat(((Number) shape.get(1)).intValue()).isEqualTo(4 + card.texts("classes").size());
    int width = card.map("input").integer("width");
    int height = card.map("input").integer("height");
    assertThat(width % 32 + height % 32).as("whole strides").isZero();
  }

  /** What the card claims is measured on photographs that took no part in training. */
  @Test
  void theCardKeepsTheTargetsThatItWasTrainedFor() throws Exception {
    MapNode test = card().map("metrics").map("test");
    assertThat(test.number("AP@0.5")).isGreaterThanOrEqualTo(0.80);
    assertThat(test.number("AUROC")).isGreaterThanOrEqualTo(0.93);
    assertThat(test.map("auto").integer("cleanAlarmed")).isZero();
    assertThat(test.map("review").integer("cleanAlarmed")).isLessThanOrEqualTo(2);
  }

  @Test
  void theFileRunsAsItsCardSays() throws Exception {
    try (ModelLoader.Loaded model = load(MODEL)) {
      assertThat(model.card().sha256()).isEqualTo(card().text("sha256"));
      assertThat(model.card().classes()).isEqualTo(card().texts("classes"));
      assertThat(model.card().thresholds()).containsEntry("auto", 0.75);
      List<?> shape = (List<?>) card().map("output").get("shape").plain();
      assertThat(model.run(new float[model.card().input().values()]).get(0).shape())
          .containsExactly(shape.stream().mapToLong(each -> ((Number) each).longValue()).toArray());
    }
  }

  @Test
  void aFileOfAnotherHashIsRefused(@TempDir Path folder) throws Exception {
    byte[] model = Files.readAllBytes(MODEL.resolve("ballscrew.onnx"));
    model[model.length / 2] ^= 1;
    Files.write(folder.resolve("ballscrew.onnx"), model);
    Files.copy(MODEL.resolve("card.yaml"), folder.resolve("card.yaml"));
    assertThatThrownBy(() -> load(folder).close())
        .isInstanceOf(DetectorException.class)
        .hasMessageContaining(card().text("sha256"));
  }

  /** The card's figures of the position that was kept apart, measured again. */
  @Test
  void onThePhotographsTheFileDoesWhatTheCardSays() throws Exception {
    if (!Files.isDirectory(SHARED.resolve("bsdata"))) {
      System.err.println(
          "SKIPPED: the shipped model was NOT tried on photographs, "
              + SHARED.resolve("bsdata")
              + " is absent");
    }
    Assumptions.assumeTrue(Files.isDirectory(SHARED.resolve("bsdata")));
    List<Judged> judged;
    try (ModelLoader.Loaded model = load(MODEL)) {
      Dataset test = Dataset.open(SHARED.resolve("bsdata"), "test");
      judged = new Evaluation(new Decoding()).run(test, model, done -> {}).images();
    }
    MapNode said = card().map("metrics").map("test");
    assertThat(judged).hasSize(said.integer("images"));
    assertThat(Scores.averagePrecision(judged, 0, 0.5))
        .isCloseTo(said.number("AP@0.5"), within(0.01));
    assertThat(Scores.auroc(judged)).isCloseTo(said.number("AUROC"), within(0.01));
    for (String tier : List.of("review", "auto")) {
      Scores.AtThreshold at = Scores.at(judged, card().map("thresholds").number(tier), 0.5);
      assertThat(at.cleanAlarmed()).as(tier).isEqualTo(said.map(tier).integer("cleanAlarmed"));
      assertThat(at.imageRecall())
          .as(tier)
          .isCloseTo(said.map(tier).number("pittedFound"), within(0.035));
    }
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
