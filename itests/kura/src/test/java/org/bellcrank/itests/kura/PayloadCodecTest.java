package org.bellcrank.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import org.bellcrank.itests.kura.protocol.Payload;
import org.bellcrank.itests.kura.protocol.PayloadCodec;
import org.junit.jupiter.api.Test;

/** The payload's bytes against bytes made by hand from the format's description. */
class PayloadCodecTest {

  /** Field 1 varint 5; field 5000 with name a, type 5 and field 8 "b"; field 5001 with one byte. */
  private static final String BYTES =
      "0805" + "c2b802" + "08" + "0a0161" + "1005" + "420162" + "cab8020107";

  @Test
  void bytesAreThoseOfTheFieldNumbers() {
    Payload payload = new Payload(5L, Map.of("a", "b"), new byte[] {7});

    assertThat(HexFormat.of().formatHex(PayloadCodec.encode(payload))).isEqualTo(BYTES);
  }

  @Test
  void everyTypeComesBackPlainAndCompressed() throws IOException {
    Map<String, Object> metrics =
        Map.of("d", -1.5, "f", 2.5f, "l", -3L, "i", -4, "b", true, "s", "ü", "y", "six");
    Payload payload = new Payload(-1L, metrics, new byte[0]);

    assertThat(PayloadCodec.decode(PayloadCodec.encode(payload)).metrics()).isEqualTo(metrics);
    assertThat(PayloadCodec.decode(PayloadCodec.encodeCompressed(payload)).metrics())
        .isEqualTo(metrics);
  }

  @Test
  void aMessageCutOffIsRefused() {
    byte[] bytes = HexFormat.of().parseHex(BYTES);

    assertThatThrownBy(() -> PayloadCodec.decode(java.util.Arrays.copyOf(bytes, 7)))
        .isInstanceOf(IOException.class);
  }
}
