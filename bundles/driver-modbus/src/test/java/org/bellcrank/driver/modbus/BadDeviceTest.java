package org.bellcrank.driver.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that answer wrongly, late or not at all. */
@ExtendWith(Another.class)
class BadDeviceTest {

  private static final int TRIES = 60;

  private final List<ModbusDriver> drivers = new ArrayList<>();

  @AfterEach
  void stop() {
    drivers.forEach(ModbusDriver::deactivate);
  }

  private ModbusDriver driver(BadDevice device, Object... settings) {
    Map<String, Object> given = new HashMap<>(Map.of("port", device.port(), "timeout.millis", 50));
    for (int i = 0; i < settings.length; i += 2) {
      given.put((String) settings[i], settings[i + 1]);
    }
    ModbusDriver driver = new ModbusDriver(Settings.of(given), Map.of("kura.service.pid", "bad"));
    drivers.add(driver);
    return driver;
  }

  private static ChannelRecord register(int unit, int address) {
    ChannelRecord record = ChannelRecord.createReadRecord("r" + address, DataType.INTEGER);
    record.setChannelConfig(
        Map.of("address", String.valueOf(address), "unit.id", String.valueOf(unit)));
    return record;
  }

  private static boolean good(ChannelRecord record) {
    return record.getChannelStatus().getChannelFlag() == ChannelFlag.SUCCESS;
  }

  @Test
  void whateverADeviceSendsIsARightValueOrAFailureAndTheNextGoodAnswerIsRead() throws Exception {
    Random random = new Random(20_251_122L);
    AtomicBoolean good = new AtomicBoolean();
    AtomicInteger rights = new AtomicInteger();
    try (BadDevice device =
        new BadDevice(
            (request, connection) ->
                good.get() || random.nextInt(4) == 0
                    ? request.right()
                    : garbage(request, random))) {
      ModbusDriver driver = driver(device);
      for (int i = 0; i < TRIES; i++) {
        int address = random.nextInt(60_000);
        ChannelRecord record = register(1, address);
        try {
          driver.read(List.of(record));
        } catch (ConnectionException e) {
          assertThat(good(record)).isFalse();
        }
        if (good(record)) {
          assertThat(record.getValue().getValue()).isEqualTo(address);
          rights.incrementAndGet();
        }
      }
      assertThat(rights.get()).isBetween(1, TRIES - 1);
      good.set(true);
      ChannelRecord last = register(1, 4711);
      for (int i = 0; i < 50 && (last.getChannelStatus() == null || !good(last)); i++) {
        try {
          driver.read(List.of(last));
        } catch (ConnectionException e) {
          // Bytes of before may still be on the way.
        }
      }
      assertThat(last.getValue().getValue()).isEqualTo(4711);
    }
  }

  private static byte[] garbage(BadDevice.Request request, Random random) {
    byte[] right = request.right();
    switch (random.nextInt(9)) {
      case 0:
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        return noise;
      case 1:
        return Arrays.copyOf(right, random.nextInt(right.length));
      case 2:
        return request.framed(request.transaction() ^ 0x55, request.unit(), request.function());
      case 3:
        return request.framed(request.transaction(), request.unit(), 1 + random.nextInt(24) ^ 3);
      case 4:
        right[8] = (byte) random.nextInt(256);
        return right[8] == 2 ? new byte[0] : right;
      case 5:
        right[4] = (byte) random.nextInt(256);
        right[5] = (byte) (1 + random.nextInt(4));
        return right;
      case 6:
        return new byte[] {right[0], right[1], 0, 0, 0, 3, right[6], (byte) 0x83, 6};
      case 7:
        right[2] = 1;
        right[3] = (byte) random.nextInt(256);
        return right;
      default:
        return null;
    }
  }

  @Test
  void aConnectionOnWhichNobodyAnswersIsLeftAndTheNextReadingHasAnother() throws Exception {
    try (BadDevice device =
        new BadDevice((request, connection) -> connection == 1 ? new byte[0] : request.right())) {
      ModbusDriver driver = driver(device, "timeout.millis", 1000);
      ChannelRecord record = register(1, 12);
      driver.read(List.of(record));
      assertThat(record.getChannelStatus().getExceptionMessage())
          .contains("unit 1 did not answer within 1000 ms");
      driver.read(List.of(record));
      assertThat(record.getValue().getValue()).isEqualTo(12);
      assertThat(device.connections).hasValue(2);
    }
  }

