package org.bellcrank.delivery.rfc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A parameter of a function module. All fields are texts, in ABAP's own form: a day {@code
 * 20260329}, a time of day {@code 103000}, a number {@code -1.50}, bytes in base64; initial values
 * as they are ({@code 00000000}). Leading zeros are part of a text. Structures in structures are
 * not there.
 */
public sealed interface RfcValue {

  /**
   * A single field.
   *
   * @param text never null; empty is ABAP's initial value
   */
  record Text(String text) implements RfcValue {}

  /**
   * A structure.
   *
   * @param fields text by name, in their order; what is missing is initial
   */
  record Structure(Map<String, String> fields) implements RfcValue {

    /** Keeps an unmodifiable copy in the same order. */
    public Structure {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /**
   * A table.
   *
   * @param rows each as the fields of a structure; may be empty
   */
  record Table(List<Structure> rows) implements RfcValue {

    /** Keeps an unmodifiable copy. */
    public Table {
      rows = List.copyOf(rows);
    }
  }
}
