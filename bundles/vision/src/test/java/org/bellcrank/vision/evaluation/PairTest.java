package org.bellcrank.vision.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.vision.Alignment;
import org.bellcrank.vision.ColourOrder;
import org.bellcrank.vision.Detector;
import org.bellcrank.vision.DetectorException;
import org.bellcrank.vision.Image;
import org.bellcrank.vision.ImageCoder;
import org.bellcrank.vision.ModelCard;
import org.bellcrank.vision.Perception;
import org.bellcrank.vision.Picture;
import org.bellcrank.vision.PixelRange;
import org.bellcrank.vision.Pixels;
import org.bellcrank.vision.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairTest {

  private final Seeing pair = new Seeing(ColourOrder.GREY_PAIR);
  private final Seeing single = new Seeing(ColourOrder.GREY);
  @TempDir private Path directory;

  /** A file's bytes are its pixels: one pixel of one grey. */
  @BeforeEach
  void layOut() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("test"));
    Files.write(folder.resolve("7.png"), new byte[] {50});
    Files.write(folder.resolve("7_temp.png"), new byte[] {90});
    Files.writeString(folder.resolve("7.txt"), "0 0 1 1 2\n");
  }

  private void evaluate(Detector detector) throws InterruptedException {
    new Evaluation(new OnePixel()).run(Dataset.open(directory, "test"), detector, done -> {});
  }

  @Test
  void aPairModelSeesTheImageAndThenItsTemplate() throws InterruptedException {
    evaluate(pair);
    assertThat(pair.seen).hasSize(1);
    assertThat(pair.seen.get(0)).usingComparatorWithPrecision(1e-3f).containsExactly(50, 90);
  }

  @Test
  void aModelOfOneImageSeesNoTemplate() throws InterruptedException {
    evaluate(single);
    assertThat(single.seen.get(0)).usingComparatorWithPrecision(1e-3f).containsExactly(50);
  }

  @Test
  void aMissingTemplateIsNamed() throws IOException {
    Files.delete(directory.resolve("test/7_temp.png"));
    assertThatThrownBy(() -> evaluate(pair))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("7.png")
        .hasMessageContaining("N_temp.png");
  }

  @Test
  void imagesAndTemplatesThatDoNotFitTheModelAreRefused() {
    Pixels one = new Pixels(1, 1, new byte[3]);
    Pixels two = new Pixels(2, 1, new byte[6]);
    refused(pair, Optional.empty(), "image and template");
    refused(single, Optional.of(one), "an image alone");
    refused(pair, Optional.of(two), "1 x 1, as the image");
  }

  private static void refused(Detector detector, Optional<Pixels> template, String allowed) {
    Pixels image = new Pixels(1, 1, new byte[3]);
    assertThatThrownBy(() -> new Perception().look(image, template, detector, 0.5))
        .isInstanceOf(DetectorException.class)
        .hasMessageContaining(allowed);
  }

  /** Remembers its inputs and finds nothing. */
  private static final class Seeing implements Detector {
    private final List<float[]> seen = new ArrayList<>();
    private final ModelCard card;

    Seeing(ColourOrder colours) {
      card =
          new ModelCard(
              "seeing",
              "1.0.0",
              "0".repeat(64),
              new ModelCard.Input(1, 1, colours, PixelRange.BYTE, Alignment.CENTRE, 114),
              "yolov8",
              List.of("open", "short"),
              Map.of(),
              0.5);
    }

    @Override
    public ModelCard card() {
      return card;
    }

    @Override
    public String provider() {
      return "CPU";
    }

    @Override
    public String reason() {
      return "test";
    }

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public List<Tensor> run(float[] input) {
      seen.add(input.clone());
      return List.of(new Tensor("output0", new long[] {1, 6, 1}, new float[6]));
    }
  }

  private static final class OnePixel implements ImageCoder {
    @Override
    public Pixels decode(byte[] file) {
      return new Pixels(1, 1, new byte[] {file[0], file[0], file[0]});
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
