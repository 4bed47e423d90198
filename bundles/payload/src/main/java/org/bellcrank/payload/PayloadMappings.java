package org.bellcrank.payload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.RefusedObservationException;
import org.bellcrank.stream.Passage;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.Waveform;

/** The mappings of one version of the site documents. Immutable, safe for any thread. */
public final class PayloadMappings {

  /** No mappings. */
  public static final PayloadMappings NONE = new PayloadMappings(List.of());

  private final List<Mapping> mappings;

  PayloadMappings(List<Mapping> mappings) {
    this.mappings = List.copyOf(mappings);
  }

  /** Ids of all mappings, in the documents' order. */
  public List<String> ids() {
    return mappings.stream().map(Mapping::id).toList();
  }

  /** Whether a mapping names this topic. */
  public boolean has(String topic) {
    return mappings.stream().anyMatch(mapping -> mapping.fits(topic));
  }

  /**
   * Reads a message by every mapping that names its topic and whose condition topic and time do not
   * rule out already. All of it fits, or nothing is taken.
   *
   * @throws RefusedObservationException with mapping, field, item, given and allowed; for a topic
   *     that no mapping names too
   */
  public PayloadContent read(Payload payload) {
    List<Observation> observations = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    List<Waveform> waveforms = new ArrayList<>();
    List<Passage> passages = new ArrayList<>();
    Map<Format, Object> read = new HashMap<>();
    boolean named = false;
    for (Mapping mapping : mappings) {
      if (!mapping.fits(payload.topic())) {
        continue;
      }
      named = true;
      if (!mapping.mayCount(payload)) {
        continue;
      }
      Object data =
          read.computeIfAbsent(
              mapping.format(), format -> mapping.data(payload.bytes())); // read once for all
      for (Object each : mapping.read(payload, data)) {
        if (each instanceof Observation observation) {
          observations.add(observation);
        } else if (each instanceof Sample sample) {
          samples.add(sample);
        } else if (each instanceof Passage passage) {
          passages.add(passage);
        } else {
          waveforms.add((Waveform) each);
        }
      }
    }
    if (!named) {
      throw new RefusedObservationException(
          "topic", "'" + payload.topic() + "'", "one that a mapping under payloads names");
    }
    return new PayloadContent(observations, samples, waveforms, passages);
  }
}
