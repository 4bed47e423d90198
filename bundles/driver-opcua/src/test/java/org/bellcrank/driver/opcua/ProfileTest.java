package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bellcrank.driver.opcua.Bench.failure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals of machines against node maps that were made by hand on node-opcua. */
@ExtendWith(AnotherUser.class)
class ProfileTest {

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

  private static ChannelRecord signal(String name, DataType type) {
    ChannelRecord record = Bench.channel(name, type, "signal", name);
    Map<String, Object> settings = new HashMap<>(record.getChannelConfig());
    settings.remove("node.id");
    record.setChannelConfig(settings);
    return record;
  }

  private static OpcUaDriver machine(String name) throws Exception {
    server.peer().say("machine " + name, "machine");
    return bench.trusting(server, "profile", name.equals("twin") ? "fanuc" : name);
  }

  @ParameterizedTest
  @CsvSource({"fanuc,X,Z", "heidenhain,X,Z", "mitsubishi,X,Z", "siemens,1,3"})
  void theSameSignalsComeOutOfFourMakersControls(String maker, String x, String z)
      throws Exception {
    OpcUaDriver driver = machine(maker);
    List<ChannelRecord> records =
        List.of(
            signal("spindle.load", DataType.DOUBLE),
            signal("spindle.speed", DataType.DOUBLE),
            signal("axis.position[%s]".formatted(x), DataType.DOUBLE),
            signal("axis.position[%s]".formatted(z), DataType.DOUBLE),
            signal("feed", DataType.DOUBLE),
            signal("program", DataType.STRING),
            signal("mode", DataType.INTEGER));

    driver.read(records);

    assertThat(records.stream().map(Bench::value).toList())
        .containsExactly(41.5, 3000.0, 12.5, -80.25, 1200.0, "O1000", 2);
    Bench.Ear load = new Bench.Ear();
    Bench.Ear alarm = new Bench.Ear();
    driver.registerChannelListener(records.get(0).getChannelConfig(), load);
    driver.registerChannelListener(signal("alarm", DataType.BOOLEAN).getChannelConfig(), alarm);
    load.good(41.5);
    server.set("load", "Double", 85, "Good", 2);
    alarm.good(true);
    server.set("load", "Double", 20, "Good", 3);
    alarm.good(false);
  }

  @Test
  void aWirelessHartDeviceTellsItsFourVariablesAndItsStatus() throws Exception {
    List<ChannelRecord> records =
        List.of(
            signal("pv[PT-101]", DataType.DOUBLE),
            signal("sv[PT-101]", DataType.DOUBLE),
            signal("tv[PT-101]", DataType.DOUBLE),
            signal("qv[PT-101]", DataType.DOUBLE),
            signal("pv.healthy[PT-101]", DataType.BOOLEAN),
            signal("status[PT-101]", DataType.INTEGER));

    machine("wirelesshart").read(records);

    assertThat(records.stream().map(Bench::value).toList())
        .containsExactly(4.5, 21.5, 3.5, 7.25, true, 64);
  }

  @Test
  void whatIsNotTheOnlyOneMustBeNamedAndEachRefusalSaysWhichThereAre() throws Exception {
    OpcUaDriver driver = machine("twin");
    ChannelRecord either = signal("spindle.load", DataType.DOUBLE);
    ChannelRecord third = signal("spindle.load[S3]", DataType.DOUBLE);
    ChannelRecord second = signal("spindle.load[S2]", DataType.DOUBLE);
    ChannelRecord unknown = signal("coolant.level", DataType.DOUBLE);
    ChannelRecord bare = signal("axis.load", DataType.DOUBLE);

    driver.read(List.of(either, third, second, unknown, bare));

    assertThat(failure(either)).contains("'*' is there 2 times", "[S1, S2]");
    assertThat(failure(third)).contains("'S3' is there 0 times", "[S1, S2]");
    assertThat(Bench.value(second)).isEqualTo(2.0);
    assertThat(failure(unknown)).contains("'coolant.level'", "profile fanuc", "spindle.load");
    assertThat(failure(bare)).contains("'axis.load'", "in brackets [axis]");
  }

  @Test
  void theSecondChannelIsNamedBeforeItsFirstSpindle() throws Exception {
    OpcUaDriver driver = machine("siemens");
    ChannelRecord second = signal("spindle.load[2,1]", DataType.DOUBLE);
    ChannelRecord more = signal("spindle.load[2,1,1]", DataType.DOUBLE);

    driver.read(List.of(second, more));

    assertThat(Bench.value(second)).isEqualTo(7.5);
    assertThat(failure(more)).contains("[2,1,1]", "[channel, spindle]");
  }

  @Test
  void aSiteCorrectsAProfileByAFileInTheFolder() throws Exception {
    Path own = Files.createDirectories(folder.resolve("gateway/profiles"));
    Files.writeString(
        own.resolve("lathe-7.properties"),
        "spindle.load=%sload | document | the builder's list\n".formatted(Server.PLANT));
    OpcUaDriver driver = bench.trusting(server, "profile", "lathe-7");
    server.set("load", "Double", 33, "Good", 5);
    ChannelRecord load = signal("spindle.load", DataType.DOUBLE);

    driver.read(List.of(load));

    assertThat(Bench.value(load)).isEqualTo(33.0);
    Files.writeString(own.resolve("lathe-8.properties"), "spindle.load=load | sure | me\n");
    assertThatThrownBy(() -> bench.trusting(server, "profile", "lathe-8"))
        .hasMessageContaining("profile lathe-8, spindle.load")
        .hasMessageContaining("'load | sure | me'")
        .hasMessageContaining("document, specification");
  }

  @Test
  void anUnknownProfileAndASignalWithoutOneAreRefused() throws Exception {
    assertThatThrownBy(() -> bench.trusting(server, "profile", "okuma"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("profile")
        .hasMessageContaining("'okuma'")
        .hasMessageContaining("fanuc, heidenhain, mitsubishi, siemens, wirelesshart");
    ChannelRecord load = signal("spindle.load", DataType.DOUBLE);
    ChannelRecord both = Bench.channel("load", DataType.DOUBLE, "signal", "spindle.load");

    bench.trusting(server).read(List.of(load, both));

    assertThat(failure(load)).contains("'spindle.load'", "setting profile");
    assertThat(failure(both)).contains("node.id", "one of both");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fanuc", "heidenhain", "mitsubishi", "siemens", "wirelesshart"})
  void everyLineThatTravelsHasAGradeAndASourceAndNoNumberOfANamespace(String name)
      throws Exception {
    Profile profile = Profile.of("profile", name, folder);

    assertThat(profile.lines())
        .isNotEmpty()
        .allSatisfy(
            (signal, line) -> {
              assertThat(line.source()).isNotBlank();
              assertThat(line.node()).doesNotStartWith("ns=");
            });
    assertThat(Profile.OWN).contains(name);
  }
}
