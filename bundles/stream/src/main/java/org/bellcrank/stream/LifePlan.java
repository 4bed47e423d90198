package org.bellcrank.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.signal.BearingLife;
import org.bellcrank.signal.LifeUsed;
import org.bellcrank.signal.LinerLife;
import org.bellcrank.signal.SealLife;

/**
 * How much of a part's life its actual stress has used up becomes the value of a point.
 *
 * @param id unique among the lives of the site documents
 * @param wear how it wears
 * @param stress what loads it: pressure of a seal in Pa, flow over a liner in t/s, load of a
 *     bearing in N
 * @param speed of sliding or of what runs over it in m/s, of a bearing in Hz
 * @param every how often it is told, whole seconds, counted from 1970 in UTC
 * @param hold how long a value stands where no newer one came
 * @param since when the part was new; a new one begins at 0; empty means with the first values
 * @param to the point without unit that gets the share: 0 new, 1 at the end of its life and beyond
 */
public record LifePlan(
    String id,
    Wear wear,
    Input stress,
    Input speed,
    Duration every,
    Duration hold,
    Optional<Instant> since,
    String to) {

  /** A point and what makes its value one of the model. */
  public record Input(String point, double factor, double offset) {

    double of(double value) {
      return value * factor + offset;
    }
  }

  /** A model of how a part wears. */
  public sealed interface Wear {

    /** What a stretch uses, both 0 or above. */
    LifeUsed used(double stress, double speed, double seconds);

    /** By pressure and distance. */
    record Seal(SealLife life) implements Wear {
      @Override
      public LifeUsed used(double pressure, double speed, double seconds) {
        return life.used(pressure, speed, seconds);
      }
    }

    /** By what runs over it and how fast. */
    record Liner(LinerLife life) implements Wear {
      @Override
      public LifeUsed used(double flow, double speed, double seconds) {
        return life.used(flow * seconds, speed);
      }
    }

    /** By load and revolutions. */
    record Bearing(BearingLife life) implements Wear {
      @Override
      public LifeUsed used(double load, double speed, double seconds) {
        return life.used(load, speed, seconds);
      }
    }
  }

  /** Under which name it is kept; no point's id. */
  public String kept() {
    return "life:" + id;
  }

  List<String> points() {
    return List.of(stress.point(), speed.point());
  }
}
