package org.bellcrank.register;

import java.util.List;

/**
 * What a register and the site documents do not agree on.
 *
 * @param kind what it is
 * @param asset id in the site documents; empty text where there is none
 * @param record key in the register; empty text where there is none
 * @param field which field differs, see {@link org.bellcrank.delivery.AssetFields}; empty text for
 *     others
 * @param ours what the documents say; empty text for nothing
 * @param theirs what the register says; empty text for nothing
 */
public record Discrepancy(
    Kind kind, String asset, String record, String field, String ours, String theirs) {

  /** What it is. */
  public enum Kind {
    /** The documents name a record that the register does not have. */
    DANGLING,
    /** The record of an asset is retired: rules stop for it. */
    RETIRED,
    /** Several assets name one record. */
    SHARED,
    /** A different criticality. */
    CRITICALITY,
    /** A different manufacturer, model, serial number, tag or day of installation. */
    METADATA,
    /** The documents name no record; exactly one fits, and nothing speaks against it. */
    FOUND,
    /** The documents name no record, and which one it is a person has to say. */
    DOUBTFUL,
    /** A record without counterpart in the documents. */
    UNMAPPED
  }

  static Discrepancy of(Kind kind, String asset, String record) {
    return new Discrepancy(kind, asset, record, "", "", "");
  }

  static Discrepancy shared(String record, List<String> assets) {
    return new Discrepancy(
        Kind.SHARED, assets.get(0), record, "", String.join(", ", assets), record);
  }

  /** One line for people. */
  public String words() {
    return switch (kind) {
      case DANGLING ->
          "asset %s names record %s, which the register does not have%s"
              .formatted(asset, record, theirs.isEmpty() ? "" : "; it has " + theirs);
      case RETIRED -> "record %s of asset %s is retired: %s".formatted(record, asset, theirs);
      case SHARED -> "record %s stands for several assets: %s".formatted(record, ours);
      case CRITICALITY, METADATA ->
          "%s of asset %s: the documents say %s, the register %s (%s)"
              .formatted(field, asset, ours, theirs, record);
      case FOUND ->
          "asset %s names no record; by its %s %s it is %s".formatted(asset, field, ours, record);
      case DOUBTFUL -> "asset %s names no record; perhaps %s: %s".formatted(asset, record, theirs);
      case UNMAPPED -> "record %s has no asset in the documents: %s".formatted(record, theirs);
    };
  }
}
