package org.bellcrank.publish.opcua;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One result, order or asset as clients see it.
 *
 * @param id its name within its table
 * @param at when it became so, the source time of its values
 * @param open whether it is still under way; what is not goes first when there are too many
 * @param values by the names of its fields; an unknown text is empty, another unknown value missing
 */
record Row(String id, Instant at, boolean open, Map<String, Object> values) {

  Row {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
