package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bellcrank.driver.opcua.Bench.channel;
import static org.bellcrank.driver.opcua.Bench.failure;
import static org.bellcrank.driver.opcua.Bench.settings;
import static org.bellcrank.driver.opcua.Bench.value;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bellcrank.asset.UncertainValueException;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.kura.driver.PreparedRead;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reading, listening and writing against node-opcua, which is nobody's library here but the
 * server's.
 */
@ExtendWith(AnotherUser.class)
class ReadingTest {

  private static final int ITEMS = 1000;

  @TempDir static Path folder;
  private static Server server;
  private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    server = new Server(folder.resolve("server"), "{\"fast\":%d}".formatted(ITEMS));
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
  void everyTypeIsReadInTheTypeOfItsChannelWithTheTimeOfItsSource() throws Exception {
    server.set("load", "Double", 41.5, "Good", 1_760_000_000_123L);
    server.set("ratio", "Float", 20.3, "Good", 1_760_000_000_123L);
    List<ChannelRecord> records =
        List.of(
            channel("load", DataType.DOUBLE),
            channel("ratio", DataType.DOUBLE),
            channel("count", DataType.LONG),
            channel("running", DataType.BOOLEAN),
            channel("tool", DataType.STRING),
            channel("made", DataType.LONG),
            channel("raw", DataType.BYTE_ARRAY),
            channel("axes", DataType.STRING),
            channel("load", DataType.STRING, "attribute", "DisplayName"),
            channel("state", DataType.INTEGER, "node.id", "i=2259"));

    bench.trusting(server).read(records);

    assertThat(records.stream().map(Bench::value).toList())
        .containsExactly(
            41.5,
            20.3,
            4_000_000_000L,
            true,
            "M42",
            1_760_000_000_000L,
            new byte[] {1, 2, 3},
            "[1.0, 2.5]",
            "load",
            0);
    assertThat(records.get(0).getTimestamp()).isEqualTo(1_760_000_000_123L);
  }

  @Test
  void whatIsWrongWithOneChannelIsToldAtItAloneAndTheOthersAreRead() throws Exception {
    server.set("ratio", "Float", "NaN", "Good", 1_760_000_000_001L);
    server.set("speed", "Int32", 7, "UncertainLastUsableValue", 1_760_000_000_002L);
    List<ChannelRecord> records =
        List.of(
            channel("absent", DataType.DOUBLE),
            channel("strange", DataType.DOUBLE, "node.id", "nsu=urn:nobody;s=a"),
            channel("wrong", DataType.DOUBLE, "node.id", "spindle"),
            channel("ratio", DataType.DOUBLE),
            channel("speed", DataType.INTEGER),
            channel("count", DataType.INTEGER),
            channel("tool", DataType.DOUBLE),
            channel(
                "reset", DataType.STRING, "kind", "METHOD", "object.id", Server.PLANT + "spindle"),
            channel("running", DataType.BOOLEAN));
    PreparedRead prepared = bench.trusting(server).prepareRead(records);

    assertThat(prepared.execute()).isEqualTo(records);

    assertThat(records.subList(0, 8).stream().map(Bench::failure).toList())
        .satisfiesExactly(
            told -> assertThat(told).contains("absent", "Bad_NodeIdUnknown"),
            told -> assertThat(told).contains("urn:nobody", "http://bellcrank.example/plant"),
            told -> assertThat(told).contains("node.id", "given 'spindle'", "allowed: a node as"),
            told -> assertThat(told).contains("NaN"),
            told -> assertThat(told).contains("Uncertain_LastUsableValue"),
            told -> assertThat(told).contains("4000000000", "INTEGER"),
            told -> assertThat(told).contains("'M42'", "a number"),
            told -> assertThat(told).contains("METHOD", "is written"));
    assertThat(value(records.get(8))).isEqualTo(true);
    assertThat(records.get(4).getTimestamp()).isEqualTo(1_760_000_000_002L);
    assertThat(records.get(4).getValue().getValue()).isEqualTo(7);
  }

