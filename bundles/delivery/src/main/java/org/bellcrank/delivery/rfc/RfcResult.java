package org.bellcrank.delivery.rfc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a function module gave back.
 *
 * @param parameters exporting, changing and tables parameters by name; one that is missing was not
 *     given
 */
public record RfcResult(Map<String, RfcValue> parameters) {

  /** Keeps an unmodifiable copy in the same order. */
  public RfcResult {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
