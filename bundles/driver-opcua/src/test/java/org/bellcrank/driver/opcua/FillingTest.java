package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.driver.opcua.Bench.settings;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bellcrank.asset.GapReport;
import org.bellcrank.keys.CertificateTerms.Term;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an outage left out is read from the history of a server of another maker. */
class FillingTest {

  private static final int STEPS = 2500; // three pages

  @TempDir Path folder;

  /** All that an ear was told, good values by their times. */
  private static final class Told {

    private final Bench.Ear ear;
    private final List<Long> times = new ArrayList<>();
    private long newest;
    private boolean failed;
    private int failures;

    private Told(Bench.Ear ear) {
      this.ear = ear;
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
      while (!reached.getAsBoolean()) {
        ChannelRecord record = ear.told.poll(60, TimeUnit.SECONDS);
        assertThat(record).as("after %d values, %d failures", times.size(), failures).isNotNull();
        if (record.getChannelStatus().getChannelFlag() == ChannelFlag.FAILURE) {
          failed = true;
          failures++;
        } else if (failed && record.getTimestamp() == newest) {
          failed = false; // What stands is told again to a channel that counted as failed.
        } else {
          times.add(record.getTimestamp());
          newest = Math.max(newest, record.getTimestamp());
        }
      }
    }

    private void until(long time) throws InterruptedException {
      until(() -> times.contains(time));
    }

    private long among(long from, long count) {
      return times.stream().filter(each -> each >= from && each < from + count).count();
    }

    /** Each of so many milliseconds once; told in few words where not. */
    private void areAll(long from, long count) {
      Set<Long> missing = LongStream.range(from, from + count).boxed().collect(Collectors.toSet());
      List<Long> twice =
          times.stream()
              .filter(each -> each >= from && each < from + count)
              .filter(each -> !missing.remove(each))
              .toList();
      assertThat(twice.stream().map(each -> each - from).limit(9)).as("twice").isEmpty();
      assertThat(missing.stream().map(each -> each - from).limit(9)).as("missing").isEmpty();
    }
  }

  private static void step(Server server, String node, long first, int count, long at)
      throws Exception {
    String type = node.equals("speed") ? "Int32" : "Double";
    server.peer().say("steps %s %s %d %d %d".formatted(node, type, first, count, at), "stepped");
  }

  @Test
  void everyValueOfAnOutageIsToldOnceWithItsOwnTimeAndWhatIsLiveGoesOn() throws Exception {
    try (Server server = new Server(folder.resolve("server"), "{}");
        Bench bench = new Bench(folder.resolve("gateway"));
        Proxy line = new Proxy(server.port())) {
      bench.believe(server);
      OpcUaDriver driver = bench.driver(quick(line.port()));
      Told told = told(driver, "speed", DataType.INTEGER, "queue.size", "2");
      Told unkept = told(driver, "load", DataType.DOUBLE);
      Told unasked =
          told(driver, "speed", DataType.INTEGER, "queue.size", "2", "fill.gaps", "false");
      long start = System.currentTimeMillis() - 60_000;
      server.set("speed", "Int32", 1, "Good", start);
      server.set("load", "Double", 1, "Good", start);
      for (Told each : List.of(told, unkept, unasked)) {
        each.until(start);
      }
      assertThat(driver.terms())
          .extracting(Term::name)
          .containsExactlyInAnyOrder("press-4/own", "press-4/server");

      line.freeze();
      step(server, "speed", 2, STEPS, start + 1);
      step(server, "load", 2, 3, start + 1);
      told.until(() -> told.failures > 0 && told.among(start + 1, STEPS) >= STEPS);
      server.set("speed", "Int32", 1, "Good", start + STEPS + 1);
      told.until(start + STEPS + 1);
      told.areAll(start + 1, STEPS + 1);
      unkept.until(start + 3);
      until(driver, counts -> counts.refused() > 0 && counts.filled() > 0);
      GapReport first = told.ear.gaps.poll(60, TimeUnit.SECONDS);
      assertThat(first.source())
          .isEqualTo("history of opc.tcp://127.0.0.1:%d/plant".formatted(line.port()));
      assertThat(first.from()).isEqualTo(Instant.ofEpochMilli(start));
      assertThat(first.open()).isEmpty();
      assertThat(first.values()).isPositive();
      GapReport open = unkept.ear.gaps.poll(60, TimeUnit.SECONDS);
      assertThat(open.values()).isZero();
      assertThat(open.open())
          .singleElement()
          .satisfies(rest -> assertThat(rest.why()).startsWith("history: given"));
      assertThat(driver.filled().values()).isBetween(STEPS / 2L, (long) STEPS);
      unasked.until(start + STEPS + 1);
      assertThat(unasked.among(start + 1, STEPS)).as("what the queue kept").isLessThan(STEPS / 2);

      // The server forgets the session and what it kept for it; its history stays.
      int before = told.failures;
      server.peer().say("forget", "forgot");
      step(server, "speed", 100, 50, start + 20_000);
      told.until(() -> told.failures > before && told.among(start + 20_000, 50) >= 50);
      server.set("speed", "Int32", 1, "Good", start + 30_000);
      told.until(start + 30_000);
      told.areAll(start + 20_000, 50);
    }
  }

  private static Told told(OpcUaDriver driver, String node, DataType type, String... settings) {
    Bench.Ear ear = new Bench.Ear();
    driver.registerChannelListener(settings(node, type, settings), ear);
    return new Told(ear);
  }

  private static Map<String, Object> quick(int port) {
    return new HashMap<>(
        Map.of(
            "endpoint", "opc.tcp://127.0.0.1:%d/plant".formatted(port),
            "publishing.millis", 50,
            "sampling.millis", 50,
            "timeout.millis", 2000,
            "keep.alive.millis", 1000,
            "fill.gaps", true));
  }

  private static void until(
      OpcUaDriver driver, java.util.function.Predicate<Filling.Counts> reached) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!reached.test(driver.filled())) {
      assertThat(System.nanoTime()).as("%s", driver.filled()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
