package org.bellcrank.itests.doubles;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a double is started.
 *
 * @param address where it listens: 127.0.0.1, or another one in a network of its own
 * @param port there; 0 takes a free one
 * @param latency how long each answer takes at least
 * @param books folder in which the books outlive the double; empty for books that go with it
 * @param clock the CMMS's own clock
 * @param settings lines of the double's properties file to override, by name
 * @param plant file with the plant's register instead of the built-in one, same columns
 */
public record DoubleOptions(
    String address,
    int port,
    Duration latency,
    Optional<Path> books,
    Clock clock,
    Map<String, String> settings,
    Optional<Path> plant) {

  private static final String LOOPBACK = "127.0.0.1";

  public DoubleOptions {
    settings = Map.copyOf(settings);
  }

  /** A free port, no latency, passing books, the system's clock, the built-in plant. */
  public static DoubleOptions free() {
    return new DoubleOptions(
        LOOPBACK,
        0,
        Duration.ZERO,
        Optional.empty(),
        Clock.systemUTC(),
        Map.of(),
        Optional.empty());
  }

  public DoubleOptions address(String other) {
    return new DoubleOptions(other, port, latency, books, clock, settings, plant);
  }

  public DoubleOptions port(int number) {
    return new DoubleOptions(address, number, latency, books, clock, settings, plant);
  }

  public DoubleOptions latency(Duration time) {
    return new DoubleOptions(address, port, time, books, clock, settings, plant);
  }

  public DoubleOptions books(Path folder) {
    return new DoubleOptions(address, port, latency, Optional.of(folder), clock, settings, plant);
  }

  public DoubleOptions clock(Clock own) {
    return new DoubleOptions(address, port, latency, books, own, settings, plant);
  }

  public DoubleOptions setting(String name, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(name, value);
    return new DoubleOptions(address, port, latency, books, clock, more, plant);
  }

  public DoubleOptions plant(Path register) {
    return new DoubleOptions(address, port, latency, books, clock, settings, Optional.of(register));
  }
}
