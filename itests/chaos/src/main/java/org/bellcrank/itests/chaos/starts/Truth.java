package org.bellcrank.itests.chaos.starts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bellcrank.delivery.engine.PlannedOutbox;
import org.bellcrank.itests.chaos.halts.Plant;
import org.bellcrank.itests.chaos.halts.Telling;
import org.bellcrank.journal.Positions;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.pipeline.Pipeline;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.store.jdbc.JdbcStore;

/** What the recorded set leads to without any start: no framework, everything there beforehand. */
final class Truth {

  private Truth() {}

  static Decided of(Recorded recorded, Path folder) throws IOException, InterruptedException {
    try (Plant plant = new Plant()) {
      recorded.copy(folder, plant.addresses());
    }
    Site site = Recorded.site(folder.resolve("data"));
    Clock clock = Clock.systemUTC();
    try (JdbcStore store = JdbcStore.open(folder.resolve("data"))) {
      DurableIntake intake = new DurableIntake(store, clock);
      for (Telling each : recorded.arriving()) {
        intake.accept(Messages.plain(each));
      }
      Pipeline pipeline = new Pipeline(store, new InForce(site), new PlannedOutbox(), clock);
      long deadline = System.nanoTime() + Recorded.patience().toNanos();
      while (decided(store) < recorded.size()) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "the recorded set is not decided: " + pipeline.deciding());
        }
        TimeUnit.MILLISECONDS.sleep(10);
      }
      pipeline.stop();
      return Decided.in(store, site.version());
    }
  }

  private static long decided(JdbcStore store) {
    return store.read(unit -> unit.port(Positions.class).position("pipeline"));
  }

  private record InForce(Site there) implements ActiveSite {
    @Override
    public Optional<Site> site() {
      return Optional.of(there);
    }

    @Override
    public List<String> refusals() {
      return List.of();
    }
  }
}
