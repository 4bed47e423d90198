package org.bellcrank.driver.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.kura.driver.PreparedRead;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver against a device of pymodbus, which is nobody's library here but the device's. */
@ExtendWith(Another.class)
class ModbusDriverTest {

  private final List<ModbusDriver> drivers = new ArrayList<>();

  private ModbusDriver driver(Map<String, Object> settings) {
    ModbusDriver driver =
        new ModbusDriver(Settings.of(settings), Map.of("kura.service.pid", "press-4"));
    drivers.add(driver);
    return driver;
  }

  @org.junit.jupiter.api.AfterEach
  void endDrivers() {
    drivers.forEach(ModbusDriver::deactivate);
  }

  private static ChannelRecord channel(String name, DataType type, String... settings) {
    ChannelRecord record = ChannelRecord.createReadRecord(name, type);
    record.setChannelConfig(settings(name, type, settings));
    return record;
  }

  private static Map<String, Object> settings(String name, DataType type, String... settings) {
    Map<String, Object> config = new HashMap<>(Map.of("+name", name, "+value.type", type.name()));
    for (int i = 0; i < settings.length; i += 2) {
      config.put(settings[i], settings[i + 1]);
    }
    return config;
  }

  private static Object value(ChannelRecord record) {
    assertThat(record.getChannelStatus().getChannelFlag())
        .as(record.getChannelStatus().getExceptionMessage())
        .isEqualTo(ChannelFlag.SUCCESS);
    assertThat(record.getTimestamp()).isPositive();
    return record.getValue().getValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "rtu", "serial"})
  void everyTableAndFormIsRead(String frames) throws Exception {
    List<ChannelRecord> records =
        List.of(
            channel("temperature", DataType.DOUBLE, "address", "10", "form", "FLOAT32"),
            channel(
                "swapped",
                DataType.FLOAT,
                "address",
                "24",
                "form",
                "FLOAT32",
                "word.order",
                "LITTLE"),
            channel("drift", DataType.DOUBLE, "address", "12", "form", "FLOAT64"),
            channel("position", DataType.INTEGER, "address", "16", "form", "INT32"),
            channel("counter", DataType.LONG, "address", "18", "form", "UINT32"),
            channel("total", DataType.LONG, "address", "20", "form", "INT64"),
            channel("signed", DataType.INTEGER, "address", "1", "form", "INT16"),
            channel("unsigned", DataType.INTEGER, "address", "1"),
            channel("alarm", DataType.BOOLEAN, "address", "2", "form", "BIT", "bit", "15"),
            channel("type", DataType.STRING, "address", "30", "form", "TEXT", "length", "3"),
            channel("door", DataType.BOOLEAN, "table", "DISCRETE_INPUT", "address", "9"),
            channel("coil", DataType.BOOLEAN, "table", "COIL", "address", "3"),
            channel("input", DataType.INTEGER, "table", "INPUT_REGISTER", "address", "150"));
    try (Device device = new Device(frames)) {
      ModbusDriver driver = driver(device.place());
      driver.read(records);
    }
    assertThat(records.stream().map(ModbusDriverTest::value).toList())
        .containsExactly(
            20.3,
            20.3f,
            -1.5e-3,
            -123456,
            4_000_000_000L,
            -9_000_000_000_000_000_000L,
            -1,
            65_535,
            true,
            "M42",
            true,
            false,
            250);
  }

  @Test
  void whatIsWrongWithOneChannelIsToldAtItAloneAndTheOthersAreRead() throws Exception {
    try (Device device = new Device("tcp")) {
      ModbusDriver driver = driver(Map.of("port", device.port(), "timeout.millis", 300));
      List<ChannelRecord> records =
          List.of(
              channel("good", DataType.INTEGER, "address", "0"),
              channel("beside a hole", DataType.INTEGER, "address", "40"),
              channel("hole", DataType.INTEGER, "address", "41"),
              channel("behind it", DataType.INTEGER, "address", "42"),
              channel("misspelt", DataType.INTEGER, "address", "forty"),
              channel("too small", DataType.INTEGER, "address", "18", "form", "UINT32"),
              channel("nobody", DataType.INTEGER, "address", "0", "unit.id", "9"),
              channel("other unit", DataType.INTEGER, "address", "200", "unit.id", "2"));
      driver.read(records);
      assertThat(value(records.get(0))).isEqualTo(215);
      assertThat(value(records.get(1))).isEqualTo(1);
      assertThat(value(records.get(3))).isEqualTo(3);
      assertThat(value(records.get(7))).isEqualTo(7);
      assertThat(why(records.get(2))).contains("channel hole", "unit 1", "illegal data address");
      assertThat(why(records.get(4))).contains("address: given forty; allowed: a whole number");
      assertThat(why(records.get(5))).contains("given 4000000000", "for INTEGER");
      assertThat(why(records.get(6))).contains("unit 9");
    }
  }

  @Test
  void aSerialLineIsSetAndKeptSilentAsTheStandardHasIt() {
    SerialLine slow = new SerialLine("/dev/ttyS0", 9600, "8E1");
    assertThat(slow.words())
        .startsWith("9600", "raw")
        .contains("cs8", "parenb", "-parodd", "-cstopb");
    assertThat(slow.silenceNanos()).isEqualTo(4_010_416);
    assertThat(new SerialLine("/dev/ttyS0", 38_400, "8N2").words()).contains("-parenb", "cstopb");
    assertThat(new SerialLine("/dev/ttyS0", 38_400, "8O1").words()).contains("parenb", "parodd");
    assertThat(new SerialLine("/dev/ttyS0", 38_400, "8O1").silenceNanos()).isEqualTo(1_750_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serial.device=/etc/passwd",
        "serial.device=/dev/../etc/passwd",
        "baud.rate=100",
        "characters=7E1"
      })
  void aSerialLineThatCannotBeIsRefused(String wrong) {
    String key = wrong.substring(0, wrong.indexOf('='));
    String text = wrong.substring(key.length() + 1);
    Object given = text.matches("\\d+") ? (Object) Integer.valueOf(text) : text;
    assertThatThrownBy(() -> driver(Map.of("transport", "SERIAL", key, given)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("press-4 " + key + ": given " + given + "; allowed:");
  }

  private static String why(ChannelRecord record) {
    assertThat(record.getChannelStatus().getChannelFlag()).isEqualTo(ChannelFlag.FAILURE);
    return record.getChannelStatus().getExceptionMessage();
  }

  @Test
  void aDeviceThatGoesFailsTheReadingAndIsReadAgainWhenItIsBack() throws Exception {
    try (Device device = new Device("tcp")) {
      ModbusDriver driver = driver(Map.of("port", device.port(), "timeout.millis", 500));
      List<ChannelRecord> records = List.of(channel("good", DataType.INTEGER, "address", "0"));
      try (PreparedRead reading = driver.prepareRead(records)) {
        assertThat(value(reading.execute().get(0))).isEqualTo(215);
        device.stop();
        assertThatThrownBy(
                () -> {
                  // The first may meet the socket before its end was noticed.
                  for (int i = 0; i < 3; i++) {
                    reading.execute();
                  }
                })
            .isInstanceOf(ConnectionException.class)
            .hasMessageContaining("127.0.0.1:" + device.port());
        assertThat(why(records.get(0))).contains("channel good");
        device.start();
        assertThat(value(reading.execute().get(0))).isEqualTo(215);
      }
    }
  }

  @Test
  void onASerialLineASilentUnitFailsAloneAndALineThatGoesFailsTheReading() throws Exception {
    try (Device device = new Device("serial")) {
      Map<String, Object> settings = new HashMap<>(device.place());
      settings.put("unit.timeouts", new String[] {"9=200"});
      settings.put("timeout.millis", 10_000);
      ModbusDriver driver = driver(settings);
      List<ChannelRecord> records =
          List.of(
              channel("nobody", DataType.INTEGER, "address", "0", "unit.id", "9"),
              channel("good", DataType.INTEGER, "address", "0"),
              channel("hole", DataType.INTEGER, "address", "41"),
              channel("other unit", DataType.INTEGER, "address", "200", "unit.id", "2"));
      driver.read(records);
      assertThat(why(records.get(0))).contains("unit 9 did not answer within 200 ms");
      assertThat(value(records.get(1))).isEqualTo(215);
      assertThat(why(records.get(2))).contains("unit 1 refused");
      assertThat(value(records.get(3))).isEqualTo(7);
      // After a silence the line was left; with this it is held.
      driver.read(records.subList(1, 2));
      ModbusDriver second = driver(device.place());
      assertThatThrownBy(() -> second.read(records))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("another driver of this gateway has /dev/pts/");
      device.stop();
      assertThatThrownBy(
              () -> {
                // The first may meet the line before its end was noticed.
                for (int i = 0; i < 3; i++) {
                  driver.read(records);
                }
              })
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("Modbus device /dev/pts/")
          .hasMessageContaining("(19200 baud, 8N1)");
    }
  }

  @Test
  void someBitsOfAWordAreANumber() throws Exception {
    try (Device device = new Device("tcp")) {
      // 215 is 1101 0111
      List<ChannelRecord> records =
          List.of(
              channel("word", DataType.INTEGER, "address", "0"),
              channel("mode", DataType.INTEGER, "address", "0", "bit", "4", "bits", "4"),
              channel(
                  "step", DataType.LONG, "address", "0", "bit", "4", "bits", "4", "signed", "true"),
              channel(
                  "wide",
                  DataType.LONG,
                  "address",
                  "0",
                  "form",
                  "UINT32",
                  "bit",
                  "17",
                  "bits",
                  "3"));
      driver(Map.of("port", device.port())).read(records);
      assertThat(records.stream().map(ModbusDriverTest::value).toList())
          .containsExactly(215, 13, -3L, 3L);
    }
  }

  @Test
  void nothingIsWrittenUnlessItIsAllowedAndThenEveryForm() throws Exception {
    try (Device device = new Device("tcp")) {
      Map<String, Object> settings = new HashMap<>(Map.of("port", device.port()));
      ChannelRecord coil =
          written("coil", TypedValues.newBooleanValue(true), "table", "COIL", "address", "5");
      driver(settings).write(List.of(coil));
      assertThat(why(coil)).contains("writing", "nothing was written");
      settings.put("writing", true);
      driver(settings).write(List.of(coil));
      assertThat(why(coil))
          .contains("write.allowed: given 1/COIL/5; allowed: nothing, while the list is empty")
          .contains("nothing was written");
      settings.put(
          "write.allowed",
          new String[] {"1/COIL/5", " 1 / HOLDING_REGISTER / 0-10 ", "", "1/HOLDING_REGISTER/11"});
      ModbusDriver driver = driver(settings);
      List<ChannelRecord> writes =
          List.of(
              coil,
              written(
                  "bit",
                  TypedValues.newBooleanValue(true),
                  "address",
                  "0",
                  "form",
                  "BIT",
                  "bit",
                  "3"),
              written(
                  "setpoint",
                  TypedValues.newDoubleValue(-7.25),
                  "address",
                  "10",
                  "form",
                  "FLOAT32"),
              written("small", TypedValues.newIntegerValue(513), "address", "1"),
              written("read only", TypedValues.newIntegerValue(1), "table", "INPUT_REGISTER"),
              written("too large", TypedValues.newIntegerValue(70_000), "address", "1"),
              written("half", TypedValues.newDoubleValue(1), "address", "11", "form", "FLOAT32"),
              written("other unit", TypedValues.newIntegerValue(1), "address", "1", "unit.id", "2"),
              written("field", TypedValues.newIntegerValue(1), "address", "1", "bits", "4"));
      driver.write(writes);
      for (ChannelRecord done : writes.subList(0, 4)) {
        assertThat(done.getChannelStatus().getChannelFlag())
            .as(done.getChannelStatus().getExceptionMessage())
            .isEqualTo(ChannelFlag.SUCCESS);
      }
      assertThat(why(writes.get(4))).contains("table: given INPUT_REGISTER");
      assertThat(why(writes.get(5))).contains("given 70000", "0 to 65535");
      assertThat(why(writes.get(6)))
          .as("its second register is not named")
          .contains("write.allowed: given 1/HOLDING_REGISTER/12; allowed: what the list names");
      assertThat(why(writes.get(7))).contains("write.allowed: given 2/HOLDING_REGISTER/1");
      assertThat(why(writes.get(8))).contains("bits: given 4", "nothing was written");
      List<ChannelRecord> records =
          List.of(
              channel("coil", DataType.BOOLEAN, "table", "COIL", "address", "5"),
              channel("whole", DataType.INTEGER, "address", "0"),
              channel("setpoint", DataType.DOUBLE, "address", "10", "form", "FLOAT32"),
              channel("small", DataType.INTEGER, "address", "1"));
      driver.read(records);
      assertThat(records.stream().map(ModbusDriverTest::value).toList())
          .containsExactly(true, 215 | 8, -7.25, 513);
    }
  }

  private static ChannelRecord written(String name, TypedValue<?> value, String... settings) {
    ChannelRecord record = ChannelRecord.createWriteRecord(name, value);
    record.setChannelConfig(settings(name, value.getType(), settings));
    return record;
  }

  @Test
  void whoListensHearsOfEachChangeOnceAndOfADeviceThatGoesAndComes() throws Exception {
    BlockingQueue<ChannelEvent> events = new LinkedBlockingQueue<>();
    ChannelListener listener = events::add;
    try (Device device = new Device("tcp")) {
      ModbusDriver driver =
          driver(
              Map.of(
                  "port",
                  device.port(),
                  "interval.millis",
                  20,
                  "timeout.millis",
                  500,
                  "writing",
                  true,
                  "write.allowed",
                  new String[] {"1/HOLDING_REGISTER/0"}));
      driver.registerChannelListener(settings("good", DataType.INTEGER, "address", "0"), listener);
      assertThat(value(next(events))).isEqualTo(215);
      driver.write(List.of(written("good", TypedValues.newIntegerValue(216), "address", "0")));
      assertThat(value(next(events))).isEqualTo(216);
      device.stop();
      ChannelRecord gone = next(events);
      assertThat(why(gone)).contains("channel good");
      device.start();
      ChannelRecord back = next(events);
      while (back.getChannelStatus().getChannelFlag() == ChannelFlag.FAILURE) {
        back = next(events);
      }
      assertThat(value(back)).isEqualTo(215);
      driver.unregisterChannelListener(listener);
    }
  }

  @Test
  void aChannelWithoutATypeIsRefusedToItsListenerAndTheOthersGoOnHearing() throws Exception {
    BlockingQueue<ChannelEvent> events = new LinkedBlockingQueue<>();
    try (Device device = new Device("tcp")) {
      ModbusDriver driver = driver(Map.of("port", device.port(), "interval.millis", 20));
      assertThatThrownBy(
              () -> driver.registerChannelListener(Map.of("+name", "untyped"), event -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("press-4 channel untyped +value.type: given null; allowed: ");
      driver.registerChannelListener(
          settings("good", DataType.INTEGER, "address", "0"), events::add);
      assertThat(value(next(events))).isEqualTo(215);
    }
  }

  private static ChannelRecord next(BlockingQueue<ChannelEvent> events)
      throws InterruptedException {
    ChannelEvent event = events.poll(30, TimeUnit.SECONDS);
    assertThat(event).as("an event within 30 s").isNotNull();
    return event.getChannelRecord();
  }

  @Test
  void theDescriptorIsAListOfSettingsWithIdsThatAnAssetCanKeep() {
    List<?> all = (List<?>) driver(Map.of()).getChannelDescriptor().getDescriptor();
    assertThat(all)
        .hasSize(10)
        .allSatisfy(
            each -> {
              AD setting = (AD) each;
              assertThat(setting.getId()).doesNotStartWith("+").doesNotContain("#");
              assertThat(setting.getName()).isNotBlank();
              if (!setting.getOption().isEmpty()) {
                assertThat(setting.getOption())
                    .anySatisfy(
                        option -> assertThat(option.getValue()).isEqualTo(setting.getDefault()));
              }
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "port=0",
        "port=65536",
        "unit.id=256",
        "timeout.millis=1",
        "gap=-1",
        "interval.millis=1",
        "transport=UDP",
        "host="
      })
  void aWrongSettingIsRefusedNamingItAndWhatIsAllowed(String wrong) {
    String key = wrong.substring(0, wrong.indexOf('='));
    String text = wrong.substring(key.length() + 1);
    Object given = text.matches("-?\\d+") ? (Object) Integer.valueOf(text) : text;
    assertThatThrownBy(() -> driver(Map.of(key, given)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("press-4")
        .hasMessageContaining(key + ": given " + given)
        .hasMessageContaining("allowed:");
  }
}
