package org.bellcrank.vision.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bellcrank.vision.Alignment;
import org.bellcrank.vision.ColourOrder;
import org.bellcrank.vision.DetectorException;
import org.bellcrank.vision.ModelCard;
import org.bellcrank.vision.ModelLoader;
import org.bellcrank.vision.PixelRange;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.ai.inference.ModelInfo;
import org.eclipse.kura.ai.inference.Tensor;
import org.eclipse.kura.ai.inference.TensorDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {

  @TempDir Path folder;

  private static Engine engine(Map<String, Object> given) {
    return new Engine(
        (Engine.Config)
            Proxy.newProxyInstance(
                Engine.class.getClassLoader(),
                new Class<?>[] {Engine.Config.class},
                (proxy, method, arguments) ->
                    given.getOrDefault(method.getName(), method.getDefaultValue())));
  }

  private static <T> Tensor tensor(Class<T> type, List<T> data) {
    return new Tensor(
        type, TensorDescriptor.builder("input", "FP32", List.of(1L, 1L, 2L, 2L)).build(), data);
  }

  private static ModelInfo model(String name) {
    return ModelInfo.builder(name).build();
  }

  @Test
  void aModelThatIsOfferedIsDescribedAndRun() throws KuraException {
    Engine engine = engine(Map.of());
    engine.addDetector(new Doubling("rolls"));

    ModelInfo info = engine.getModelInfo("rolls").orElseThrow();
    assertThat(info.getVersion()).contains("1");
    assertThat(info.getInputs().get(0).getShape()).containsExactly(1L, 1L, 2L, 2L);
    assertThat(info.getOutputs()).extracting(TensorDescriptor::getName).containsExactly("twice");
    assertThat(engine.getModelNames()).containsExactly("rolls");
    assertThat(engine.isEngineReady()).isTrue();

    List<Tensor> outputs =
        engine.infer(info, List.of(tensor(Float.class, List.of(1f, 2f, 3f, 4f))));
    assertThat(outputs.get(0).getData(Float.class)).contains(List.of(2f, 4f, 6f, 8f));
  }

  @Test
  void bytesArePixelsInTheRangeOfTheModel() throws KuraException {
    Engine engine = engine(Map.of());
    engine.addDetector(new Doubling("rolls"));
    List<Tensor> outputs =
        engine.infer(
            model("rolls"),
            List.of(tensor(Byte.class, List.of((byte) 0, (byte) 1, (byte) 2, (byte) 255))));
    assertThat(outputs.get(0).getData(Float.class)).contains(List.of(0f, 2f, 4f, 510f));
  }

  @Test
  void anInputThatDoesNotFitIsRefusedWithGivenAndAllowed() {
    Engine engine = engine(Map.of());
    engine.addDetector(new Doubling("rolls"));
    assertThatThrownBy(
            () -> engine.infer(model("rolls"), List.of(tensor(Float.class, List.of(1f)))))
        .hasMessageContaining("given 1 values; allowed: 4 values of type Float");
    assertThatThrownBy(
            () -> engine.infer(model("rolls"), List.of(tensor(String.class, List.of("x")))))
        .hasMessageContaining("values of type String");
    assertThatThrownBy(() -> engine.infer(model("rolls"), List.of()))
        .hasMessageContaining("given 0 tensors");
    assertThatThrownBy(() -> engine.infer(model("saws"), List.of()))
        .satisfies(
            e -> assertThat(((KuraException) e).getCode()).isEqualTo(KuraErrorCode.NOT_FOUND))
        .hasMessageContaining("loaded: [rolls]");
  }

  @Test
  void aModelThatGoesIsGoneAndOneThatOthersOfferIsNotUnloaded() throws KuraException {
    Engine engine = engine(Map.of());
    Doubling rolls = new Doubling("rolls");
    engine.addDetector(rolls);
    assertThatThrownBy(() -> engine.unloadModel("rolls"))
        .hasMessageContaining("take it away there");
    engine.removeDetector(rolls);
    assertThat(engine.isModelLoaded("rolls")).isFalse();
    assertThat(engine.getModelInfo("rolls")).isEmpty();
    assertThat(engine.isEngineReady()).isFalse();
  }

  @Test
  void aFileBelowTheFolderIsLoadedAndClosedWhenItIsUnloaded() throws Exception {
    Files.write(folder.resolve("saws.onnx"), new byte[] {1});
    Engine engine = engine(Map.of("model_directory", folder.toString()));
    Loader loader = new Loader();
    engine.setLoader(loader);

    engine.loadModel("saws", Optional.empty());
    assertThat(engine.isModelLoaded("saws")).isTrue();
    engine.unloadModel("saws");
    assertThat(engine.isModelLoaded("saws")).isFalse();
    assertThat(loader.last.closed).isTrue();

    engine.loadModel("saws", Optional.of("saws.onnx"));
    engine.stop();
    assertThat(loader.last.closed).isTrue();
  }

  @Test
  void aFileElsewhereIsRefusedAlsoThroughALinkAndWithoutAFolderAllAre() throws IOException {
    Path outside = Files.createTempFile("elsewhere", ".onnx");
    Path inside = Files.createDirectory(folder.resolve("models"));
    Files.createSymbolicLink(inside.resolve("link.onnx"), outside);
    Engine engine = engine(Map.of("model_directory", inside.toString()));
    engine.setLoader(new Loader());
    for (String path : List.of(outside.toString(), "../x.onnx", "link.onnx", "none.onnx")) {
      assertThatThrownBy(() -> engine.loadModel("m", Optional.of(path)))
          .hasMessageContaining("allowed: a file below " + inside);
    }
    Engine closed = engine(Map.of());
    closed.setLoader(new Loader());
    assertThatThrownBy(() -> closed.loadModel("m", Optional.of("m.onnx")))
        .hasMessageContaining("model.directory is empty");
    assertThatThrownBy(() -> closed.loadModel("../m", Optional.empty()))
        .hasMessageContaining("model name");
    Files.delete(outside);
  }

  @Test
  void whereNoLaneIsFreeInTimeTheCallerIsTold() throws Exception {
    Engine engine = engine(Map.of("wait_longest", 50));
    Doubling slow = new Doubling("rolls");
    slow.holds = true;
    engine.addDetector(slow);
    Tensor input = tensor(Float.class, List.of(1f, 2f, 3f, 4f));
    Thread first =
        new Thread(
            () -> {
              try {
                engine.infer(model("rolls"), List.of(input));
              } catch (KuraException e) {
                throw new AssertionError(e);
              }
            });
    first.start();
    assertThat(slow.began.await(20, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> engine.infer(model("rolls"), List.of(input)))
        .satisfies(
            e -> assertThat(((KuraException) e).getCode()).isEqualTo(KuraErrorCode.TIMED_OUT));
    slow.go.countDown();
    first.join(20_000);
    assertThat(engine.infer(model("rolls"), List.of(input))).hasSize(1);
  }

  @Test
  void aSettingThatIsNotAllowedIsRefused() {
    assertThatThrownBy(() -> engine(Map.of("lanes", 0)))
        .hasMessageContaining("lanes: given 0; allowed: 1 to 16");
    assertThatThrownBy(() -> engine(Map.of("model_directory", "models")))
        .hasMessageContaining("allowed: an absolute path");
  }

  /** A model of four numbers that doubles each. */
  private static final class Doubling implements ModelLoader.Loaded {

    private final String name;
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private volatile boolean holds;
    private volatile boolean closed;

    Doubling(String name) {
      this.name = name;
    }

    @Override
    public ModelCard card() {
      return new ModelCard(
          name,
          "1",
          "0".repeat(64),
          new ModelCard.Input(2, 2, ColourOrder.GREY, PixelRange.BYTE, Alignment.CENTRE, 0),
          "yolov8",
          List.of("crack"),
          Collections.emptyMap(),
          0.5);
    }

    @Override
    public String provider() {
      return "CPU";
    }

    @Override
    public String reason() {
      return "a test";
    }

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public List<org.bellcrank.vision.Tensor> run(float[] input) {
      began.countDown();
      if (holds) {
        try {
          go.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          throw new DetectorException("interrupted", e);
        }
      }
      float[] twice = new float[input.length];
      for (int i = 0; i < input.length; i++) {
        twice[i] = 2 * input[i];
      }
      return List.of(new org.bellcrank.vision.Tensor("twice", new long[] {1, input.length}, twice));
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Opens every file as such a model. */
  private static final class Loader implements ModelLoader {

    private Doubling last;

    @Override
    public Loaded load(Path model, Optional<Path> card, Hints hints) {
      last = new Doubling(model.getFileName().toString());
      return last;
    }

    @Override
    public Optional<Loaded> shipped() {
      return Optional.empty();
    }
  }
}
