package org.bellcrank.vision.kura;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.vision.ModelCard;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.ai.inference.Tensor;
import org.eclipse.kura.ai.inference.TensorDescriptor;

/** Between the gateway's boxed tensors and the numbers that models run on. */
final class Tensors {

  /** The name under which a model's only input is known here. */
  static final String INPUT = "input";

  private static final String FLOAT = "FP32";

  private Tensors() {}

  static TensorDescriptor input(ModelCard card) {
    ModelCard.Input input = card.input();
    return TensorDescriptor.builder(
            INPUT,
            FLOAT,
            List.of(
                1L, (long) input.colours().channels(), (long) input.height(), (long) input.width()))
        .format("NCHW")
        .addParameter("colours", input.colours().name())
        .build();
  }

  static TensorDescriptor descriptor(org.bellcrank.vision.Tensor output) {
    return new TensorDescriptor(
        output.name(),
        FLOAT,
        Optional.empty(),
        Arrays.stream(output.shape()).boxed().toList(),
        Map.of());
  }

  static Tensor output(org.bellcrank.vision.Tensor output) {
    List<Float> boxed = new ArrayList<>(output.values().length);
    for (float value : output.values()) {
      boxed.add(value);
    }
    return new Tensor(Float.class, descriptor(output), boxed);
  }

  /**
   * The numbers of the only input: floats as they are, bytes as pixels from 0 to 255 that are
   * brought into the range of the model.
   */
  static float[] values(ModelCard card, List<Tensor> inputs) throws KuraException {
    if (inputs == null || inputs.size() != 1) {
      throw refused(card, (inputs == null ? 0 : inputs.size()) + " tensors", "one, " + INPUT);
    }
    Tensor tensor = inputs.get(0);
    int wanted = card.input().values();
    Optional<List<Float>> floats = tensor.getData(Float.class);
    Optional<List<Byte>> bytes = tensor.getData(Byte.class);
    int given = floats.map(List::size).orElseGet(() -> bytes.map(List::size).orElse(-1));
    if (given != wanted) {
      String what =
          given < 0 ? "values of type " + tensor.getType().getSimpleName() : given + " values";
      throw refused(card, what, wanted + " values of type Float, or Byte for pixels");
    }
    float[] values = new float[wanted];
    for (int i = 0; i < wanted; i++) {
      values[i] =
          floats.isPresent()
              ? floats.get().get(i)
              : card.input().range().of(bytes.get().get(i) & 0xff);
    }
    return values;
  }

  private static KuraException refused(ModelCard card, String given, String allowed) {
    return new KuraException(
        KuraErrorCode.INVALID_PARAMETER,
        "input of model %s: given %s; allowed: %s".formatted(card.name(), given, allowed));
  }
}
