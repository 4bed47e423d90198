package org.bellcrank.itests.chaos.mixed;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bellcrank.itests.chaos.Doubles;
import org.bellcrank.itests.chaos.Http;

/**
 * Where the systems around the gateway live.
 *
 * @param before words that lead a process there
 * @param listen the address they listen on
 * @param plant where the gateway finds them
 * @param control where we find them
 */
record Around(List<String> before, String listen, String plant, String control) {

  private static final String LOOPBACK = "127.0.0.1";

  static Around of(Optional<Network> network) {
    return network
        .map(net -> new Around(net.inside(), "0.0.0.0", net.plant(), net.control()))
        .orElseGet(() -> new Around(List.of(), LOOPBACK, LOOPBACK, LOOPBACK));
  }

  /** For the maintenance systems, which come back on the same ports. */
  Doubles.Place doubles(SplittableRandom random) {
    return new Doubles.Place(
        before, listen, plant, control, Http.freePort(random), Http.freePort(random));
  }
}
