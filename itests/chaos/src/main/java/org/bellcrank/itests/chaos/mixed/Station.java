package org.bellcrank.itests.chaos.mixed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.itests.chaos.ChaosSite;
import org.bellcrank.itests.chaos.Gateway;
import org.bellcrank.itests.chaos.Http;

/** The gateway and everything around it that can break. What this machine cannot break is told. */
final class Station implements AutoCloseable {

  private static final Duration SUBSCRIBED = Duration.ofSeconds(60);
  private static final String PROFILE = "chaos-mixed";
  private static final long EXCUSED_NANOS = Duration.ofSeconds(30).toNanos();

  private final Http http = new Http();
  private final List<String> absent = new ArrayList<>();
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private final List<MqttDoor> doors = new CopyOnWriteArrayList<>();
  private final AtomicInteger withoutStore = new AtomicInteger();
  private volatile long withStoreSince = System.nanoTime() - EXCUSED_NANOS;
  private Optional<Disk> disk = Optional.empty();
  private Optional<Network> network = Optional.empty();
  private Optional<FakeClock> clock = Optional.empty();
  private Optional<Broker> broker = Optional.empty();
  private Optional<Postgres> postgres = Optional.empty();
  private Systems systems;
  private Gateway gateway;
  private Keeper keeper;

  private Station() {}

  /** Puts everything up; returns when observations are taken at each door. */
  static Station of(
      Path home, Path folder, MixedOptions options, Leftovers leftovers, SplittableRandom random)
      throws IOException, InterruptedException {
    Station station = new Station();
    try {
      station.lay(folder, options.byHand() ? Disk.SMALL : Disk.LARGE, leftovers);
      station.around(home, folder, options, leftovers, random);
      station.gateway(home, folder, random);
      return station;
    } catch (IOException | InterruptedException | RuntimeException e) {
      station.close();
      throw e;
    }
  }

  private void lay(Path folder, long bytes, Leftovers leftovers) throws IOException {
    disk = Optional.ofNullable(Disk.over(folder.resolve("data"), bytes, leftovers));
    network = Optional.ofNullable(Network.lay(leftovers));
    clock = FakeClock.of(folder);
    if (disk.isEmpty()) {
      absent.add("no full and no read-only disk: mounting a tmpfs is not allowed here");
    }
    if (network.isEmpty()) {
      absent.add("no cut network: 'ip netns add' is not allowed here, or iproute2 is absent");
    }
    if (network.isPresent() && !network.get().lossy(1)) {
      absent.add("no network that loses packets: Debian's package nftables is absent");
    } else {
      network.ifPresent(Network::whole);
    }
    if (clock.isEmpty()) {
      absent.add("no clock that steps: Debian's package libfaketime is absent");
    }
  }

  private void around(
      Path home, Path folder, MixedOptions options, Leftovers leftovers, SplittableRandom random)
      throws IOException, InterruptedException {
    Around around = Around.of(network);
    systems = new Systems(home, folder, http, around.doubles(random), random.nextInt());
    closing.push(systems);
    broker = Broker.start(folder, around, Http.freePort(random));
    broker.ifPresent(closing::push);
    if (broker.isEmpty()) {
      absent.add("no senders over MQTT: Debian's package mosquitto is absent");
    }
    if (options.database() == MixedOptions.Database.POSTGRESQL) {
      postgres = Postgres.start(leftovers::folder, Http.freePort(random));
      postgres.ifPresent(closing::push);
      if (postgres.isEmpty()) {
        absent.add("SQLite instead: Debian's package postgresql is absent");
      }
    }
  }

  private void gateway(Path home, Path folder, SplittableRandom random)
      throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    ChaosSite.write(data, systems.maximo(), systems.custom());
    Path routes = folder.resolve("connectors");
    Connectors.copy(home, routes);
    List<String> options = new ArrayList<>(List.of("--routes", routes.toString()));
    options.addAll(List.of("--broker", broker.map(Broker::address).orElse("tcp://127.0.0.1:9")));
    if (postgres.isPresent()) {
      options.addAll(List.of("--database", postgres.get().address()));
      options.addAll(List.of("--user", Postgres.USER));
      Path password = data.resolve("keys/database");
      Files.writeString(password, Postgres.PASSWORD);
      Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    }
    Map<String, String> environment = clock.map(FakeClock::environment).orElse(Map.of());
    gateway =
        new Gateway(
            new Gateway.Setup(home, folder, PROFILE, options, environment),
            http,
            Http.freePort(random),
            Http.freePort(random));
    keeper = new Keeper(gateway, this::hasNoStore);
    closing.push(keeper);
    keeper.awaitUp();
    if (broker.isPresent()) {
      broker.get().awaitSubscription(SUBSCRIBED);
    }
  }

  /** Whether the gateway may say that it cannot start: a moment ago it had no disk or database. */
  private boolean hasNoStore() {
    return withoutStore.get() > 0 || System.nanoTime() - withStoreSince < EXCUSED_NANOS;
  }

  /** From now on the gateway has no disk or no database that it can write. */
  void storeGoes() {
    withoutStore.incrementAndGet();
  }

  void storeComes() {
    withStoreSince = System.nanoTime();
    withoutStore.decrementAndGet();
  }

  /** A sender's way over the broker. */
  MqttDoor door(int number) {
    MqttDoor door = new MqttDoor(broker.orElseThrow().sendersAddress(), number);
    doors.add(door);
    return door;
  }

  /** What it had not written to disk is gone. */
  void brokerDied() {
    doors.forEach(MqttDoor::brokerDied);
  }

  /** What a person types to break each stage, and to mend it. */
  List<String> byHand() {
    Path data = gateway.data();
    List<String> lines = new ArrayList<>();
    lines.add("watch      " + gateway.console());
    lines.add("kill       kill -9 " + gateway.pid() + "      # it is started again");
    disk.ifPresent(
        d ->
            lines.add(
                "fill       dd if=/dev/zero of=%s/ballast bs=1M; rm %s/ballast"
                    .formatted(data, data)));
    network.ifPresent(net -> lines.addAll(net.byHand()));
    clock.ifPresent(c -> lines.addAll(c.byHand()));
    lines.addAll(systems.byHand());
    return lines;
  }

  /** What cannot be broken here, and why. */
  List<String> absent() {
    return absent;
  }

  Http http() {
    return http;
  }

  Optional<Disk> disk() {
    return disk;
  }

  Optional<Network> network() {
    return network;
  }

  Optional<FakeClock> clock() {
    return clock;
  }

  Optional<Broker> broker() {
    return broker;
  }

  Optional<Postgres> postgres() {
    return postgres;
  }

  Systems systems() {
    return systems;
  }

  Gateway gateway() {
    return gateway;
  }

  Keeper keeper() {
    return keeper;
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    while (!closing.isEmpty()) {
      try {
        closing.pop().close();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (Exception e) {
        absent.add("left behind: " + e.getMessage());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
