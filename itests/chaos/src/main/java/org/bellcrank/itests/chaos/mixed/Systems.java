package org.bellcrank.itests.chaos.mixed;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.chaos.Doubles;
import org.bellcrank.itests.chaos.Http;
import org.bellcrank.itests.chaos.Weather;
import org.bellcrank.journal.Facts;

/**
 * Both maintenance systems: what is wrong with their answers now, and their process, which may be
 * killed. Their books lie on disk and outlive it.
 */
final class Systems implements AutoCloseable {

  /** Both of them. */
  static final int BOTH = -1;

  private static final int COUNT = 2;
  private static final Duration LATENCY = Duration.ofMillis(10);

  private record Wrong(int which, List<Facts> faults) {}

  private final Path home;
  private final Path folder;
  private final Http http;
  private final Doubles.Place place;
  private final Map<String, Wrong> wrong = new LinkedHashMap<>();
  private long seed;
  private long hits;
  private Doubles doubles;
  private boolean up;

  Systems(Path home, Path folder, Http http, Doubles.Place place, long seed)
      throws InterruptedException {
    this.home = home;
    this.folder = folder;
    this.http = http;
    this.place = place;
    this.seed = seed;
    up();
  }

  URI maximo() {
    return doubles.maximo();
  }

  URI custom() {
    return doubles.custom();
  }

  List<String> byHand() {
    String address = doubles.control() + "_double/faults";
    return List.of(
        "CMMS       curl -d '{\"kind\":\"UNAVAILABLE\"}' %s; curl -X DELETE %s"
            .formatted(address, address),
        "           other kinds: HANG, TIMEOUT_AFTER_COMMIT, SLOW_BODY, TOO_MANY_REQUESTS, KEY_EXPIRED");
  }

  List<Facts> books() throws InterruptedException {
    return doubles.books();
  }

  List<Facts> briefBooks() throws InterruptedException {
    return doubles.briefBooks();
  }

  /** One of them, or both, go wrong in these ways until the name is ended. */
  void begin(String name, int which, List<Facts> faults) throws InterruptedException {
    wrong.put(name, new Wrong(which, faults));
    arm();
  }

  void end(String name) throws InterruptedException {
    wrong.remove(name);
    arm();
  }

  private void arm() throws InterruptedException {
    if (!up) {
      return;
    }
    hits += doubles.disarm();
    for (int i = 0; i < COUNT; i++) {
      List<Facts> faults = new ArrayList<>();
      for (Wrong each : wrong.values()) {
        if (each.which() == BOTH || each.which() == i) {
          faults.addAll(each.faults());
        }
      }
      seed += 10;
      faults.addAll(Weather.of(seed));
      doubles.arm(i, faults);
    }
  }

  /** They answer well from now on; how often they did not. */
  long behave() throws InterruptedException {
    wrong.clear();
    hits += doubles.disarm();
    return hits;
  }

  /** SIGKILL: their ports refuse. */
  void kill() throws IOException, InterruptedException {
    hits += doubles.disarm();
    up = false;
    doubles.close();
  }

  void up() throws InterruptedException {
    doubles = Doubles.start(home, folder, http, LATENCY, place);
    up = true;
    arm();
  }

  @Override
  public void close() {
    doubles.close();
  }
}
