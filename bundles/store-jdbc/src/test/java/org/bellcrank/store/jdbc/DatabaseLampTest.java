package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bellcrank.canary.Lamp;
import org.bellcrank.canary.LampKeeper;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lamp of the database, with a real server that goes and comes back. */
@Timeout(180)
class DatabaseLampTest {

  private static final String DATABASE = "database";

  @TempDir Path folder;

  @Test
  void aServerThatGoesIsToldByItsLampAndClearedWhenItComesBack() throws Exception {
    Assumptions.assumeTrue(Stores.server() != null);
    PostgresServer server = PostgresServer.start().orElseThrow();
    Fast clock = new Fast();
    JdbcStore store = JdbcStore.open(folder, server.settings("lamps"));
    DurableIntake intake = new DurableIntake(store, clock);
    intake.accept(PipelineRig.look("l1", 1, "left", 0.9, 10));
    LampKeeper lamps = new LampKeeper(store, clock, intake, new NoDocuments());
    await("it answers", () -> is(lamps, Lamp.State.GREEN));
    assertThat(lamp(lamps).orElseThrow().proof()).contains("jdbc:postgresql:", "lamps");
    server.down();
    try {
      await("it is told", () -> is(lamps, Lamp.State.RED));
      assertThat(lamp(lamps).orElseThrow().words())
          .contains("does not answer", "1 observations waited to be decided");
    } finally {
      server.up();
    }
    await("it is cleared", () -> is(lamps, Lamp.State.GREEN));
    await("it is in the journal", () -> told(store).equals(List.of("RED", "GREEN")));
    lamps.stop();
    store.close();
    server.close();
  }

  @Test
  void aClockThatIsSetBackDoesNotLeaveTheLampAsItWas() {
    Fast clock = new Fast();
    clock.ahead = Duration.ofHours(10);
    try (JdbcStore store = Stores.open(folder)) {
      LampKeeper lamps =
          new LampKeeper(store, clock, new DurableIntake(store, clock), new NoDocuments());
      await("it answers", () -> is(lamps, Lamp.State.GREEN));
      clock.ahead = Duration.ZERO;
      Instant soon = clock.instant().plus(Duration.ofHours(1));
      await(
          "it is proven by the clock that is right",
          () -> lamp(lamps).flatMap(Lamp::provedAt).filter(soon::isAfter).isPresent());
      lamps.stop();
    }
  }

  private static List<String> told(JdbcStore store) {
    return store.read(unit -> unit.port(Journal.class).after(0, 1000)).stream()
        .filter(entry -> entry.kind().equals("lamp.changed") && entry.subject().equals(DATABASE))
        .map(Entry::facts)
        .map(facts -> facts.requireText("state"))
        .toList();
  }

  private static Optional<Lamp> lamp(LampKeeper lamps) {
    return lamps.all().stream().filter(each -> each.id().equals(DATABASE)).findFirst();
  }

  private static boolean is(LampKeeper lamps, Lamp.State state) {
    return lamp(lamps).filter(each -> each.state() == state).isPresent();
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 60 s until " + what).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Ten times as fast as ours, so that what takes seconds is soon seen. */
  private static final class Fast extends Clock {

    private final Instant begun = Clock.systemUTC().instant();
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      Duration passed = Duration.between(begun, Clock.systemUTC().instant());
      return begun.plus(ahead).plus(passed.multipliedBy(10));
    }
  }

  private static final class NoDocuments implements ActiveSite {

    @Override
    public Optional<Site> site() {
      return Optional.empty();
    }

    @Override
    public List<String> refusals() {
      return List.of();
    }
  }
}
