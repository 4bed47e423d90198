package org.bellcrank.vision;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How a family of models writes its findings into its outputs. One class per layout. */
public interface OutputLayout {

  /** The name that cards use, lower case. */
  String name();

  /**
   * Says what does not fit between a model's outputs and its card.
   *
   * @param shapes dimensions of the outputs in their order; -1 where the model leaves one open
   * @param classes how many classes the card names
   * @return one line (given, allowed), or empty when all fits
   */
  Optional<String> misfit(List<long[]> shapes, int classes);

  /**
   * How many classes the outputs have room for; used where there is no card.
   *
   * @return empty when the shapes do not tell
   */
  OptionalInt classes(List<long[]> shapes);

  /**
   * Reads the outputs.
   *
   * @param outputs of one run
   * @param minimum scores below are left out, 0 to 1; scores above 1 count as 1, NaN is left out
   */
  List<Candidate> read(List<Tensor> outputs, double minimum);
}