  @Test
  void aThousandItemsAtAHundredMillisecondsArriveWithoutLoss() throws Exception {
    OpcUaDriver driver =
        bench.trusting(server, "publishing.millis", 200, "sampling.millis", 0, "queue.size", 50);
    Map<String, List<Double>> told = new ConcurrentHashMap<>();
    CountDownLatch first = new CountDownLatch(ITEMS);
    int rounds = 20;
    CountDownLatch all = new CountDownLatch(ITEMS);
    for (int i = 0; i < ITEMS; i++) {
      List<Double> mine = new ArrayList<>();
      told.put("f" + i, mine);
      driver.registerChannelListener(
          settings("f" + i, DataType.DOUBLE),
          event -> {
            double value = (Double) value(event.getChannelRecord());
            synchronized (mine) {
              mine.add(value);
            }
            if (mine.size() == 1) {
              first.countDown();
            }
            if (value == rounds) {
              all.countDown();
            }
          });
    }
    assertThat(first.await(30, TimeUnit.SECONDS)).as("all items are monitored").isTrue();

    server.peer().say("run %d 100".formatted(rounds), "running");

    assertThat(all.await(30, TimeUnit.SECONDS)).as("the last value of each arrives").isTrue();
    List<Double> wanted = new ArrayList<>();
    for (double i = 0; i <= rounds; i++) {
      wanted.add(i);
    }
    told.forEach((name, values) -> assertThat(List.copyOf(values)).as(name).isEqualTo(wanted));
  }

  @Test
  void statusAndTimeArriveUnchangedAndATagMayChangeItsType() throws Exception {
    server.set("tag", "Int32", 5, "Good", 1_760_000_000_010L);
    OpcUaDriver driver = bench.trusting(server, "publishing.millis", 50, "sampling.millis", 50);
    Bench.Ear ear = new Bench.Ear();
    driver.registerChannelListener(settings("tag", DataType.DOUBLE), ear);
    assertThat(ear.good(5.0).getTimestamp()).isEqualTo(1_760_000_000_010L);

    server.set("tag", "Int32", 6, "BadSensorFailure", 1_760_000_000_020L);
    assertThat(ear.bad("Bad_SensorFailure").getTimestamp()).isEqualTo(1_760_000_000_020L);
    server.set("tag", "Int32", 6, "UncertainSensorNotAccurate", 1_760_000_000_030L);
    ChannelRecord doubtful = ear.bad("Uncertain_SensorNotAccurate");
    assertThat(doubtful.getTimestamp()).isEqualTo(1_760_000_000_030L);
    // Who knows nothing of it sees a failure; the value is there for who does.
    assertThat(doubtful.getChannelStatus().getException())
        .isInstanceOf(UncertainValueException.class)
        .hasMessage("Uncertain_SensorNotAccurate");
    assertThat(doubtful.getValue().getValue()).isEqualTo(6.0);
    server.set("tag", "Double", 6.5, "Good", 1_760_000_000_040L);
    assertThat(ear.good(6.5).getTimestamp()).isEqualTo(1_760_000_000_040L);
    server.set("tag", "String", "open", "Good", 1_760_000_000_050L);
    ear.bad("'open'");
    server.set("tag", "Double", "NaN", "Good", 1_760_000_000_060L);
    ear.bad("NaN");
    server.set("tag", "Int32", 7, "Good", 1_760_000_000_070L);
    assertThat(ear.good(7.0).getTimestamp()).isEqualTo(1_760_000_000_070L);
  }

  @Test
  void nothingIsWrittenUnlessTheNodeIsListed() throws Exception {
    OpcUaDriver closed = bench.trusting(server);
    OpcUaDriver open =
        bench.trusting(server, "write.allowed", new String[] {Server.PLANT + "setpoint"});
    String before = server.peer().say("value setpoint", "value");

    assertThat(failure(written(closed, "setpoint", TypedValues.newDoubleValue(1))))
        .contains("setpoint", "allowed: nothing, unless", "nothing was written");
    assertThat(failure(written(open, "locked", TypedValues.newDoubleValue(2))))
        .contains("locked", "write.allowed", "setpoint");
    assertThat(server.peer().say("value setpoint", "value")).isEqualTo(before);
    assertThat(server.peer().say("value locked", "value")).isEqualTo("value 10");

    value(written(open, "setpoint", TypedValues.newIntegerValue(12)));

    assertThat(server.peer().say("value setpoint", "value")).isEqualTo("value 12");
  }

