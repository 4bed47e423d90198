package org.bellcrank.delivery.connector;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
   * Reads one. A field that cannot be read is left out.
   *
   * @param told a line for each such field
   * @throws UnreadableException when it has no key, or its key or its status cannot be read
   */
  public ForeignAsset read(Content record, Consumer<String> told) throws UnreadableException {
    Map<String, String> broken = new LinkedHashMap<>();
    Map<String, Object> known = values.of(record, broken);
    needed(Optional.of(reading.foreignId()), broken);
    needed(reading.status().map(Worded::from), broken);
    String id =
        ForeignRecord.text(Optional.of(reading.foreignId()), known)
            .orElseThrow(() -> new UnreadableException("an asset without key"));
    String status = word(reading.status(), known);
    broken.values().forEach(line -> told.accept(id + ": " + line));
    Facts.Builder fields = Facts.builder();
    for (Map.Entry<String, Formula> entry : reading.fields().entrySet()) {
      if (whole(entry.getValue(), broken)) {
        field(id, entry.getKey(), () -> entry.getValue().value(known), told)
            .ifPresent(text -> fields.put(entry.getKey(), text));
      }
    }
    String criticality = criticality(id, known, broken, told);
    reading
        .criticality()
        .map(worded -> worded.meanings().get(criticality))
        .ifPresent(meaning -> fields.put(AssetFields.CRITICALITY, meaning));
    return new ForeignAsset(
        id,
        fields.build(),
        reading.status().map(worded -> worded.meanings().get(status)),
        status,
        criticality);
  }

  /** Whether every name that it reads could be read. */
  private static boolean whole(Formula formula, Map<String, String> broken) {
    return Collections.disjoint(formula.names(), broken.keySet());
  }

  private static void needed(Optional<Formula> formula, Map<String, String> broken)
      throws UnreadableException {
    for (String name : formula.map(Formula::names).orElse(Set.of())) {
      if (broken.containsKey(name)) {
        throw new UnreadableException(broken.get(name));
      }
    }
  }

  private String criticality(
      String id, Map<String, Object> known, Map<String, String> broken, Consumer<String> told) {
    Optional<Formula> from = reading.criticality().map(Worded::from).filter(f -> whole(f, broken));
    return field(id, AssetFields.CRITICALITY, () -> ForeignRecord.text(from, known), told)
        .orElse("");
  }

  /** Empty for what is blank, and for what cannot be read, which is told. */
  private static Optional<String> field(
      String id, String name, Supplier<Optional<?>> value, Consumer<String> told) {
    try {
      Optional<?> given = value.get();
      return given.isEmpty()
          ? Optional.empty()
          : Optional.ofNullable(written(id, name, given.get()));
    } catch (UnreadableException broken) {
      told.accept(broken.getMessage());
    } catch (RuntimeException broken) { // one field holds up no other
      told.accept("%s: %s: %s".formatted(id, name, broken.getMessage()));
    }
    return Optional.empty();
  }

  private static String word(Optional<? extends Worded<?>> worded, Map<String, Object> known) {
    return ForeignRecord.text(worded.map(Worded::from), known).orElse("");
  }

  /** Null for what is blank. */
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
