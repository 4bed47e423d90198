package org.bellcrank.vision.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bellcrank.vision.ColourOrder;
import org.bellcrank.vision.DetectorException;
import org.bellcrank.vision.ModelCard;
import org.bellcrank.vision.ModelLoader;
import org.bellcrank.vision.OutputLayout;
import org.bellcrank.vision.OutputLayouts;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Opens model files on the processor, or on CUDA where that runs. */
@Component
public final class OnnxModelLoader implements ModelLoader {

  private static final double USUAL_OVERLAP = 0.5;

  /** What one, two and three planes are taken for. */
  private static final List<ColourOrder> PLANES =
      List.of(ColourOrder.GREY, ColourOrder.GREY_PAIR, ColourOrder.RGB);

  private final BundleContext context;

  /** Finds shipped models among the bundles of a framework. */
  @Activate
  public OnnxModelLoader(BundleContext context) {
    this.context = context;
  }

  private static Sessions sessions() {
    return new Sessions(List.of(Provider.CUDA, Provider.CPU), 0);
  }

  @Override
  public Optional<Loaded> shipped() {
    for (Bundle bundle : context.getBundles()) {
      Optional<BundleModel> brought = BundleModel.of(bundle);
      if (brought.isPresent()) {
        ModelCard card = brought.get().file().card();
        return Optional.of(sessions().open(brought.get().checked(card), card));
      }
    }
    return Optional.empty();
  }

  @Override
  public Loaded load(Path model, Optional<Path> card, Hints hints) {
    byte[] content = ModelFiles.read(model);
    if (card.isPresent()) {
      ModelCard read = ModelFiles.card(card.get()).card();
      ModelFiles.check(content, read, model.toString());
      return sessions().open(model, session -> read);
    }
    String sha256 = ModelFiles.sha256(content);
    return sessions().open(model, session -> guessed(session, model, sha256, hints));
  }

  private static ModelCard guessed(OrtSession session, Path model, String sha256, Hints hints) {
    try {
      OutputLayout layout =
          OutputLayouts.named(hints.layout())
              .orElseThrow(
                  () -> unfit(model, "layout " + hints.layout(), OutputLayouts.names().toString()));
      List<long[]> shapes = Sessions.outputShapes(session);
      int classes =
          layout
              .classes(shapes)
              .orElseThrow(
                  () ->
                      unfit(
                          model,
                          "outputs " + shapes.stream().map(Arrays::toString).toList(),
                          "outputs of layout " + hints.layout()));
      String file = model.getFileName().toString();
      return new ModelCard(
          file.endsWith(".onnx") ? file.substring(0, file.length() - 5) : file,
          sha256.substring(0, 8),
          sha256,
          input(session, model, hints),
          hints.layout(),
          IntStream.range(0, classes).mapToObj(i -> "class-" + i).toList(),
          Map.of(),
          USUAL_OVERLAP);
    } catch (OrtException e) {
      throw new DetectorException("model %s: %s".formatted(model, e.getMessage()), e);
    }
  }

  private static ModelCard.Input input(OrtSession session, Path model, Hints hints)
      throws OrtException {
    for (NodeInfo node : session.getInputInfo().values()) {
      if (node.getInfo() instanceof TensorInfo tensor && tensor.getShape().length == 4) {
        long[] shape = tensor.getShape();
        if (shape[1] >= 1 && shape[1] <= 3 && shape[2] > 0 && shape[3] > 0) {
          ColourOrder colours = PLANES.get((int) shape[1] - 1);
          return new ModelCard.Input(
              (int) shape[3], (int) shape[2], colours, hints.range(), hints.alignment(), 114);
        }
        throw unfit(
            model, "input " + Arrays.toString(shape), "[1, 1 to 3, height, width], all fixed");
      }
    }
    throw unfit(model, "inputs " + session.getInputNames(), "one of four dimensions");
  }

  private static DetectorException unfit(Path model, String given, String allowed) {
    return new DetectorException(
        "model %s: given %s; allowed without a card: %s; give a card"
            .formatted(model, given, allowed),
        null);
  }
}
