package org.bellcrank.driver.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/** A device of another maker's Modbus stack, in a process of its own on 127.0.0.1. */
final class Device implements AutoCloseable {

  private static final String PYTHON = "/usr/bin/python3";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static Boolean pymodbus;

  private final int port;
  private final String frames;
  private final Path line;
  private Process process;

  /**
   * Starts one.
   *
   * @param frames tcp, rtu, or serial for a line between two pseudo terminals
   */
  Device(String frames) throws IOException, InterruptedException {
    requirePymodbus();
    this.frames = frames;
    line = Path.of(System.getProperty("java.io.tmpdir"), "line-" + System.nanoTime());
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    start();
  }

  /** Asked once: to import it takes a second. */
  private static synchronized void requirePymodbus() throws IOException, InterruptedException {
    if (pymodbus == null) {
      pymodbus =
          Files.isExecutable(Path.of(PYTHON))
              && new ProcessBuilder(
                          List.of(PYTHON, "-c", "import pymodbus.server.async_io, serial_asyncio"))
                      .redirectErrorStream(true)
                      .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                      .start()
                      .waitFor()
                  == 0;
    }
    if (!pymodbus) {
      System.err.println("SKIPPED: no python3-pymodbus, no Modbus device of another maker");
    }
    Assumptions.assumeTrue(pymodbus, "python3-pymodbus");
  }

  int port() {
    return port;
  }

  void start() throws IOException, InterruptedException {
    Path script = Path.of("src/test/resources/device.py").toAbsolutePath();
    process =
        new ProcessBuilder(
                List.of(
                    PYTHON,
                    script.toString(),
                    isSerial() ? line.toString() : String.valueOf(port),
                    frames))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!answers()) {
      assertThat(process.isAlive()).as("the device runs").isTrue();
      assertThat(System.nanoTime()).as("the device opens its port").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private boolean isSerial() {
    return frames.equals("serial");
  }

  /** The settings with which the driver finds it; a pseudo terminal knows no parity. */
  Map<String, Object> place() throws IOException {
    return switch (frames) {
      case "serial" ->
          Map.of(
              "transport", "SERIAL", "serial.device", Files.readString(line), "characters", "8N1");
      case "rtu" -> Map.of("transport", "RTU_OVER_TCP", "port", port);
      default -> Map.of("port", port);
    };
  }

  private boolean answers() {
    if (isSerial()) {
      return Files.exists(line);
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  void stop() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
