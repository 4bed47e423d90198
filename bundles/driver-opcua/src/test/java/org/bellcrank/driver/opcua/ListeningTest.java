package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.driver.opcua.Bench.settings;
import static org.bellcrank.driver.opcua.Bench.value;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bellcrank.asset.GapReport;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listening against node-opcua, which is nobody's library here but the server's. */
class ListeningTest {

  @TempDir static Path folder;
  private static Server server;
  private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    server = new Server(folder.resolve("server"), "{}");
    bench = new Bench(folder.resolve("gateway"));
  }

  @AfterEach
  void endDrivers() {
    bench.close();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void whatAQueueOfTheServerLostIsCountedAndReadFromItsHistoryWhereThatIsAskedFor()
      throws Exception {
    OpcUaDriver driver =
        bench.trusting(server, "publishing.millis", 500, "sampling.millis", 0, "queue.size", 2);
    Bench.Ear filled = new Bench.Ear();
    Bench.Ear told = new Bench.Ear();
    driver.registerChannelListener(settings("burst", DataType.DOUBLE, "fill.gaps", "true"), filled);
    driver.registerChannelListener(settings("burst", DataType.DOUBLE), told);
    long before = filled.good(0.0).getTimestamp();
    told.good(0.0);
    long start = before + 1000;

    server.peer().say("steps burst Double 1 50 " + start, "stepped");

    Set<Long> times = new TreeSet<>();
    while (times.size() < 50) {
      assertThat(times.add(filled.good().getTimestamp() - start)).as("once").isTrue();
    }
    assertThat(times).isEqualTo(LongStream.range(0, 50).boxed().collect(Collectors.toSet()));
    assertThat(driver.overruns()).isEqualTo(2);
    GapReport gap = filled.gaps.poll(20, TimeUnit.SECONDS);
    assertThat(gap.values()).isEqualTo(48);
    assertThat(gap.open()).isEmpty();
    GapReport open = told.gaps.poll(20, TimeUnit.SECONDS);
    assertThat(open.from().toEpochMilli()).isEqualTo(before);
    assertThat(open.open().get(0).why()).contains("queue of 2 values ran over", "fill.gaps");
    assertThat(value(told.next(record -> true))).as("the others are lost").isEqualTo(49.0);
    assertThat(value(told.next(record -> true))).isEqualTo(50.0);
  }

  @Test
  void aDeadbandKeepsSmallMovesAtTheServer() throws Exception {
    server.set("load", "Double", 10, "Good", 1);
    OpcUaDriver driver = bench.trusting(server, "publishing.millis", 50, "sampling.millis", 50);
    Bench.Ear still = new Bench.Ear();
    Bench.Ear percent = new Bench.Ear();
    driver.registerChannelListener(settings("load", DataType.DOUBLE, "deadband", "2"), still);
    driver.registerChannelListener(settings("tool", DataType.STRING, "deadband", "5 %"), percent);
    still.good(10.0);

    server.set("load", "Double", 11, "Good", 2);
    server.set("load", "Double", 13, "Good", 3);

    ChannelRecord next = still.next(record -> true);
    assertThat(value(next)).isEqualTo(13.0);
    // The channel's own, so a person must know that there is none such.
    percent.bad("Bad_");
  }

  @Test
  void aDeadbandInPercentIsOfTheNodesRangeAndTheDriversIsTakenBackWhereTheServerRefusesIt()
      throws Exception {
    OpcUaDriver driver =
        bench.trusting(server, "publishing.millis", 50, "sampling.millis", 0, "deadband", "2 %");
    Bench.Ear pressure = new Bench.Ear();
    Bench.Ear text = new Bench.Ear();
    Bench.Ear truth = new Bench.Ear();
    Bench.Ear unranged = new Bench.Ear();
    driver.registerChannelListener(settings("pressure", DataType.DOUBLE), pressure);
    driver.registerChannelListener(settings("tool", DataType.STRING), text);
    driver.registerChannelListener(settings("running", DataType.BOOLEAN), truth);
    driver.registerChannelListener(settings("setpoint", DataType.DOUBLE), unranged);
    for (Bench.Ear each : List.of(pressure, text, truth, unranged)) {
      value(each.next(record -> true));
    }

    // The range is 250 bar, so 5 bar.
    server.set("pressure", "Double", 125.5, "Good", 2);
    server.set("pressure", "Double", 127, "Good", 3);

    assertThat(value(pressure.next(record -> true))).isEqualTo(127.0);
  }

  @Test
  void anAlarmIsToldWhenItComesChangesAndGoes() throws Exception {
    server.set("load", "Double", 10, "Good", 1);
    OpcUaDriver driver = bench.trusting(server, "publishing.millis", 50);
    Bench.Ear words = new Bench.Ear();
    Bench.Ear truth = new Bench.Ear();
    Bench.Ear tag = new Bench.Ear();
    driver.registerChannelListener(
        settings("alarms", DataType.STRING, "kind", "EVENT", "node.id", "i=2253"), words);
    driver.registerChannelListener(
        settings("alarm", DataType.BOOLEAN, "kind", "EVENT", "node.id", Server.PLANT + "spindle"),
        truth);
    driver.registerChannelListener(settings("load", DataType.DOUBLE), tag);
    tag.good(10.0);

    server.set("load", "Double", 85, "Good", 2);
    String raised =
        (String) words.next(told -> said(told).contains("\"RAISED\"")).getValue().getValue();
    assertThat(raised)
        .contains("\"name\":\"LoadHigh\"", "\"source\":", "\"severity\":", "\"message\":");
    truth.good(true);

    server.set("load", "Double", 20, "Good", 3);
    String cleared = said(words.next(told -> said(told).contains("\"CLEARED\"")));
    truth.good(false);
    // When it came names the occurrence: its end says the same, the next one another.
    assertThat(field("raised", cleared)).isEqualTo(field("raised", raised));
    server.set("load", "Double", 85, "Good", 4);
    String again = said(words.next(told -> said(told).contains("\"RAISED\"")));
    assertThat(field("id", again))
        .isEqualTo(field("id", raised))
        .isEqualTo("nsu=urn:bellcrank:example:server;s=LoadHigh");
    assertThat(Instant.parse(field("raised", again)))
        .isAfter(Instant.parse(field("raised", cleared)));

    // Who comes later hears of it as of the same occurrence.
    Bench.Ear late = new Bench.Ear();
    bench
        .trusting(server, "publishing.millis", 50)
        .registerChannelListener(
            settings("alarms", DataType.STRING, "kind", "EVENT", "node.id", "i=2253"), late);
    assertThat(field("raised", said(late.next(told -> said(told).contains("\"RAISED\"")))))
        .isEqualTo(field("raised", again));
    server.set("load", "Double", 20, "Good", 5);
    truth.good(false);
  }

  @Test
  void anAlarmThatIsAcknowledgedAfterItWentComesAgainAsAnotherOccurrence() throws Exception {
    server.set("load", "Double", 10, "Good", 1);
    Bench.Ear words = new Bench.Ear();
    bench
        .trusting(server, "publishing.millis", 50)
        .registerChannelListener(
            settings("alarms", DataType.STRING, "kind", "EVENT", "node.id", "i=2253"), words);
    words.next(told -> said(told).contains("\"LISTENING\""));
    server.set("load", "Double", 85, "Good", 2);
    String first = said(words.next(told -> said(told).contains("\"RAISED\"")));
    server.set("load", "Double", 20, "Good", 3);
    words.next(told -> said(told).contains("\"CLEARED\""));

    assertThat(server.peer().say("acknowledge", "acknowledged")).endsWith("Good");
    server.set("load", "Double", 85, "Good", 4);

    String second = said(words.next(told -> said(told).contains("\"active\":true")));
    assertThat(field("state", second)).isEqualTo("RAISED");
    assertThat(Instant.parse(field("raised", second)))
        .isAfter(Instant.parse(field("raised", first)));
    server.set("load", "Double", 20, "Good", 5);
    words.next(told -> said(told).contains("\"CLEARED\""));
  }

  @Test
  void whoIsTakenOffHearsNothingMoreAndTheSubscriptionEndsWithTheLast() throws Exception {
    OpcUaDriver driver = bench.trusting(server, "publishing.millis", 50, "sampling.millis", 50);
    Bench.Ear one = new Bench.Ear();
    Bench.Ear two = new Bench.Ear();
    driver.registerChannelListener(settings("load", DataType.DOUBLE), one);
    driver.registerChannelListener(settings("load", DataType.DOUBLE), two);
    one.good();
    two.good();

    driver.unregisterChannelListener(one);
    one.told.clear();
    server.set("load", "Double", 30, "Good", 4);
    two.good(30.0);
    assertThat(one.told).isEmpty();

    driver.unregisterChannelListener(two);
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!server.peer().say("subscriptions", "subscriptions").equals("subscriptions 0")) {
      assertThat(System.nanoTime()).as("the subscription ends").isLessThan(deadline);
    }
  }

  private static String field(String name, String json) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    assertThat(found.find()).as("%s in %s", name, json).isTrue();
    return found.group(1);
  }

  private static String said(ChannelRecord told) {
    return told.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS
        ? String.valueOf(told.getValue().getValue())
        : "";
  }
}
