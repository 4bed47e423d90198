package org.bellcrank.driver.mqtt;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a fuzzer begins with and what it found, without a fuzzer. */
class ContentFuzzTest {

  static Stream<byte[]> seeds() {
    return ContentFuzz.seeds();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("seeds")
  void messagesAreReadOrRefused(byte[] given) throws Exception {
    ContentFuzz.fuzzerTestOneInput(given);
  }
}
