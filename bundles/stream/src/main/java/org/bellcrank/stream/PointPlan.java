package org.bellcrank.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.condition.Limit;
import org.bellcrank.condition.StateGate;

/**
 * What becomes of the samples of one point, as the site documents say. Two plans that are equal
 * treat samples alike: what is in memory of a point outlives a change of the documents elsewhere.
 *
 * @param point the point's id
 * @param every whether each valid sample becomes a measurement; true for a point without a stream
 * @param unit UCUM unit of the point; empty where its document says none
 * @param told UCUM unit of samples that tell none; empty means the point's own
 * @param valid what a value may be, in the point's unit
 * @param stale silence after which the sensor counts as stale, above zero; empty means never
 * @param resample how often the last value counts once more while it stands, above zero; empty
 *     means that each value counts as it comes. {@code stale} is then how long one stands at most
 * @param flatLine when a value that does not move is no value; empty means never
 * @param uncertain what becomes of a sample for which its source does not vouch
 * @param deadband what a value must have moved by since the last measurement to become one; empty
 *     means that none is made for that reason
 * @param lateness how much older than the newest sample of the point a sample may be, 0 or more
 * @param gate in which states of the asset the windows take samples
 * @param windows what is computed over stretches of samples
 * @param features what is computed of each waveform, and which points get it
 * @param spectral what is computed of the spectrum of each waveform
 * @param rollUp length of the intervals whose count, least, greatest and mean are kept; empty means
 *     that none are
 * @param counter how counts become increments; empty where the value is no count
 * @param around how much is kept around a finding; empty means that nothing is
 * @param surrounds the points whose samples are kept around a crossing of this point's limits: the
 *     point itself, and those that it is computed of
 * @param limits the limits of the point; they decide which samples become measurements, unless each
 *     does
 * @param trends which trends of the point are watched
 * @param asset the asset whose operating state holds for the point; empty where none has states
 */
public record PointPlan(
    String point,
    boolean every,
    Optional<String> unit,
    Optional<String> told,
    ValidRange valid,
    Optional<Duration> stale,
    Optional<Duration> resample,
    Optional<FlatLine> flatLine,
    Uncertain uncertain,
    Optional<Deadband> deadband,
    Duration lateness,
    StateGate gate,
    List<WindowPlan> windows,
    Map<Feature, String> features,
    List<SpectralPlan> spectral,
    Optional<Duration> rollUp,
    Optional<Counter> counter,
    Optional<AroundPlan> around,
    List<String> surrounds,
    List<Limit> limits,
    List<TrendPlan> trends,
    Optional<String> asset) {

  /** How late a sample may be where the documents say nothing. */
  public static final Duration LATENESS = Duration.ofSeconds(5);

  /** Keeps unmodifiable copies. */
  public PointPlan {
    windows = List.copyOf(windows);
    features = Map.copyOf(features);
    spectral = List.copyOf(spectral);
    surrounds = List.copyOf(surrounds);
    limits = List.copyOf(limits);
    trends = List.copyOf(trends);
  }

  /** Every good sample becomes a measurement, as it came. */
  static PointPlan through(
      String point,
      Optional<String> unit,
      List<Limit> limits,
      List<TrendPlan> trends,
      Optional<String> asset) {
    return new PointPlan(
        point,
        true,
        unit,
        Optional.empty(),
        ValidRange.ANY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Uncertain.USE,
        Optional.empty(),
        LATENESS,
        StateGate.OPEN,
        List.of(),
        Map.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        limits,
        trends,
        asset);
  }

  /** Whether waveforms come of the point, not samples one by one. */
  boolean waveforms() {
    return !features.isEmpty() || !spectral.isEmpty();
  }

  /** The same, with whose samples are kept around a crossing of these limits. */
  PointPlan surrounding(List<String> points, List<Limit> crossed) {
    return new PointPlan(
        point, every, unit, told, valid, stale, resample, flatLine, uncertain, deadband, lateness,
        gate, windows, features, spectral, rollUp, counter, around, points, crossed, trends, asset);
  }

  /**
   * What a value may be.
   *
   * @param low least valid value; negative infinity means no bound
   * @param high greatest valid value; infinity means no bound
   */
  public record ValidRange(double low, double high) {

    /** Every finite number. */
    public static final ValidRange ANY =
        new ValidRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Whether a value is finite and within the bounds. */
    public boolean holds(double value) {
      return value >= low && value <= high && !Double.isInfinite(value);
    }

    @Override
    public String toString() {
      return this.equals(ANY) ? "a finite number" : "%s to %s".formatted(low, high);
    }
  }

  /**
   * When a value that does not move is no value.
   *
   * @param after how long it must not move, above zero
   * @param within how far it may move meanwhile, in the point's unit, 0 or more
   */
  public record FlatLine(Duration after, double within) {}

  /**
   * How far a value must move.
   *
   * @param amount in the point's unit, or in per cent of the last measurement; above 0
   * @param percent which of both
   */
  public record Deadband(double amount, boolean percent) {

    boolean moved(double from, double to) {
      return Math.abs(to - from) >= (percent ? Math.abs(from) * amount / 100 : amount);
    }
  }

  /**
   * A count that only rises, until it rolls over or is reset. What goes on of it is by how much it
   * rose since the sample before; a first sample says nothing.
   *
   * @param rollover how many counts there are: after {@code rollover - 1} comes 0; 0 means that it
   *     never rolls over. A count that falls from the upper to the lower half rolled over, any
   *     other that falls was reset to 0
   * @param service what is due as counts add up
   */
  public record Counter(double rollover, Optional<Service> service) {

    /** By how much the count rose. */
    double increment(double before, double now) {
      if (now >= before) {
        return now - before;
      }
      boolean rolled = rollover > 0 && before >= rollover / 2 && now < rollover / 2;
      return rolled ? rollover - before + now : now;
    }
  }

  /**
   * Maintenance by use.
   *
   * @param every counts from one service to the next, above 0
   * @param from what the counter showed at the last service, 0 or more and below its rollover;
   *     another one begins anew. Empty means that it counts from the first sample
   * @param failureMode the class of the prediction that is made when one is due
   */
  public record Service(double every, Optional<Double> from, String failureMode) {

    /** Under which name its nth is known, so that each is due once. */
    String name(long number) {
      return "service %s %d of %s".formatted(failureMode, number, every)
          + from.map(count -> " from " + count).orElse("");
    }
  }

  /** What a waveform says without a spectrum, see {@link org.bellcrank.signal.WaveformFeatures}. */
  public enum Feature {
    MEAN,
    RMS,
    PEAK,
    PEAK_TO_PEAK,
    CREST,
    SKEWNESS,
    KURTOSIS
  }

  /** What becomes of a sample for which its source does not vouch. */
  public enum Uncertain {
    /** It counts as a good one. */
    USE,
    /** It is passed over and counted. */
    IGNORE,
    /** It counts, and a measurement that comes of it says so. */
    MARK
  }
}
