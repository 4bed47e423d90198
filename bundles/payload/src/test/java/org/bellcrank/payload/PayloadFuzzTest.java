package org.bellcrank.payload;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a fuzzer begins with and what it found, without a fuzzer. */
class PayloadFuzzTest {

  static Stream<byte[]> seeds() {
    return PayloadFuzz.seeds();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("seeds")
  void messagesAreReadOrRefused(byte[] given) throws Exception {
    PayloadFuzz.fuzzerTestOneInput(given);
  }
}
