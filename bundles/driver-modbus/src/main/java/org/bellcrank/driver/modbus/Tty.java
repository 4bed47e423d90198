package org.bellcrank.driver.modbus;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * An open serial line of Linux, without native code of anybody: the kernel's file, which the
 * system's own {@code stty} has set. One thread reads, one writes.
 */
final class Tty implements AutoCloseable {

  /** What a line that nobody speaks on takes to answer "nothing": a tenth of a second. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** A line whose device is gone says "nothing" at once, again and again. */
  private static final int GONE = 50;

  private static final long STTY_SECONDS = 5;
  private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

  private final String device;
  private final FileInputStream in;
  private final FileOutputStream out;
  private volatile boolean open = true;

  private Tty(String device, FileInputStream in, FileOutputStream out) {
    this.device = device;
    this.in = in;
    this.out = out;
  }

  /**
   * Opens a line.
   *
   * @throws IOException when there is none, it may not be used, cannot be set, or another driver
   *     here has it
   */
  static Tty open(SerialLine line) throws IOException {
    if (!OPEN.add(line.device())) {
      throw new IOException("another driver of this gateway has " + line.device());
    }
    FileInputStream in = null;
    try {
      set(line); // without it opening may wait for a modem's carrier
      in = new FileInputStream(line.device());
      Tty opened = new Tty(line.device(), in, new FileOutputStream(line.device()));
      set(line); // a line that nobody had open may have forgotten it
      return opened;
    } catch (IOException e) {
      OPEN.remove(line.device());
      if (in != null) {
        in.close();
      }
      throw e;
    }
  }

  private static void set(SerialLine line) throws IOException {
    List<String> command = new ArrayList<>(List.of("stty", "-F", line.device()));
    command.addAll(line.words());
    ProcessBuilder stty = new ProcessBuilder(command).redirectErrorStream(true);
    stty.environment().put("LC_ALL", "C");
    Process process = stty.start();
    try {
      if (!process.waitFor(STTY_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("stty did not end within %d s".formatted(STTY_SECONDS));
      }
      if (process.exitValue() != 0) {
        byte[] said = process.getInputStream().readNBytes(500);
        throw new IOException(new String(said, StandardCharsets.UTF_8).strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  boolean isOpen() {
    return open;
  }

  /**
   * What came, waiting for the first byte.
   *
   * @throws IOException when it was closed or the device is gone
   */
  byte[] read() throws IOException {
    byte[] room = new byte[512];
    int nothing = 0;
    while (open && nothing < GONE) {
      long begun = System.nanoTime();
      int count = in.read(room);
      if (count > 0) {
        return java.util.Arrays.copyOf(room, count);
      }
      nothing = System.nanoTime() - begun < QUIET_NANOS ? nothing + 1 : 0;
    }
    throw new IOException(open ? device + " is gone" : device + " was closed");
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      try (in;
          out) {
        OPEN.remove(device);
      }
    }
  }
}
