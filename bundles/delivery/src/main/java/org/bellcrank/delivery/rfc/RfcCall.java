package org.bellcrank.delivery.rfc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call of a function module.
 *
 * @param function its name, in capitals, with its name space where it has one
 * @param parameters importing, changing and tables parameters by name; which is which the
 *     function's interface says
 */
public record RfcCall(String function, Map<String, RfcValue> parameters) {

  /** Keeps an unmodifiable copy in the same order. */
  public RfcCall {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Its name alone: parameters hold what people wrote. */
  @Override
  public String toString() {
    return function;
  }
}
