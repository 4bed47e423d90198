package org.bellcrank.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.ModelStamp;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.Prediction;

/** What a source told besides its findings, the model that looked among it. */
final class Told {

  private Told() {}

  /**
   * The context, with {@code model.name}, {@code model.version} and {@code model.sha256}, and the
   * size of the picture as {@code picture.width} and {@code picture.height} in pixels; {@code
   * clock.claimedAt} where the source's time cannot be and the gateway's stands in its place.
   */
  static Map<String, String> by(Observation observation) {
    Map<String, String> told = new HashMap<>(observation.context());
    model(observation)
        .ifPresent(
            model -> {
              told.put("model.name", model.name());
              told.put("model.version", model.version());
              told.put("model.sha256", model.sha256());
            });
    if (observation instanceof Inspection picture
        && picture.widthPixels() > 0
        && picture.heightPixels() > 0) {
      told.put("picture.width", Integer.toString(picture.widthPixels()));
      told.put("picture.height", Integer.toString(picture.heightPixels()));
    }
    observation
        .captured()
        .claimed()
        .ifPresent(claimed -> told.put("clock.claimedAt", claimed.toString()));
    return Map.copyOf(told);
  }

  private static Optional<ModelStamp> model(Observation observation) {
    if (observation instanceof Inspection inspection) {
      return inspection.model();
    }
    return observation instanceof Prediction prediction ? prediction.model() : Optional.empty();
  }
}
