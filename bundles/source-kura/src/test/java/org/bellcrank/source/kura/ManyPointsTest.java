package org.bellcrank.source.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.asset.DriverChannel;
import org.bellcrank.asset.Point;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.testing.MemoryIntake;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.Test;

/** 64 drivers with 50,000 points: few threads, and the memory that the README states. */
class ManyPointsTest {

  private static final int DRIVERS = 64;
  private static final int POINTS = 50_000;
  private static final long BUDGET = 100L << 20;

  @Test
  void fiftyThousandPointsOverSixtyFourDriversStayWithinTheirMemory() {
    TakenSamples taken = new TakenSamples();
    taken.keeps = false;
    SiteOf site = new SiteOf();
    List<FakeDriver> drivers = new ArrayList<>();
    for (int i = 0; i < DRIVERS; i++) {
      FakeDriver driver = new FakeDriver();
      driver.values.put("10", TypedValues.newDoubleValue(i));
      drivers.add(driver);
    }
    long before = used();
    site.points(points());
    PointSource source =
        new PointSource(
            site,
            taken,
            new MemoryIntake(),
            new MemoryStore(),
            Clock.systemUTC(),
            Map.of("kura.service.pid", "points"),
            Given.settings(PointSource.Config.class, Map.of()));
    try {
      for (int i = 0; i < DRIVERS; i++) {
        source.bindDriver(drivers.get(i), Map.of("kura.service.pid", "plc-" + i));
      }
      Wait.until(() -> drivers.stream().allMatch(driver -> driver.executed.get() > 0));
      Wait.until(() -> taken.count.sum() >= POINTS);
      assertThat(source.lost()).isZero();
      assertThat(drivers).allSatisfy(driver -> assertThat(driver.prepared).hasValue(1));
      long threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("bellcrank-points-"))
              .count();
      assertThat(threads).isLessThanOrEqualTo(DRIVERS + 1);
      assertThat(used() - before).as("bytes of heap").isLessThan(BUDGET);
    } finally {
      source.stop();
    }
  }

  private static List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      DriverChannel channel =
          new DriverChannel(
              "plc-" + i % DRIVERS,
              Map.of("table", "HOLDING_REGISTER", "address", "10", "form", "FLOAT32"),
              DriverChannel.Type.DOUBLE,
              Optional.of(Duration.ofHours(1)),
              1,
              0,
              Optional.of("Cel"));
      String id = "p" + i;
      points.add(
          new Point(
              id,
              id,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              0,
              Set.of(),
              Optional.empty(),
              Optional.of(channel)));
    }
    return points;
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
