package org.bellcrank.itests.chaos.days;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * The clock of all processes of an ordeal: eight bytes in a file, nanoseconds since 1970. It goes
 * on when it is told to, never back, and outlives each process. Safe for any thread.
 */
final class SharedTime extends Clock {

  private static final VarHandle NANOS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final ByteBuffer place;

  /** Goes on where the file stands; a file that is missing begins in 1970. */
  SharedTime(Path file) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      place = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nanoseconds that only grow. */
  long ticks() {
    return (long) NANOS.getVolatile(place, 0);
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(ticks());
  }

  /** It is at least so late now. */
  void reach(Instant then) {
    long wanted = TimeUnit.SECONDS.toNanos(then.getEpochSecond()) + then.getNano();
    long now = ticks();
    while (now < wanted && !NANOS.compareAndSet(place, 0, now, wanted)) {
      now = ticks();
    }
  }

  /** So much later. */
  void pass(Duration time) {
    NANOS.getAndAdd(place, 0, time.toNanos());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("given zone " + zone + "; allowed: UTC");
  }
}
