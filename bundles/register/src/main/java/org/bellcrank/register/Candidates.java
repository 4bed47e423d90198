package org.bellcrank.register;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bellcrank.asset.Asset;
import org.bellcrank.delivery.AssetFields;
import org.bellcrank.delivery.ForeignAsset;

/** Which records an asset could be, by serial number and by tag. */
final class Candidates {

  /** More than these prove no more. */
  private static final int MOST = 5;

  private final Index serials;
  private final Index tags;
  private final Map<String, List<ForeignAsset>> near = new HashMap<>();

  Candidates(Collection<Asset> assets) {
    serials = new Index(AssetFields.SERIAL, assets);
    tags = new Index(AssetFields.TAG, assets);
    assets.forEach(
        asset ->
            asset
                .foreignIds()
                .values()
                .forEach(id -> near.put(Likeness.loose(id), new ArrayList<>())));
  }

  /** Assets and records by a field; only records whose value some asset has. */
  private static final class Index {

    private final String field;
    private final Map<String, List<Asset>> assets = new HashMap<>();
    private final Map<String, List<ForeignAsset>> records = new HashMap<>();

    Index(String field, Collection<Asset> all) {
      this.field = field;
      for (Asset asset : all) {
        Likeness.key(Likeness.ours(asset, field))
            .ifPresent(key -> assets.computeIfAbsent(key, none -> new ArrayList<>()).add(asset));
      }
    }

    void offer(ForeignAsset record) {
      Likeness.key(Likeness.theirs(record, field))
          .filter(assets::containsKey)
          .map(key -> records.computeIfAbsent(key, none -> new ArrayList<>()))
          .filter(same -> same.size() < MOST)
          .ifPresent(same -> same.add(record));
    }

    List<Asset> assets(Asset like) {
      return list(assets, like);
    }

    List<ForeignAsset> records(Asset like) {
      return list(records, like);
    }

    private <T> List<T> list(Map<String, List<T>> by, Asset like) {
      return Likeness.key(Likeness.ours(like, field))
          .map(key -> by.getOrDefault(key, List.of()))
          .orElse(List.of());
    }
  }

  /**
   * What speaks for an asset's being a record.
   *
   * @param records those that it could be
   * @param by the field that says so
   * @param doubt why a person has to say it; empty text where nothing speaks against it
   */
  record Verdict(Asset asset, List<ForeignAsset> records, String by, String doubt) {}

  void offer(ForeignAsset record) {
    serials.offer(record);
    tags.offer(record);
    List<ForeignAsset> same = near.get(Likeness.loose(record.foreignId()));
    if (same != null && same.size() < MOST) {
      same.add(record);
    }
  }

  /** What a record that is not there might be. */
  List<ForeignAsset> near(Asset asset, String foreignId) {
    return Stream.of(
            near.getOrDefault(Likeness.loose(foreignId), List.of()),
            serials.records(asset),
            tags.records(asset))
        .flatMap(List::stream)
        .limit(MOST)
        .toList();
  }

  /**
   * What an asset could be that names no record.
   *
   * @param taken keys that assets name
   */
  Verdict verdict(Asset asset, Set<String> taken) {
    List<ForeignAsset> bySerial = serials.records(asset);
    List<ForeignAsset> byTag = tags.records(asset);
    List<ForeignAsset> all =
        Stream.concat(bySerial.stream(), byTag.stream()).distinct().limit(MOST).toList();
    String by = bySerial.isEmpty() ? AssetFields.TAG : AssetFields.SERIAL;
    String doubt = all.isEmpty() ? "" : doubt(asset, all, bySerial, taken);
    return new Verdict(asset, all, by, doubt);
  }

  private String doubt(
      Asset asset, List<ForeignAsset> all, List<ForeignAsset> bySerial, Set<String> taken) {
    if (all.size() > 1) {
      return "several records could be it";
    }
    ForeignAsset record = all.get(0);
    if (taken.contains(record.foreignId())) {
      return "another asset names this record";
    }
    if (serials.assets(asset).size() > 1 || tags.assets(asset).size() > 1) {
      return "several assets could be it";
    }
    if (record.retired()) {
      return "the record is retired";
    }
    List<String> against = Likeness.against(asset, record);
    if (!against.isEmpty()) {
      return "differs in " + String.join(", ", against);
    }
    return bySerial.isEmpty() ? tagAlone(asset, record) : serialAlone(asset, record);
  }

  /** Serial numbers are each maker's own. */
  private static String serialAlone(Asset asset, ForeignAsset record) {
    return same(asset, record, AssetFields.MANUFACTURER) || bothTags(asset, record)
        ? ""
        : "the serial number alone, without the manufacturer";
  }

  /** A sticker is soon on another machine. */
  private static String tagAlone(Asset asset, ForeignAsset record) {
    boolean borneOut =
        same(asset, record, AssetFields.MODEL)
            || same(asset, record, AssetFields.SERIAL)
            || same(asset, record, AssetFields.INSTALLED_ON);
    return borneOut ? "" : "the tag alone";
  }

  private static boolean same(Asset asset, ForeignAsset record, String field) {
    Optional<String> ours = Likeness.ours(asset, field);
    return ours.isPresent() && ours.equals(Likeness.theirs(record, field));
  }

  private static boolean bothTags(Asset asset, ForeignAsset record) {
    Optional<String> ours = Likeness.key(Likeness.ours(asset, AssetFields.TAG));
    return ours.isPresent() && ours.equals(Likeness.theirs(record, AssetFields.TAG));
  }
}
