package org.bellcrank.driver.modbus;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a fuzzer begins with and what it found, without a fuzzer. */
class FrameFuzzTest {

  static Stream<byte[]> seeds() {
    return FrameFuzz.seeds();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("seeds")
  void settingsAndAnswersAreReadOrRefused(byte[] given) throws Exception {
    FrameFuzz.fuzzerTestOneInput(given);
  }
}
