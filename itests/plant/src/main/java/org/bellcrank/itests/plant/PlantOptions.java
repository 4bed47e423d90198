package org.bellcrank.itests.plant;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the plant is started with.
 *
 * @param seed of everything random
 * @param start the instant of the plant's time 0
 * @param from time since then at which it begins
 * @param firstDay whether the machines fail on their first day ({@link Plant#firstDay}) rather than
 *     within 90 ({@link Plant#demo})
 * @param held whether time stands at its beginning until a line comes on standard input
 * @param speed plant seconds in one of ours
 * @param tick plant time between two samples
 * @param waves plant time between two waveforms
 * @param address where the Modbus slave and the OPC UA server listen
 * @param modbus port of the Modbus slave; 0 takes a free one; empty starts none
 * @param opcua port of the OPC UA server; 0 takes a free one; empty starts none
 * @param broker MQTT broker; empty starts no devices
 * @param endWithStdin whether the end of standard input ends it
 */
record PlantOptions(
    long seed,
    Instant start,
    Duration from,
    boolean firstDay,
    boolean held,
    double speed,
    Duration tick,
    Duration waves,
    String address,
    OptionalInt modbus,
    OptionalInt opcua,
    Optional<String> broker,
    boolean endWithStdin) {

  static final String USAGE =
      "plant [--seed N] [--start INSTANT] [--from-day N] [--from DURATION] [--first-day]"
          + " [--held] [--speed N] [--tick DURATION]"
          + " [--waveform-every DURATION] [--address A] [--modbus-port P] [--opcua-port P]"
          + " [--broker URI] [--end-with-stdin]; port 0 takes a free one; durations such as PT1S, 5 ms of ours or"
          + " more; --held waits for a line on standard input";

  private static final Duration SHORTEST = Duration.ofMillis(5);

  /** Refuses steps that our time cannot follow. */
  PlantOptions {
    double shortest = SHORTEST.toNanos() * speed;
    if (!(speed > 0) || tick.toNanos() < shortest || waves.toNanos() < shortest) {
      throw new IllegalArgumentException("speed " + speed + " tick " + tick + " waves " + waves);
    }
  }

  static PlantOptions read(String... args) {
    long seed = 1;
    Instant start = Plant.START;
    Duration from = Duration.ZERO;
    double speed = 1;
    Duration tick = Duration.ofSeconds(1);
    Duration waves = Duration.ofMinutes(10);
    String address = "127.0.0.1";
    OptionalInt modbus = OptionalInt.empty();
    OptionalInt opcua = OptionalInt.empty();
    Optional<String> broker = Optional.empty();
    boolean endWithStdin = false;
    boolean firstDay = false;
    boolean held = false;
    Iterator<String> given = List.of(args).iterator();
    while (given.hasNext()) {
      String option = given.next();
      switch (option) {
        case "--end-with-stdin" -> endWithStdin = true;
        case "--first-day" -> firstDay = true;
        case "--held" -> held = true;
        case "--seed" -> seed = Long.parseLong(given.next());
        case "--start" -> start = Instant.parse(given.next());
        case "--from-day" -> from = Duration.ofDays(Long.parseLong(given.next()));
        case "--from" -> from = Duration.parse(given.next());
        case "--speed" -> speed = Double.parseDouble(given.next());
        case "--tick" -> tick = Duration.parse(given.next());
        case "--waveform-every" -> waves = Duration.parse(given.next());
        case "--address" -> address = given.next();
        case "--modbus-port" -> modbus = OptionalInt.of(Integer.parseInt(given.next()));
        case "--opcua-port" -> opcua = OptionalInt.of(Integer.parseInt(given.next()));
        case "--broker" -> broker = Optional.of(given.next());
        default -> throw new IllegalArgumentException(option);
      }
    }
    return new PlantOptions(
        seed,
        start,
        from,
        firstDay,
        held,
        speed,
        tick,
        waves,
        address,
        modbus,
        opcua,
        broker,
        endWithStdin);
  }
}
