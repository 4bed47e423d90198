package org.bellcrank.fleet.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The codec against one made of Google's library, in both directions. */
class KuraCodecPropertiesTest {

  @Provide
  Arbitrary<Map<String, Object>> metrics() {
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            Arbitraries.doubles().map(each -> (Object) each),
            Arbitraries.floats().map(each -> (Object) each),
            Arbitraries.longs().map(each -> (Object) each),
            Arbitraries.integers().map(each -> (Object) each),
            Arbitraries.of(true, false).map(each -> (Object) each),
            Arbitraries.strings().ofMaxLength(40).map(each -> (Object) valid(each)));
    return Arbitraries.maps(Arbitraries.strings().alpha().numeric().ofMinLength(1), values)
        .ofMaxSize(12);
  }

  /** Text without half a surrogate pair, which no encoding carries. */
  private static String valid(String text) {
    return new String(
        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadByTheLibrary(
      @ForAll("metrics") Map<String, Object> metrics, @ForAll byte[] body) throws IOException {
    SimulatedMessage read =
        SimulatedMessage.parse(KuraCodec.write(new KuraPayload(metrics, body), 1L));
    assertThat(read.metrics).isEqualTo(metrics);
    assertThat(read.body).isEqualTo(body);
  }

  @Property(tries = 300)
  void whatTheLibraryWritesIsReadPackedOrNot(
      @ForAll("metrics") Map<String, Object> metrics, @ForAll byte[] body) throws IOException {
    SimulatedMessage message = new SimulatedMessage();
    message.metrics.putAll(new LinkedHashMap<>(metrics));
    message.body = body;
    byte[] wire = message.bytes();
    KuraPayload read = KuraCodec.read(wire);
    assertThat(read.metrics()).isEqualTo(metrics);
    assertThat(read.body()).isEqualTo(body);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
      zip.write(KuraCodec.write(read, 1L));
    }
    assertThat(KuraCodec.read(packed.toByteArray()).metrics()).isEqualTo(metrics);
  }

  /** Whoever may write to the broker may write anything: it is read or refused, nothing else. */
  @Property(tries = 500)
  void nonsenseIsRefusedAsSuch(
      @ForAll byte[] wire, @ForAll("metrics") Map<String, Object> metrics) {
    byte[] sound = KuraCodec.write(new KuraPayload(metrics, wire), 1L);
    for (byte[] each : new byte[][] {wire, Arrays.copyOf(sound, sound.length * 2 / 3)}) {
      try {
        assertThat(KuraCodec.read(each)).isNotNull();
      } catch (IOException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }
}
