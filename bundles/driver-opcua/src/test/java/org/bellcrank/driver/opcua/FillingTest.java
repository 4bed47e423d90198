package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.driver.opcua.Bench.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
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

    private Told(Bench.Ear ear) {
      this.ear = ear;
    }

    /** Until so many good values came, or none comes for long. */
    private void await(int count) throws InterruptedException {
      while (times.size() < count) {
        ChannelRecord record = ear.told.poll(40, TimeUnit.SECONDS);
        assertThat(record).as("after %d of %d", times.size(), count).isNotNull();
        if (record.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS) {
          times.add(record.getTimestamp());
        }
      }
    }

    /** Each of so many milliseconds once; told in few words where not. */
    private void areAll(long from, long count) {
      Set<Long> missing = LongStream.range(from, from + count).boxed().collect(Collectors.toSet());
      List<Long> others = times.stream().filter(each -> !missing.remove(each)).toList();
      assertThat(others.stream().map(each -> each - from).limit(9))
          .as("twice or not meant")
          .isEmpty();
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
      Bench.Ear ear = new Bench.Ear();
      driver.registerChannelListener(settings("speed", DataType.INTEGER, "queue.size", "2"), ear);
      Bench.Ear unkept = new Bench.Ear();
      driver.registerChannelListener(settings("load", DataType.DOUBLE), unkept);
      Bench.Ear unasked = new Bench.Ear();
      driver.registerChannelListener(
          settings("speed", DataType.INTEGER, "queue.size", "2", "fill.gaps", "false"), unasked);
      ear.good(1500);
      unkept.good(41.5);
      unasked.good(1500);
      assertThat(driver.terms())
          .extracting(Term::name)
          .containsExactlyInAnyOrder("press-4/own", "press-4/server");
      long start = System.currentTimeMillis() - 60_000;
      server.set("speed", "Int32", 1, "Good", start);
      ear.good(1);
      unasked.good(1);
      server.set("load", "Double", 1, "Good", start);
      unkept.good(1.0);

      line.freeze();
      step(server, "speed", 2, STEPS, start + 1);
      step(server, "load", 2, 3, start + 1);
      ear.bad("lost");
      Told told = new Told(ear);
      told.await(STEPS);

      told.areAll(start + 1, STEPS);
      server.set("speed", "Int32", 1, "Good", start + STEPS + 1);
      told.await(STEPS + 1);
      told.areAll(start + 1, STEPS + 1);

      assertThat(unkept.good(4.0).getTimestamp()).isEqualTo(start + 3);
      until(driver, counts -> counts.refused() == 1);
      assertThat(driver.filled().filled()).isEqualTo(1);
      assertThat(driver.filled().values()).isBetween(STEPS - 3L, (long) STEPS);
      unasked.bad("lost");
      unasked.good(1);
      assertThat(unasked.told).isEmpty();

      // The server forgets the session and what it kept for it; its history stays.
      step(server, "speed", 2, 5, start + 10_000);
      told.await(STEPS + 2);
      server.peer().say("forget", "forgot");
      step(server, "speed", 100, 50, start + 20_000);
      ear.bad("lost");
      until(driver, counts -> counts.filled() == 2);
      server.set("speed", "Int32", 1, "Good", start + 30_000);
      Bench.Ear rest = new Bench.Ear();
      ear.told.drainTo(rest.told);
      List<Long> since = new ArrayList<>();
      while (!since.contains(start + 30_000)) {
        ChannelRecord record =
            rest.told.isEmpty() ? ear.told.poll(40, TimeUnit.SECONDS) : rest.told.poll();
        assertThat(record).as("after %s", since).isNotNull();
        since.add(record.getTimestamp());
      }
      assertThat(since).doesNotHaveDuplicates();
      assertThat(since)
          .containsAll(LongStream.range(start + 20_000, start + 20_050).boxed().toList());
    }
  }

  private static Map<String, Object> quick(int port) {
    return new HashMap<>(
        Map.of(
            "endpoint", "opc.tcp://127.0.0.1:%d/plant".formatted(port),
            "publishing.millis", 50,
            "sampling.millis", 50,
            "timeout.millis", 1000,
            "keep.alive.millis", 500,
            "fill.gaps", true));
  }

  private static void until(
      OpcUaDriver driver, java.util.function.Predicate<Filling.Counts> reached) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!reached.test(driver.filled())) {
      assertThat(System.nanoTime()).as("%s", driver.filled()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
