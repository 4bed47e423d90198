package org.bellcrank.delivery.connector;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.AssetFields;
import org.bellcrank.delivery.ForeignAsset;
import org.bellcrank.delivery.connector.AssetReading.Worded;
import org.bellcrank.delivery.connector.ForeignRecord.UnreadableException;
import org.bellcrank.journal.Facts;

/** Reads what a CMMS says about an asset by a connector's rules. Safe for any thread. */
public final class AssetRecord {

  private static final int DAY_LETTERS = 10;

  private final AssetReading reading;
  private final RecordValues values;

  /**
   * Reads by these rules.
   *
   * @param instance what is known about the instance, by dotted name
   */
  public AssetRecord(AssetReading reading, Map<String, Object> instance) {
    this.reading = reading;
    values = new RecordValues(reading.names(), Map.copyOf(instance));
  }

  /**
   * Reads one.
   *
   * @throws UnreadableException when it has no key, or a value of it is of another kind than the
   *     connector says
   */
  public ForeignAsset read(Content record) throws UnreadableException {
    Map<String, Object> known = values.of(record);
    String id =
        ForeignRecord.text(Optional.of(reading.foreignId()), known)
            .orElseThrow(() -> new UnreadableException("an asset without key"));
    Facts.Builder fields = Facts.builder();
    for (Map.Entry<String, Formula> entry : reading.fields().entrySet()) {
      Optional<Object> value = entry.getValue().value(known);
      if (value.isPresent()) {
        fields.put(entry.getKey(), written(id, entry.getKey(), value.get()));
      }
    }
    String criticality = word(reading.criticality(), known);
    reading
        .criticality()
        .map(worded -> worded.meanings().get(criticality))
        .ifPresent(meaning -> fields.put(AssetFields.CRITICALITY, meaning));
    String status = word(reading.status(), known);
    return new ForeignAsset(
        id,
        fields.build(),
        reading.status().map(worded -> worded.meanings().get(status)),
        status,
        criticality);
  }

  private static String word(Optional<? extends Worded<?>> worded, Map<String, Object> known) {
    return ForeignRecord.text(worded.map(Worded::from), known).orElse("");
  }

  /** Null, which facts leave out, for what is blank. */
  private static String written(String id, String name, Object value) throws UnreadableException {
    String text = Values.text(value).strip();
    if (text.isEmpty()) {
      return null;
    }
    return name.equals(AssetFields.INSTALLED_ON) ? day(id, value, text) : text;
  }

  /** A day is no moment: a text says it as the plant reads it, a time in UTC. */
  private static String day(String id, Object value, String text) throws UnreadableException {
    if (value instanceof Instant at) {
      return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }
    try {
      return LocalDate.parse(text.substring(0, Math.min(text.length(), DAY_LETTERS))).toString();
    } catch (DateTimeException none) {
      throw new UnreadableException(
          "%s: %s: given \"%s\"; allowed: a time or a text that begins with yyyy-MM-dd"
              .formatted(id, AssetFields.INSTALLED_ON, text));
    }
  }
}
