package org.bellcrank.source.mqtt.sparkplug;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a fuzzer begins with and what it found, without a fuzzer. */
class SparkplugFuzzTest {

  static Stream<byte[]> seeds() {
    return SparkplugFuzz.seeds();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("seeds")
  void messagesAreUnderstoodOrRefused(byte[] given) throws Exception {
    SparkplugFuzz.fuzzerTestOneInput(given);
  }
}
