package org.bellcrank.itests.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Frames written and read by hand, byte by byte after the Modbus specification. */
class ModbusPlantTest {
  private final HandClock real = new HandClock();
  private final Plant plant = Plant.demo(3, Plant.START);
  private ModbusPlant slaves;

  @BeforeEach
  void start() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    PlantClock clock = PlantClock.start(real, Duration.ofHours(9), 3600);
    slaves = ModbusPlant.start(plant, clock, "127.0.0.1", port);
  }

  @AfterEach
  void stop() {
    slaves.close();
  }

  /** The answer's function code and what follows it. */
  private byte[] ask(int unit, int... request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), slaves.port())) {
      socket.setSoTimeout(10_000);
      ByteBuffer frame = ByteBuffer.allocate(7 + request.length);
      frame.putShort((short) 7).putShort((short) 0).putShort((short) (request.length + 1));
      frame.put((byte) unit);
      for (int each : request) {
        frame.put((byte) each);
      }
      socket.getOutputStream().write(frame.array());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      assertThat(in.readUnsignedShort()).isEqualTo(7);
      assertThat(in.readUnsignedShort()).isZero();
      byte[] answer = new byte[in.readUnsignedShort()];
      in.readFully(answer);
      assertThat(answer[0]).isEqualTo((byte) unit);
      return java.util.Arrays.copyOfRange(answer, 1, answer.length);
    }
  }

  @Test
  void registersHoldWhatTheMachineSaysAtThePlantsTime() throws IOException {
    Machine compressor = plant.machine("CO-201").orElseThrow();
    real.leap(Duration.ofSeconds(2)); // two hours of the plant

    byte[] answer = ask(3, 4, 0, 0, 0, 10);

    Duration at = Duration.ofHours(11);
    ByteBuffer words = ByteBuffer.wrap(answer, 2, 20);
    assertThat(answer[0]).isEqualTo((byte) 4);
    assertThat(answer[1]).isEqualTo((byte) 20);
    assertThat(words.getShort()).isEqualTo((short) OperatingState.PRODUCTION.ordinal());
    words.getShort();
    for (int i = 1; i < 5; i++) {
      double expected = compressor.samples(at).get(i).value();
      assertThat((double) words.getFloat()).isCloseTo(expected, within(1e-4));
    }
    assertThat(ask(3, 3, 0, 0, 0, 10)).endsWith(java.util.Arrays.copyOfRange(answer, 1, 22));
  }

  @Test
  void aCounterIsANumberWithoutSign() throws IOException {
    real.leap(Duration.ofSeconds(11)); // 20:00 of the first day: 49,800 pieces
    byte[] answer = ask(4, 4, 0, 2, 0, 1);
    assertThat(ByteBuffer.wrap(answer, 2, 2).getShort() & 0xffff).isEqualTo(49_800);
  }

  @Test
  void writingIsRefused() throws IOException {
    byte[] answer = ask(3, 6, 0, 0, 0, 1);
    assertThat(answer).containsExactly(0x86, 1); // illegal function
  }

  @Test
  void aClockRunsAtItsSpeedAndRefusesNone() {
    PlantClock clock = PlantClock.start(real, Duration.ofDays(1), 1440);
    real.leap(Duration.ofMillis(500));
    assertThat(clock.now()).isEqualTo(Duration.ofDays(1).plusMinutes(12));
    assertThat(clock.real(Duration.ofDays(1))).isEqualTo(Duration.ofMinutes(1));
    assertThatThrownBy(() -> PlantClock.start(real, Duration.ZERO, 0))
        .hasMessageContaining("given speed 0.0");
  }
}
