package org.bellcrank.source.kura;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.kura.wire.WireRecord;

/** Makes records of wires from entries of the journal. */
final class Records {

  private Records() {}

  /**
   * {@code sequence}, {@code at} (milliseconds since 1970), {@code kind}, {@code subject}, each
   * simple fact under its dotted name, and all facts as JSON under {@code facts}.
   */
  static WireRecord of(Entry entry) {
    Map<String, TypedValue<?>> values = new LinkedHashMap<>();
    values.put("sequence", TypedValues.newLongValue(entry.sequence()));
    values.put("at", TypedValues.newLongValue(entry.at().toEpochMilli()));
    values.put("kind", TypedValues.newStringValue(entry.kind()));
    values.put("subject", TypedValues.newStringValue(entry.subject()));
    values.put("facts", TypedValues.newStringValue(entry.facts().json()));
    flatten("", entry.facts(), values);
    return new WireRecord(values);
  }

  private static void flatten(String at, Facts facts, Map<String, TypedValue<?>> values) {
    facts
        .values()
        .forEach(
            (key, value) -> {
              if (value instanceof Facts inner) {
                flatten(at + key + ".", inner, values);
              } else if (value instanceof String
                  || value instanceof Long
                  || value instanceof Double
                  || value instanceof Boolean) {
                values.putIfAbsent(at + key, TypedValues.newTypedValue(value));
              }
            });
  }
}
