package org.bellcrank.driver.modbus;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bellcrank.driver.modbus.channel.ChannelValues;
import org.bellcrank.driver.modbus.channel.RefusedValueException;
import org.eclipse.kura.type.DataType;

/**
 * What a fuzzer calls: texts as settings of a channel, bytes as what a device answers. A value that
 * was read and fits is encoded to the bytes it came from.
 */
public final class FrameFuzz {

  private static final byte[] WHOLE = {1, 3, 2, 0, (byte) 215, (byte) 0xf8, 0x1a};

  private FrameFuzz() {}

  /** Settings, one a line as {@code key=value}, a zero byte, then the bytes of an answer. */
  public static void fuzzerTestOneInput(byte[] given) {
    int end = 0;
    while (end < given.length && given[end] != 0) {
      end++;
    }
    byte[] answer = Arrays.copyOfRange(given, Math.min(end + 1, given.length), given.length);
    framed(answer);
    try {
      Point point =
          ChannelSettings.point(
              settings(new String(given, 0, end, StandardCharsets.ISO_8859_1)), 1);
      valued(point, answer);
    } catch (RefusedValueException e) {
      refusedInWords(e);
    }
  }

  private static Map<String, Object> settings(String lines) {
    Map<String, Object> settings = new HashMap<>();
    for (String line : lines.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals >= 0) {
        settings.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return settings;
  }

  /** In pieces as a line hands them over; afterwards a whole answer is an answer again. */
  private static void framed(byte[] answer) {
    FrameReader reader = new FrameReader();
    for (int at = 0; at < answer.length; at += 3) {
      reader.with(Arrays.copyOfRange(answer, at, Math.min(answer.length, at + 3)));
    }
    reader.reset();
    if (reader.with(WHOLE).isEmpty()) {
      throw new AssertionError("a whole answer is none");
    }
  }

  private static void valued(Point point, byte[] answer) throws RefusedValueException {
    if (point.table().bits()) {
      if (answer.length > 0) {
        Point.bit(answer, point.address() % (8 * answer.length));
      }
      return;
    }
    byte[] registers = Arrays.copyOf(answer, 2 * point.items());
    Object value = point.decoded(registers);
    for (DataType type : DataType.values()) {
      try {
        ChannelValues.typed(value, type);
      } catch (RefusedValueException e) {
        refusedInWords(e);
      }
    }
    boolean exact = value instanceof Long || value instanceof java.math.BigInteger;
    if (exact && !Arrays.equals(point.encoded(value), registers)) {
      throw new AssertionError(value + " comes back as another");
    }
  }

  private static void refusedInWords(RefusedValueException e) {
    if (!e.getMessage().contains("given ") || !e.getMessage().contains("; allowed: ")) {
      throw new AssertionError("refused without words", e);
    }
  }

  /** Where a fuzzer begins, and what it found. */
  static Stream<byte[]> seeds() {
    return Stream.of(
        seed("address=10\nform=FLOAT32\nword.order=LITTLE", 0x41, 0xa2, 0x66, 0x66),
        seed("form=UINT64\nbyte.order=LITTLE", 1, 2, 3, 4, 5, 6, 7, 8),
        seed("form=TEXT\nlength=2", 0x4d, 0x34, 0x32, 0),
        seed("table=COIL\naddress=65535", 1),
        seed("form=BIT\nbit=15", 0x80, 0),
        seed("", 1, 3, 2, 0, 215, 0xf8, 0x1a),
        seed("", 1, 0x83, 2, 0xc0, 0xf1),
        // Found: more than the library's reader of frames has room for.
        seed("", noise()));
  }

  /** The answer of function 3 with a count that nothing of it holds. */
  private static int[] noise() {
    int[] noise = new int[600];
    Arrays.fill(noise, 0, 600, 3);
    noise[2] = 0xff;
    return noise;
  }

  private static byte[] seed(String settings, int... answer) {
    byte[] text = settings.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(text, text.length + 1 + answer.length);
    for (int i = 0; i < answer.length; i++) {
      all[text.length + 1 + i] = (byte) answer[i];
    }
    return all;
  }
}
