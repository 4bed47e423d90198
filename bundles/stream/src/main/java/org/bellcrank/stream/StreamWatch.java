package org.bellcrank.stream;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How streams of samples fare; a service. Safe for any thread. */
public interface StreamWatch {

  /** All points together, since the gateway started. */
  StreamCounts sum();

  /** One point; empty where none of its samples came. */
  Optional<StreamCounts> of(String point);

  /**
   * The sample of a point that came last, used or not; in the point's unit where it could be used,
   * else as its source told it. Empty where none came since the gateway started.
   */
  Optional<Sample> latest(String point);

  /** Samples that are taken and not yet looked at. */
  long waiting();

  /** Observations that came of samples and are not yet durable. */
  long writing();

  /** Roll-ups that could not be written and were given up, since the gateway started. */
  long lost();

  /** Waveforms of points whose documents ask for no feature, since the gateway started. */
  long unusedWaveforms();

  /** The operating state of each asset that has one, in words for people, by asset. */
  Map<String, String> operating();

  /** What is wrong now, one line each; empty while nothing is. */
  List<String> complaints();

  /**
   * The spectra of a point's newest waveform, computed now; empty where none came since the gateway
   * started, or others had taken its room. Of a long waveform its end is looked at.
   *
   * @throws IllegalArgumentException where the waveform cannot be looked at, in words for people
   */
  default Optional<Spectra> spectra(String point) {
    return Optional.empty();
  }

  /** Whether {@link #spectra} would have a waveform of a point to look at. */
  default boolean hasWaveform(String point) {
    return false;
  }

  /** Which sensors cannot be believed now, by their points' ids. */
  default List<SensorTrouble> troubles() {
    return List.of();
  }

  /**
   * What came since the gateway started of points that no document in force names, newest first.
   *
   * @param limit at most so many
   */
  default List<Heard> undeclared(int limit) {
    return List.of();
  }
}
