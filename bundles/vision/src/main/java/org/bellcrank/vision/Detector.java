package org.bellcrank.vision;

import java.util.List;
import org.bellcrank.observation.ModelStamp;

/** A loaded model. Offered as a service; safe for use by any number of threads. */
public interface Detector {

  /** What the model is and how it is to be read. */
  ModelCard card();

  /** What it runs on, for example {@code CPU} or {@code CUDA}. */
  String provider();

  /** Why it runs on that, one line for a person. */
  String reason();

  /** How many runs side by side make sense on this machine, at least 1. */
  int lanes();

  /**
   * Runs the model.
   *
   * @param input the image planes one after the other, {@code channels * height * width} values as
   *     the card's input asks
   * @throws DetectorException when the run failed or the model was taken away
   */
  List<Tensor> run(float[] input);

  /** What is stamped into each inspection. */
  default ModelStamp stamp() {
    return new ModelStamp(card().name(), card().version(), card().sha256(), provider());
  }
}
