package org.bellcrank.vision.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bellcrank.vision.Alignment;
import org.bellcrank.vision.ColourOrder;
import org.bellcrank.vision.Detector;
import org.bellcrank.vision.DetectorException;
import org.bellcrank.vision.ModelCard;
import org.bellcrank.vision.ModelLoader;
import org.bellcrank.vision.PixelRange;
import org.bellcrank.vision.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class ModelsTest {

  private static final byte[] MODEL =
      TinyOnnx.reshape(new long[] {1, 1, 5, 4}, new long[] {1, 5, 4});
  private static final String CARD =
      """
      name: tiny
      version: 1.2.3
      file: tiny.onnx
      sha256: %s
      licence: {weights: none}
      input: {width: 4, height: 5, channels: GREY, range: [0, 1],
              letterbox: {colour: [114, 114, 114], placement: top-left}}
      output: {layout: yolov8}
      classes: [pitting]
      thresholds: {auto: 0.75, review: 0.5, floor: 0.3}
      nms: {iou: 0.45}
      """
          .formatted(ModelFiles.sha256(MODEL));

  private final List<Detector> offered = new ArrayList<>();
  private final ModelShelf shelf =
      new ModelShelf(
          context(), new Sessions(List.of(Provider.CUDA, Provider.CPU), 1), List.of("*"), null);
  @TempDir private Path directory;
  private Path model;
  private Path card;

  private BundleContext context() {
    return (BundleContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("registerService");
              offered.add((Detector) arguments[1]);
              return registration((Detector) arguments[1]);
            });
  }

  private ServiceRegistration<?> registration(Detector detector) {
    return (ServiceRegistration<?>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ServiceRegistration.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("unregister");
              offered.remove(detector);
              return null;
            });
  }

  @BeforeEach
  void layOut() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("tiny"));
    model = Files.write(folder.resolve("tiny.onnx"), MODEL);
    card = Files.writeString(folder.resolve("card.yaml"), CARD);
  }

  private static float[] values() {
    float[] values = new float[20];
    for (int i = 0; i < 20; i++) {
      values[i] = i;
    }
    return values;
  }

  @Test
  void theCardIsReadWhole() {
    ModelCard read = ModelFiles.card(card).card();
    assertThat(read.name()).isEqualTo("tiny");
    assertThat(read.version()).isEqualTo("1.2.3");
    assertThat(read.input())
        .isEqualTo(
            new ModelCard.Input(4, 5, ColourOrder.GREY, PixelRange.UNIT, Alignment.TOP_LEFT, 114));
    assertThat(read.thresholds()).containsEntry("review", 0.5).hasSize(3);
    assertThat(read.suppressionOverlap()).isEqualTo(0.45);
    assertThat(read.classes()).containsExactly("pitting");
  }

  /** The CPU build of the library has no CUDA: the real session says so, the reason is kept. */
  @Test
  void aProviderThatDoesNotRunIsPassedOverWithItsReason() {
    try (OnnxModel opened =
        new Sessions(List.of(Provider.CUDA, Provider.CPU), 1)
            .open(model, session -> ModelFiles.card(card).card())) {
      assertThat(opened.provider()).isEqualTo("CPU");
      assertThat(opened.reason()).startsWith("CUDA refused: ");
      assertThat(opened.stamp().provider()).isEqualTo("CPU");
      assertThat(opened.stamp().sha256()).isEqualTo(ModelFiles.sha256(MODEL));
      List<Tensor> outputs = opened.run(values());
      assertThat(outputs).hasSize(1);
      assertThat(outputs.get(0).shape()).containsExactly(1, 5, 4);
      assertThat(outputs.get(0).values()).isEqualTo(values());
    }
  }

  @Test
  void theFirstProviderThatRunsNeedsNoExcuse() {
    try (OnnxModel opened =
        new Sessions(List.of(Provider.CPU), 2)
            .open(model, session -> ModelFiles.card(card).card())) {
      assertThat(opened.reason()).isEqualTo("first choice");
    }
  }

  @Test
  void whenNothingRunsAModelEveryReasonIsTold() {
    Sessions cudaOnly = new Sessions(List.of(Provider.TENSORRT, Provider.CUDA), 1);
    assertThatThrownBy(() -> cudaOnly.open(model, session -> ModelFiles.card(card).card()))
        .isInstanceOf(DetectorException.class)
        .hasMessageContaining("TENSORRT refused")
        .hasMessageContaining("CUDA refused");
  }

  @Test
  void aModelThatWasTakenAwaySaysSo() {
    OnnxModel opened =
        new Sessions(List.of(Provider.CPU), 1).open(model, session -> ModelFiles.card(card).card());
    opened.close();
    opened.close();
    assertThatThrownBy(() -> opened.run(values()))
        .isInstanceOf(DetectorException.class)
        .hasMessageContaining("taken away");
  }

  @Test
  void aFolderIsOfferedAndABrokenOneBesideItIsLeftOut() throws IOException {
    Path broken = Files.createDirectories(directory.resolve("broken"));
    Files.writeString(broken.resolve("card.yaml"), CARD);
    Files.write(broken.resolve("tiny.onnx"), new byte[] {1, 2, 3});
    Path corrupt = Files.createDirectories(directory.resolve("corrupt"));
    byte[] half = java.util.Arrays.copyOf(MODEL, MODEL.length / 2);
    Files.writeString(
        corrupt.resolve("card.yaml"),
        CARD.replaceFirst("sha256: .*", "sha256: " + ModelFiles.sha256(half)));
    Files.write(corrupt.resolve("tiny.onnx"), half);
    shelf.addAll(directory);
    assertThat(offered).hasSize(1);
    shelf.remove(card);
    assertThat(offered).isEmpty();
    shelf.addAll(directory.resolve("nowhere"));
    shelf.addAll(directory);
    shelf.close();
    assertThat(offered).isEmpty();
  }

  @Test
  void aModelOfImageAndTemplateIsOpenedForEvaluationAndNotOfferedToCameras() throws IOException {
    byte[] pair = TinyOnnx.reshape(new long[] {1, 2, 5, 4}, new long[] {1, 5, 8});
    Files.write(model, pair);
    Files.writeString(
        card,
        CARD.replaceFirst("sha256: .*", "sha256: " + ModelFiles.sha256(pair))
            .replace("channels: GREY", "channels: GREY_PAIR"));
    shelf.addAll(directory);
    assertThat(offered).isEmpty();
    for (Optional<Path> from : List.of(Optional.of(card), Optional.<Path>empty())) {
      try (ModelLoader.Loaded loaded =
          new OnnxModelLoader(null).load(model, from, ModelLoader.Hints.usual())) {
        assertThat(loaded.card().input().colours()).isEqualTo(ColourOrder.GREY_PAIR);
      }
    }
  }

  @Test
  void aCorruptFileIsRefusedInOneLine() throws IOException {
    Files.write(model, new byte[] {1, 2, 3, 4});
    assertThatThrownBy(
            () ->
                new OnnxModelLoader(null).load(model, Optional.empty(), ModelLoader.Hints.usual()))
        .isInstanceOf(DetectorException.class)
        .hasMessageContaining("tiny.onnx cannot be run")
        .hasMessageContaining("allowed")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void aFileOtherThanTheCardsIsRefused() throws IOException {
    Files.write(model, TinyOnnx.reshape(new long[] {1, 1, 5, 4}, new long[] {1, 5, 4, 1}));
    assertThatThrownBy(
            () ->
                new OnnxModelLoader(null).load(model, Optional.of(card), ModelLoader.Hints.usual()))
        .isInstanceOf(DetectorException.class)
        .hasMessageContaining("SHA-256")
        .hasMessageContaining(ModelFiles.sha256(MODEL));
  }

  @Test
  void shapesThatDoNotFitTheCardAreRefused() throws IOException {
    refused(TinyOnnx.reshape(new long[] {1, 1, 4, 5}, new long[] {1, 5, 4}), "FLOAT[1, 1, 5, 4]");
    refused(TinyOnnx.reshape(new long[] {1, 1, 5, 4}, new long[] {1, 4, 5}), "[1, 5, N]");
    refused(TinyOnnx.reshape(new long[] {1, 1, 5, 4}, new long[] {20}), "[1, 5, N]");
  }

  private void refused(byte[] content, String allowed) throws IOException {
    Files.write(model, content);
    Files.writeString(
        card, CARD.replaceFirst("sha256: .*", "sha256: " + ModelFiles.sha256(content)));
    assertThatThrownBy(
            () ->
                new OnnxModelLoader(null).load(model, Optional.of(card), ModelLoader.Hints.usual()))
        .isInstanceOf(DetectorException.class)
        .hasMessageContaining("given")
        .hasMessageContaining(allowed);
  }

  @Test
  void aModelWithoutACardIsReadFromItself() {
    try (ModelLoader.Loaded loaded =
        new OnnxModelLoader(null).load(model, Optional.empty(), ModelLoader.Hints.usual())) {
      assertThat(loaded.card().input().colours()).isEqualTo(ColourOrder.GREY);
      assertThat(loaded.card().input().width()).isEqualTo(4);
      assertThat(loaded.card().classes()).containsExactly("class-0");
      assertThat(loaded.card().name()).isEqualTo("tiny");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: tiny|name: a/b|name|1 to 64 letters",
        "file: tiny.onnx|file: ../x.onnx|file|a file name beside the card",
        "layout: yolov8|layout: yolov99|output.layout|yolov8",
        "channels: GREY|channels: CMYK|input.channels|RGB",
        "range: [0, 1]|range: [0, 7]|input.range|[0, 255]",
        "width: 4|width: wide|input.width|pixels",
        "width: 4|width: 0|input|1 to 8192",
        "classes: [pitting]|classes: []|classes|different names",
        "auto: 0.75|auto: 1.75|thresholds.auto|0 to 1",
        "iou: 0.45|iou: none|nms.iou|0 to 1",
        "name: tiny|name: [tiny|card.yaml|model card",
        "name: tiny|version: 2|card.yaml|model card"
      })
  void aCardWithAMistakeIsRefusedWithWhatIsAllowed(
      String text, String mistake, String field, String allowed) throws IOException {
    Files.writeString(card, CARD.replace(text, mistake));
    assertThatThrownBy(
            () -> {
              CardFile read = ModelFiles.card(card);
              read.file();
              read.card();
            })
        .isInstanceOf(DetectorException.class)
        .hasMessageContaining(field)
        .hasMessageContaining(allowed)
        .hasMessageContaining("not loaded")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void providersAreReadInTheirOrderAndUnknownOnesRefused() {
    assertThat(Provider.list(new String[] {"cuda, CPU"}))
        .containsExactly(Provider.CUDA, Provider.CPU);
    assertThatThrownBy(() -> Provider.list(new String[] {"TPU"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TPU")
        .hasMessageContaining("CUDA");
    assertThatThrownBy(() -> Provider.list(new String[] {" "}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anExtractedModelIsWrittenOnceAndMendedWhenItWasAltered() throws IOException {
    ModelCard read = ModelFiles.card(card).card();
    Path out = directory.resolve("out");
    Path first = ModelFiles.extract(MODEL, read, "tiny.onnx", out);
    Files.write(first, new byte[] {9});
    Path second = ModelFiles.extract(MODEL, read, "tiny.onnx", out);
    assertThat(second).isEqualTo(first).hasBinaryContent(MODEL);
    try (var files = Files.list(first.getParent())) {
      assertThat(files).hasSize(1);
    }
  }
}
