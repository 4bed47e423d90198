package org.bellcrank.itests.chaos.mixed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.Facts;

/** Every fault that this machine can make, with how it is made. */
final class Troubles {

  private static final int MOST_STARTS_KILLED = 3;
  private static final int LOST_PERCENT = 20;

  private final Station station;
  private final List<Trouble> all = new ArrayList<>();

  private Troubles(Station station) {
    this.station = station;
  }

  /** What can be broken at this station. */
  static List<Trouble> of(Station station) {
    Troubles troubles = new Troubles(station);
    troubles.gateway();
    troubles.systems();
    station.broker().ifPresent(troubles::broker);
    station.disk().ifPresent(troubles::disk);
    station.clock().ifPresent(troubles::clock);
    station.network().ifPresent(troubles::network);
    station.postgres().ifPresent(troubles::database);
    return List.copyOf(troubles.all);
  }

  private void add(
      String name, String group, int least, int most, Trouble.Action begins, Trouble.Action ends) {
    all.add(new Trouble(name, group, least, most, begins, ends));
  }

  private void gateway() {
    Keeper keeper = station.keeper();
    add("gateway killed", "gateway", 0, 4000, r -> keeper.kill(true), r -> keeper.release());
    add("gateway killed again", "gateway", 0, 100, r -> keeper.kill(false), Trouble.Action.NOTHING);
    add("gateway killed while it starts", "gateway", 0, 500, this::killStarts, r -> {});
    add("gateway ended by SIGTERM", "gateway", 0, 3000, r -> keeper.stop(), r -> keeper.release());
  }

  private void killStarts(SplittableRandom random) throws InterruptedException {
    int times = random.nextInt(1, MOST_STARTS_KILLED + 1);
    long usual = Math.max(500, station.keeper().usualStart().toMillis());
    for (int i = 0; i <= times; i++) {
      station.keeper().kill(false);
      station.keeper().awaitProcess();
      TimeUnit.MILLISECONDS.sleep(random.nextLong(100, usual * 6 / 5));
    }
    station.keeper().kill(false);
  }

  private void systems() {
    Systems systems = station.systems();
    add("CMMS refuses connections", "system", 1000, 15_000, r -> systems.kill(), r -> systems.up());
    answers("CMMS answers late", "HANG", 0.7, 1000, 6500);
    answers("CMMS hangs after it booked", "HANG_AFTER_COMMIT", 0.7, 6000, 12_000);
    answers("CMMS answers 503", "UNAVAILABLE", 1, 0, 0);
    answers("CMMS answers 429", "TOO_MANY_REQUESTS", 0.8, 0, 0);
    answers("answer lost after it booked", "TIMEOUT_AFTER_COMMIT", 0.6, 0, 0);
    answers("500 after it booked", "SERVER_ERROR_AFTER_COMMIT", 0.6, 0, 0);
    answers("body comes slowly", "SLOW_BODY", 0.7, 500, 7000);
    answers("connection closed", "CLOSED_BEFORE_PROCESSING", 0.7, 0, 0);
    answers("silent 204", "SILENT_204", 0.3, 0, 0);
  }

  private void answers(String name, String kind, double share, int least, int most) {
    add(
        name,
        "answers",
        2000,
        12_000,
        random -> {
          long millis = most == 0 ? 0 : random.nextLong(least, most);
          Facts fault =
              Facts.with("kind", kind)
                  .put("on", "any")
                  .put("probability", share)
                  .put("milliseconds", millis)
                  .put("retryAfterSeconds", random.nextInt(1, 4))
                  .put("seed", random.nextInt())
                  .build();
          station.systems().begin(name, random.nextInt(-1, 2), List.of(fault));
        },
        random -> station.systems().end(name));
  }

  private void broker(Broker broker) {
    add(
        "broker killed",
        "broker",
        0,
        8000,
        r -> {
          broker.kill();
          station.brokerDied();
        },
        r -> broker.up());
    add("broker ended in order", "broker", 0, 5000, r -> broker.stop(), r -> broker.up());
  }

  private void disk(Disk disk) {
    add(
        "disk full",
        "disk",
        2000,
        12_000,
        r -> {
          station.storeGoes();
          disk.fill();
        },
        r -> {
          disk.free();
          station.storeComes();
        });
    add(
        "disk over its quota",
        "disk",
        2000,
        10_000,
        r -> {
          station.storeGoes();
          disk.nearlyFill();
        },
        r -> {
          disk.free();
          station.storeComes();
        });
    add(
        "data directory takes no new files",
        "disk",
        2000,
        10_000,
        r -> {
          station.storeGoes();
          disk.harden();
        },
        r -> {
          disk.soften();
          station.storeComes();
        });
    add(
        "data directory read-only at the start",
        "disk",
        3000,
        8000,
        r -> {
          station.storeGoes();
          station.keeper().kill(true);
          disk.seal();
          station.keeper().release();
        },
        r -> {
          disk.unseal();
          station.storeComes();
        });
  }

  private void clock(FakeClock clock) {
    add(
        "clock steps ahead",
        "clock",
        3000,
        15_000,
        r -> clock.set(Duration.ofSeconds(r.nextInt(60, 30 * 3600))),
        r -> clock.set(Duration.ZERO));
    // Beyond five minutes sources' times cannot be: the broker's are taken all the same, REST's
    // wait.
    add(
        "clock steps back",
        "clock",
        3000,
        15_000,
        r -> clock.set(Duration.ofSeconds(-r.nextInt(10, 4 * 3600))),
        r -> clock.set(Duration.ZERO));
  }

  private void network(Network network) {
    add("network cut", "network", 1000, 20_000, r -> network.cut(), r -> network.mend());
    if (network.lossy(LOST_PERCENT)) {
      network.whole();
      add(
          "network loses packets",
          "network",
          3000,
          15_000,
          r -> network.lossy(LOST_PERCENT),
          r -> network.whole());
    }
  }

  private void database(Postgres postgres) {
    add(
        "PostgreSQL crashes",
        "database",
        0,
        10_000,
        r -> {
          station.storeGoes();
          postgres.kill();
        },
        r -> {
          postgres.up();
          station.storeComes();
        });
  }
}
