package org.bellcrank.delivery;

import java.util.List;
import java.util.Optional;

/**
 * What the end of an order can tell, in our words; each connector fills what its CMMS knows. A
 * missing field is one that nobody told: never 0 and never an empty text.
 */
public final class ClosureFields {

  /** What a field holds. */
  public enum Kind {
    TEXT,
    NUMBER,
    INSTANT,
    TEXT_LIST
  }

  /**
   * One field.
   *
   * @param name as {@code reading.yaml} and the journal call it
   * @param meaning one line with its unit
   */
  public record Field(String name, Kind kind, String meaning) {}

  /** Actual failure mode, see ISO 14224 annex B.2. */
  public static final String FAILURE_MODE = "failureMode";

  /** When the work was finished. */
  public static final String CLOSED_AT = "closedAt";

  private static final List<Field> ALL =
      List.of(
          new Field(FAILURE_MODE, Kind.TEXT, "failure mode that was found, as the CMMS codes it"),
          new Field("failureCause", Kind.TEXT, "root cause, as the CMMS codes it"),
          new Field("action", Kind.TEXT, "what was done, as the CMMS codes or words it"),
          new Field("remarks", Kind.TEXT, "resolution notes"),
          new Field("outcomeCode", Kind.TEXT, "the CMMS's own code for how it ended"),
          new Field("technician", Kind.TEXT, "who did the work, as the CMMS names them"),
          new Field("startedAt", Kind.INSTANT, "when the work began"),
          new Field(CLOSED_AT, Kind.INSTANT, "when the work was finished"),
          new Field("labourHours", Kind.NUMBER, "hours of labour of all who worked; 0 is none"),
          new Field("downtimeHours", Kind.NUMBER, "hours the asset stood still; 0 is none"),
          new Field("parts", Kind.TEXT_LIST, "parts that were used, one text each"),
          new Field("cost", Kind.NUMBER, "cost of the repair, in its currency"),
          new Field("currency", Kind.TEXT, "ISO 4217 code of the cost"));

  private ClosureFields() {}

  /** All of them, in the order in which people read them. */
  public static List<Field> all() {
    return ALL;
  }

  /** A field by its name. */
  public static Optional<Field> find(String name) {
    return ALL.stream().filter(field -> field.name().equals(name)).findFirst();
  }
}
