package org.bellcrank.payload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.observation.RefusedObservationException;

/** What a fuzzer calls: whatever is sent is read by its mapping, or refused in words. */
public final class PayloadFuzz {

  private static final String[] FORMATS = {"json", "xml", "csv", "number", "text", "bytes"};
  private static final PayloadMappings MAPPINGS = mappings();

  private PayloadFuzz() {}

  private static PayloadMappings mappings() {
    StringBuilder yaml = new StringBuilder("payloads:\n");
    for (String format : FORMATS) {
      yaml.append("  - id: ").append(format).append("\n    topics: [").append(format);
      yaml.append("]\n    format: ").append(format).append("\n    times: seconds\n");
      if (format.equals("bytes")) {
        yaml.append("    fields:\n      - {name: v, offset: 0, type: float32}\n");
      }
      yaml.append("    sample: {point: topic, value: item.v, at: item.v}\n");
    }
    try {
      return Mappings.read(yaml.toString());
    } catch (InvalidDocumentException e) {
      throw new AssertionError(e.problems().toString(), e);
    }
  }

  /** One message behind a byte that chooses its format. */
  public static void fuzzerTestOneInput(byte[] given) {
    if (given.length == 0) {
      return;
    }
    String format = FORMATS[(given[0] & 0xff) % FORMATS.length];
    byte[] message = Arrays.copyOfRange(given, 1, given.length);
    try {
      MAPPINGS.read(new Payload(format, message, "s", Mappings.NOW));
    } catch (RefusedObservationException e) {
      if (!e.getMessage().startsWith("payloads " + format)
          || !e.getMessage().contains("; allowed: ")) {
        throw new AssertionError("refused without words", e);
      }
    }
  }

  /** Where a fuzzer begins, and what it found. */
  static Stream<byte[]> seeds() {
    return Stream.of(
        seed(0, "{\"v\":1.5,\"t\":\"2026-05-04T06:00:00Z\",\"l\":[1,null,true,\"\\u00e4\"]}"),
        seed(0, "[{\"v\":1e-999999999}]"),
        seed(1, "<r a='1'><v>2</v><v x='&#228;'><![CDATA[3]]></v></r>"),
        seed(2, "v,w\n1,\"2\"\"\n\"\n"),
        seed(3, "1e999999999"),
        seed(4, "21.5"),
        seed(5, "abcdefgh"));
  }

  private static byte[] seed(int format, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[bytes.length + 1];
    all[0] = (byte) format;
    System.arraycopy(bytes, 0, all, 1, bytes.length);
    return all;
  }
}
