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

  /** The context, with {@code model.name}, {@code model.version} and {@code model.sha256}. */
  static Map<String, String> by(Observation observation) {
    Optional<ModelStamp> model = model(observation);
    if (model.isEmpty()) {
      return observation.context();
    }
    Map<String, String> told = new HashMap<>(observation.context());
    told.put("model.name", model.get().name());
    told.put("model.version", model.get().version());
    told.put("model.sha256", model.get().sha256());
    return Map.copyOf(told);
  }

  private static Optional<ModelStamp> model(Observation observation) {
    if (observation instanceof Inspection inspection) {
      return inspection.model();
    }
    return observation instanceof Prediction prediction ? prediction.model() : Optional.empty();
  }
}
