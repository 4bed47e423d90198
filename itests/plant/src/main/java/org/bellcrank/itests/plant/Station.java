package org.bellcrank.itests.plant;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.Waveform;

/**
 * Where a machine stands: what makes its numbers its own.
 *
 * @param asset its id in the register, such as {@code VMC-1050-SP02}
 * @param seed of everything random in it
 * @param start the instant at which its time is 0
 */
public record Station(String asset, long seed, Instant start) {

  /** Refuses nulls. */
  public Station {
    Objects.requireNonNull(asset, "asset");
    Objects.requireNonNull(start, "start");
  }

  /** The id of a channel's point: asset and name with a slash. */
  public String point(Channel channel) {
    return asset + "/" + channel.name();
  }

  /** Chance that depends on seed, name and time alone, so that any moment can be asked for. */
  Random chance(String name, Duration at) {
    long h = seed + 0x9E3779B97F4A7C15L * (asset.hashCode() * 31L + name.hashCode());
    h += 0xC2B2AE3D27D4EB4FL * at.toMillis();
    h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
    h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
    return new Random(h ^ (h >>> 31));
  }

  /** Noise of a standard normal distribution. */
  double noise(String name, Duration at) {
    return chance(name, at).nextGaussian();
  }

  Sample sample(Channel channel, Duration at, double value) {
    Optional<String> unit = Optional.of(channel.unit()).filter(text -> !text.isEmpty());
    return new Sample(point(channel), start.plus(at), value, unit, Quality.GOOD, Optional.empty());
  }

  Waveform waveform(Channel channel, Duration at, double rate, double[] values, double speed) {
    return new Waveform(
        point(channel),
        start.plus(at),
        rate,
        values,
        Optional.of(channel.unit()),
        Optional.of(speed));
  }
}