  @Test
  void aUnitThatIsOffIsNotAskedInEveryReadingOfTheOthers() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (BadDevice device =
        new BadDevice(
            (request, connection) -> {
              if (request.unit() == 9) {
                asked.incrementAndGet();
                return new byte[0];
              }
              return request.right();
            })) {
      ModbusDriver driver =
          driver(device, "timeout.millis", 5000, "unit.timeouts", new String[] {"9=200"});
      List<ChannelRecord> records = List.of(register(9, 1), register(1, 2));
      for (int i = 0; i < 5; i++) {
        driver.read(records);
        assertThat(records.get(1).getValue().getValue()).isEqualTo(2);
        assertThat(records.get(0).getChannelStatus().getExceptionMessage()).contains("unit 9");
      }
      assertThat(asked.get()).as("requests to the unit that is off").isLessThan(5);
      int before = asked.get();
      driver.read(List.of(register(9, 1)));
      assertThat(asked.get()).as("nobody else is held up").isEqualTo(before + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TCP", "RTU_OVER_TCP"})
  void whatAUnitSaysTooLateIsNotTakenForTheNextAnswer(String transport) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch gaveUp = new CountDownLatch(1);
    try (BadDevice device =
        new BadDevice(
            transport.startsWith("RTU"),
            (request, connection) -> {
              if (asked.incrementAndGet() == 1) {
                gaveUp.await();
              }
              return request.right();
            })) {
      ModbusDriver driver = driver(device, "timeout.millis", 1000, "transport", transport);
      ChannelRecord late = register(1, 100);
      driver.read(List.of(late));
      assertThat(good(late)).isFalse();
      gaveUp.countDown();
      for (int i = 0; i < 10; i++) {
        ChannelRecord next = register(1, 200 + i);
        driver.read(List.of(next));
        assertThat(next.getValue().getValue()).isEqualTo(200 + i);
      }
    }
  }

  @Test
  void theEndOfTheDriverWaitsForNoReadingAndTheReadingHearsOfIt() throws Exception {
    try (BadDevice device = new BadDevice((request, connection) -> new byte[0])) {
      ModbusDriver driver = driver(device, "timeout.millis", 60_000);
      CompletableFuture<Void> reading =
          CompletableFuture.runAsync(
              () -> {
                try {
                  driver.read(List.of(register(1, 1), register(2, 1)));
                } catch (ConnectionException e) {
                  throw new CompletionException(e);
                }
              });
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (device.requests.get() == 0) {
        assertThat(System.nanoTime()).as("it is asked").isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(5);
      }
      drivers.remove(driver);
      driver.deactivate();
      assertThatThrownBy(() -> reading.get(20, TimeUnit.SECONDS))
          .hasRootCauseMessage("this driver has ended");
      assertThatThrownBy(() -> driver.read(List.of(register(1, 1))))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("this driver has ended");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, did not answer within 300 ms; whether it was written is not known",
    "2, illegal data address; nothing was written",
    "4, server device failure; whether it was written is not known",
    "5, the device needs longer; whether it was written is not known",
    "6, server device busy; nothing was written",
  })
  void thatNothingWasWrittenIsSaidOnlyWhereItIsKnown(int code, String words) throws Exception {
    try (BadDevice device =
        new BadDevice(
            (request, connection) -> {
              int tag = request.transaction();
              byte[] refusal = {
                (byte) (tag >> 8),
                (byte) tag,
                0,
                0,
                0,
                3,
                (byte) request.unit(),
                (byte) (request.function() | 0x80),
                (byte) code
              };
              return code == 0 ? new byte[0] : refusal;
            })) {
      ModbusDriver driver =
          driver(
              device,
              "timeout.millis",
              300,
              "writing",
              true,
              "write.allowed",
              new String[] {"1/HOLDING_REGISTER/5"});
      ChannelRecord record = ChannelRecord.createWriteRecord("w", TypedValues.newIntegerValue(7));
      record.setChannelConfig(Map.of("address", "5"));
      driver.write(List.of(record));
      assertThat(record.getChannelStatus().getExceptionMessage()).endsWith(words);
    }
  }

  @Test
  void aTimeOutOfAUnitIsRefusedNamingWhatIsAllowed() throws Exception {
    try (BadDevice device = new BadDevice((request, connection) -> null)) {
      assertThatThrownBy(() -> driver(device, "unit.timeouts", new String[] {"9: 300"}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("unit.timeouts: given 9: 300; allowed: unit=milliseconds");
      assertThatThrownBy(() -> driver(device, "unit.timeouts", new String[] {"9=3"}))
          .hasMessageContaining("unit.timeouts: given 3; allowed: 50 to 60000");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9/HOLDING_REGISTER/42-40",
        "9/INPUT_REGISTER/40",
        "256/COIL/1",
        "1/COIL/65536",
        "HOLDING_REGISTER/40"
      })
  void whatIsNoRangeOfWritableItemsKeepsTheDriverOff(String range) throws Exception {
    try (BadDevice device = new BadDevice((request, connection) -> null)) {
      assertThatThrownBy(() -> driver(device, "write.allowed", new String[] {range}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              "write.allowed: given %s; allowed: unit/table/items".formatted(range));
    }
  }
}
