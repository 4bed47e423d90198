package org.bellcrank.delivery.connector;

import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * What the places of a body are filled with.
 *
 * @param known values by dotted name
 * @param fields the mapped fields; empty where the body carries none
 * @param laid in XML: the element with the mapped fields laid over it; empty for none
 * @param evidence bytes of the file that goes along; empty for none
 */
public record Filling(
    Map<String, Object> known, Facts fields, Optional<String> laid, byte[] evidence) {

  /** Without an element of XML. */
  public Filling(Map<String, Object> known, Facts fields, byte[] evidence) {
    this(known, fields, Optional.empty(), evidence);
  }

  /** Names alone. */
  static Filling of(Map<String, Object> known) {
    return new Filling(known, Facts.empty(), new byte[0]);
  }
}
