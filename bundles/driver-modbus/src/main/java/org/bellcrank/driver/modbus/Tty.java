package org.bellcrank.driver.modbus;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
  private final String real;
  private final FileInputStream in;
  private final FileOutputStream out;
  private volatile boolean open = true;

  private Tty(String device, String real, FileInputStream in, FileOutputStream out) {
    this.device = device;
    this.real = real;
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
    String real = real(line.device());
    if (!OPEN.add(real)) {
      throw new IOException("another driver of this gateway has " + real);
    }
    FileInputStream in = null;
    FileOutputStream out = null;
    try {
      set(line); // without it opening may wait for a modem's carrier
      in = new FileInputStream(line.device());
      out = new FileOutputStream(line.device());
      set(line); // a line that nobody had open may have forgotten it
      return new Tty(line.device(), real, in, out);
    } catch (IOException e) {
      OPEN.remove(real);
      try (InputStream left = in;
          OutputStream other = out) {
        throw e;
      }
    }
  }

  /** One line may have several names: those under by-id are links. */
  private static String real(String device) throws IOException {
    try {
      return Path.of(device).toRealPath().toString();
    } catch (NoSuchFileException e) {
      throw new IOException("there is no " + device, e);
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
        OPEN.remove(real);
      }
    }
  }
}
