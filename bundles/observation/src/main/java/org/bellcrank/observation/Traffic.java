package org.bellcrank.observation;

import java.util.Map;

/**
 * How much each source and each point has brought since the gateway started; a service. Tests of
 * the gateway's own and what was known before do not count. Safe for any thread.
 */
public interface Traffic {

  /**
   * Counts by stream: {@code source/NAME} in observations, {@code point/NAME} in findings. At most
   * 4096 streams; what comes after them is not counted.
   */
  Map<String, Long> counts();
}
