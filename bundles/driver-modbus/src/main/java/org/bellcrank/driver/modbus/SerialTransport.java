package org.bellcrank.driver.modbus;

import com.digitalpetri.modbus.ModbusRtuFrame;
import com.digitalpetri.modbus.client.ModbusRtuClientTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frames over a serial line of this machine. Safe for any thread. */
final class SerialTransport implements ModbusRtuClientTransport {

  private static final Logger LOG = LoggerFactory.getLogger(SerialTransport.class);

  private final SerialLine line;
  private final FrameReader answers = new FrameReader();
  private volatile Consumer<ModbusRtuFrame> receiver = frame -> {};
  private volatile Tty tty;
  private volatile long spoken = System.nanoTime();

  SerialTransport(SerialLine line) {
    this.line = line;
  }

  @Override
  public synchronized CompletionStage<Void> connect() {
    if (isConnected()) {
      return CompletableFuture.completedFuture(null);
    }
    try {
      Tty opened = Tty.open(line);
      tty = opened;
      resetFrameParser();
      Thread reader = new Thread(() -> listen(opened), "bellcrank-modbus-" + line.device());
      reader.setDaemon(true);
      reader.start();
      return CompletableFuture.completedFuture(null);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public synchronized CompletionStage<Void> disconnect() {
    close(tty);
    tty = null;
    return CompletableFuture.completedFuture(null);
  }

  private static void close(Tty open) {
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.debug("Gone already", e);
      }
    }
  }

  @Override
  public boolean isConnected() {
    Tty there = tty;
    return there != null && there.isOpen();
  }

  /** What came before a request was not asked for, and is no part of its answer. */
  @Override
  public synchronized CompletionStage<Void> send(ModbusRtuFrame frame) {
    Tty there = tty;
    if (there == null || !there.isOpen()) {
      return CompletableFuture.failedFuture(new IOException(line + " is not open"));
    }
    LockSupport.parkNanos(spoken + line.silenceNanos() - System.nanoTime());
    resetFrameParser();
    ByteBuffer pdu = frame.pdu().duplicate();
    ByteBuffer crc = frame.crc().duplicate();
    ByteBuffer bytes = ByteBuffer.allocate(1 + pdu.remaining() + crc.remaining());
    bytes.put((byte) frame.unitId()).put(pdu).put(crc);
    try {
      there.write(bytes.array());
      spoken = System.nanoTime();
      return CompletableFuture.completedFuture(null);
    } catch (IOException e) {
      close(there);
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Waits until nothing came for so long; what came meanwhile belongs to nobody who still waits.
   *
   * @return false when the line did not fall silent within three times as long
   */
  boolean awaitSilence(Duration quiet) throws InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      long since = Math.max(spoken - begun, 0);
      long left = since + quiet.toNanos() - (now - begun);
      if (left <= 0) {
        return true;
      }
      if (now - begun > 3 * quiet.toNanos()) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  @Override
  public void receive(Consumer<ModbusRtuFrame> given) {
    receiver = given;
  }

  @Override
  public void resetFrameParser() {
    answers.reset();
  }

  private void listen(Tty open) {
    try {
      while (open.isOpen()) {
        byte[] came = open.read();
        spoken = System.nanoTime();
        answers.with(came).ifPresent(receiver);
      }
    } catch (IOException e) {
      if (open.isOpen()) {
        LOG.warn(
            "Modbus line {}: {}; it is opened again with the next reading", line, e.getMessage());
      }
    } finally {
      close(open);
    }
  }
}
