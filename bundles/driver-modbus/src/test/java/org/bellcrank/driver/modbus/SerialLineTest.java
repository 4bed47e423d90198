package org.bellcrank.driver.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A serial line made of a pseudo terminal, on which a device answers when it is told to. */
class SerialLineTest {

  private static final String PYTHON = "/usr/bin/python3";

  @TempDir Path folder;

  @BeforeAll
  static void requirePython() {
    boolean there = Files.isExecutable(Path.of(PYTHON));
    if (!there) {
      System.err.println("SKIPPED: no python3, no pseudo terminal");
    }
    Assumptions.assumeTrue(there, "python3");
  }

  /** Its registers hold their own addresses; the first request is answered when it is told. */
  private static final class LateDevice implements AutoCloseable {

    private final Process process;
    private final BufferedReader says;

    LateDevice() throws IOException {
      process =
          new ProcessBuilder(
                  List.of(
                      PYTHON, Path.of("src/test/resources/late.py").toAbsolutePath().toString()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      says =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    String device() throws IOException {
      return says.readLine();
    }

    void answer() throws IOException {
      OutputStream told = process.getOutputStream();
      told.write('\n');
      told.flush();
    }

    @Override
    public void close() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
  }

  private static ChannelRecord register(int address) {
    ChannelRecord record = ChannelRecord.createReadRecord("r" + address, DataType.INTEGER);
    record.setChannelConfig(Map.of("address", String.valueOf(address)));
    return record;
  }

  @Test
  void whatAUnitSaysTooLateIsNotTakenForTheNextAnswer() throws Exception {
    try (LateDevice device = new LateDevice()) {
      ModbusDriver driver =
          new ModbusDriver(
              Settings.of(
                  Map.of(
                      "transport",
                      "SERIAL",
                      "serial.device",
                      device.device(),
                      "characters",
                      "8N1",
                      "timeout.millis",
                      2000)),
              Map.of("kura.service.pid", "late"));
      try {
        ChannelRecord late = register(100);
        driver.read(List.of(late));
        assertThat(late.getChannelStatus().getExceptionMessage())
            .contains("unit 1 did not answer within 2000 ms");
        device.answer();
        for (int address = 200; address < 205; address++) {
          ChannelRecord next = register(address);
          driver.read(List.of(next));
          assertThat(next.getChannelStatus().getChannelFlag())
              .as(next.getChannelStatus().getExceptionMessage())
              .isEqualTo(ChannelFlag.SUCCESS);
          assertThat(next.getValue().getValue()).isEqualTo(address);
        }
      } finally {
        driver.deactivate();
      }
    }
  }

  @Test
  void oneLineIsHeldOnceWhateverItsNames() throws Exception {
    try (LateDevice device = new LateDevice()) {
      String name = device.device();
      Path other = Files.createSymbolicLink(folder.resolve("by-id"), Path.of(name));
      SerialLine link = new SerialLine(other.toString(), 19200, "8N1");
      try (Tty held = Tty.open(new SerialLine(name, 19200, "8N1"))) {
        assertThatThrownBy(() -> Tty.open(link))
            .isInstanceOf(IOException.class)
            .hasMessage("another driver of this gateway has " + name);
      }
      try (Tty free = Tty.open(link)) {
        assertThat(free.isOpen()).isTrue();
      }
      Files.delete(other);
      assertThatThrownBy(() -> Tty.open(link)).hasMessage("there is no " + other);
    }
  }
}