  @Test
  void whatDoesNotFitOrIsRefusedByTheServerIsNotWritten() throws Exception {
    OpcUaDriver driver =
        bench.trusting(
            server,
            "write.allowed",
            new String[] {Server.PLANT + "speed", Server.PLANT + "fixed", Server.PLANT + "tag"});
    server.set("tag", "Int32", 1, "Good", 1);

    assertThat(failure(written(driver, "speed", TypedValues.newDoubleValue(1.5)))).contains("1.5");
    assertThat(failure(written(driver, "speed", TypedValues.newStringValue("fast"))))
        .contains("'fast'");
    assertThat(failure(written(driver, "fixed", TypedValues.newDoubleValue(1))))
        .contains("Bad_NotWritable");
    value(written(driver, "tag", TypedValues.newIntegerValue(3)));
    assertThat(server.peer().say("value tag", "value")).isEqualTo("value 3");
  }

  @Test
  void anAnswerThatDoesNotSayThatNothingWasDoneIsNotToldAsARefusal() throws Exception {
    OpcUaDriver driver =
        bench.trusting(
            server, "write.allowed", new String[] {Server.PLANT + "gate", Server.PLANT + "fixed"});

    ChannelRecord gate = written(driver, "gate", TypedValues.newBooleanValue(true));
    ChannelRecord fixed = written(driver, "fixed", TypedValues.newDoubleValue(1));

    assertThat(server.peer().say("value gate", "value")).isEqualTo("value true");
    assertThat(failure(gate))
        .contains("Bad_Timeout", "whether it was done is not known")
        .doesNotContain("nothing was written");
    assertThat(gate.getChannelStatus().getException()).isInstanceOf(ConnectionException.class);
    assertThat(failure(fixed)).contains("Bad_NotWritable", "nothing was written");
    assertThat(fixed.getChannelStatus().getException()).isNotInstanceOf(ConnectionException.class);
    value(written(driver, "gate", TypedValues.newBooleanValue(false)));
  }

  @Test
  void aMethodIsCalledByWritingItsArgumentsWhereItIsListed() throws Exception {
    String[] object = {"kind", "METHOD", "object.id", Server.PLANT + "spindle"};
    OpcUaDriver closed = bench.trusting(server);
    OpcUaDriver open =
        bench.trusting(server, "write.allowed", new String[] {Server.PLANT + "reset"});

    assertThat(failure(written(closed, "reset", TypedValues.newIntegerValue(4), object)))
        .contains("write.allowed");
    assertThat(failure(written(open, "reset", TypedValues.newIntegerValue(-4), object)))
        .contains("-4", "4294967295");
    value(written(open, "reset", TypedValues.newIntegerValue(4), object));

    assertThat(server.peer().say("calls", "calls")).isEqualTo("calls 4");
  }

  private static ChannelRecord written(
      OpcUaDriver driver, String name, TypedValue<?> value, String... settings) throws Exception {
    ChannelRecord record = ChannelRecord.createWriteRecord(name, value);
    record.setChannelConfig(settings(name, value.getType(), settings));
    driver.write(List.of(record));
    return record;
  }

  @Test
  void theDescriptorNamesEverySettingAndWrongOnesAreRefused() {
    List<?> all = (List<?>) new ChannelSettings(Profile.NONE).getDescriptor();
    assertThat(all.stream().map(each -> ((AD) each).getId()).toList())
        .containsExactly(
            "node.id",
            "signal",
            "kind",
            "attribute",
            "object.id",
            "sampling.millis",
            "queue.size",
            "deadband",
            "fill.gaps");
    Point.Preset preset = new Point.Preset(500, 10, Deadband.NONE, Profile.NONE, false);
    Map<String, String> wrong =
        Map.of(
            "kind",
            "PIPE",
            "sampling.millis",
            "-1",
            "queue.size",
            "0",
            "deadband",
            "120 %",
            "fill.gaps",
            "1");
    wrong.forEach(
        (key, given) ->
            assertThatThrownBy(
                    () ->
                        ChannelSettings.point(
                            new HashMap<>(Map.of("node.id", "i=1", key, given)), preset))
                .isInstanceOf(RefusedValueException.class)
                .hasMessageContainingAll(key, given, "allowed"));
  }
}
