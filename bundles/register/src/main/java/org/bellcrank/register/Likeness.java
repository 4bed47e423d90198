package org.bellcrank.register;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bellcrank.asset.Asset;
import org.bellcrank.delivery.AssetFields;
import org.bellcrank.delivery.ForeignAsset;

/** Whether what two sides say of an asset is the same. */
final class Likeness {

  /** What is held against the register beside the criticality. */
  static final List<String> COMPARED =
      List.of(
          AssetFields.MANUFACTURER,
          AssetFields.MODEL,
          AssetFields.SERIAL,
          AssetFields.TAG,
          AssetFields.INSTALLED_ON);

  /** What two records of one asset cannot differ in. */
  private static final List<String> PROVING =
      List.of(AssetFields.SERIAL, AssetFields.TAG, AssetFields.MANUFACTURER, AssetFields.MODEL);

  private static final int SHORTEST_KEY = 4;

  private Likeness() {}

  /** As compared: case and spaces do not count. */
  static String plain(String text) {
    return text.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT);
  }

  static Optional<String> ours(Asset asset, String field) {
    return Optional.ofNullable(asset.attributes().get(field))
        .map(Likeness::plain)
        .filter(text -> !text.isEmpty());
  }

  static Optional<String> theirs(ForeignAsset record, String field) {
    return record.field(field).map(Likeness::plain).filter(text -> !text.isEmpty());
  }

  /**
   * A serial number or tag that may prove something: what people write where they have none, such
   * as N/A, 0000 or a dash, does not.
   */
  static Optional<String> key(Optional<String> plain) {
    return plain.filter(
        text ->
            text.length() >= SHORTEST_KEY
                && text.chars().anyMatch(Character::isDigit)
                && text.chars().filter(Character::isLetterOrDigit).distinct().count() > 1);
  }

  /** Whether both say something, and not the same. */
  static boolean differ(Asset asset, ForeignAsset record, String field) {
    Optional<String> ours = ours(asset, field);
    Optional<String> theirs = theirs(record, field);
    return ours.isPresent() && theirs.isPresent() && !ours.equals(theirs);
  }

  /** What speaks against it that they are one; empty for nothing. */
  static List<String> against(Asset asset, ForeignAsset record) {
    return PROVING.stream().filter(field -> differ(asset, record, field)).toList();
  }

  /** A key without what systems add or lose on the way: zeros in front, case, spaces. */
  static String loose(String foreignId) {
    return plain(foreignId).replaceFirst("^0+(?=.)", "");
  }
}
