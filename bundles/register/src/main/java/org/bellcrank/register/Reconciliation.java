package org.bellcrank.register;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bellcrank.asset.Asset;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.asset.Criticality;
import org.bellcrank.delivery.AssetFields;
import org.bellcrank.delivery.ForeignAsset;
import org.bellcrank.register.Discrepancy.Kind;

/**
 * Holds the assets of the site documents against a register. An asset is the record that it names;
 * one that names none is found by serial number and manufacturer, or by tag, where exactly one
 * asset and one record have them and nothing else speaks against it. The register is gone through
 * twice and never held as a whole.
 */
public final class Reconciliation {

  /** Goes through all records of a register, in the same order each time. */
  @FunctionalInterface
  public interface Records {

    /** Hands each record on. */
    void each(Consumer<ForeignAsset> taker);
  }

  /**
   * An asset and its record.
   *
   * @param named whether the documents name the record; else it was found
   */
  public record Match(Asset asset, ForeignAsset record, boolean named) {}

  private final String instance;
  private final AssetRegister register;
  private final Consumer<Discrepancy> told;
  private final List<Asset> unnamed = new ArrayList<>();
  private final Map<String, List<Asset>> named = new LinkedHashMap<>();
  private final Candidates candidates;
  private final Map<String, ForeignAsset> shown = new HashMap<>();
  private final Set<String> concerned = new HashSet<>();

  private Reconciliation(
      String instance,
      AssetRegister register,
      Collection<Asset> assets,
      Consumer<Discrepancy> told) {
    this.instance = instance;
    this.register = register;
    this.told = told;
    candidates = new Candidates(assets);
    for (Asset asset : assets) {
      String record = asset.foreignIds().get(instance);
      if (record == null) {
        unnamed.add(asset);
      } else {
        named.computeIfAbsent(record, none -> new ArrayList<>()).add(asset);
      }
    }
  }

  /**
   * Reconciles.
   *
   * @param instance connector instance whose register it is
   * @param site id of its site: assets below are held against it, and all that name a record of it
   * @param told each discrepancy, those of assets before those of records without asset
   * @return which asset is which record
   */
  public static List<Match> of(
      String instance,
      String site,
      AssetRegister register,
      Records records,
      Consumer<Discrepancy> told) {
    List<Asset> assets =
        register.assets().stream()
            .filter(
                asset ->
                    asset.foreignIds().containsKey(instance)
                        || register.siteOf(asset.id()).orElseThrow().id().equals(site))
            .toList();
    return new Reconciliation(instance, register, assets, told).run(records);
  }

  private List<Match> run(Records records) {
    records.each(this::gather);
    List<Match> matches = new ArrayList<>();
    named.forEach((record, assets) -> named(record, assets, matches));
    found(matches);
    records.each(this::unmapped);
    return matches;
  }

  private void gather(ForeignAsset record) {
    if (named.containsKey(record.foreignId())) {
      shown.put(record.foreignId(), record);
    }
    candidates.offer(record);
  }

  private void named(String key, List<Asset> assets, List<Match> matches) {
    ForeignAsset record = shown.get(key);
    if (record == null) {
      assets.forEach(asset -> dangling(asset, key));
      return;
    }
    concerned.add(key);
    if (assets.size() > 1) {
      told.accept(Discrepancy.shared(key, assets.stream().map(Asset::id).toList()));
    }
    for (Asset asset : assets) {
      matches.add(new Match(asset, record, true));
      if (record.retired()) {
        told.accept(new Discrepancy(Kind.RETIRED, asset.id(), key, "", "", record.statusWord()));
      }
      compare(asset, record);
    }
  }

  private void dangling(Asset asset, String key) {
    List<String> near =
        candidates.near(asset, key).stream().map(ForeignAsset::foreignId).distinct().toList();
    concerned.addAll(near);
    told.accept(new Discrepancy(Kind.DANGLING, asset.id(), key, "", key, String.join(", ", near)));
  }

  private void compare(Asset asset, ForeignAsset record) {
    for (String field : Likeness.COMPARED) {
      if (Likeness.differ(asset, record, field)) {
        differs(
            Kind.METADATA,
            asset,
            record,
            field,
            asset.attributes().get(field),
            record.field(field).orElseThrow());
      }
    }
    Optional<Criticality> ours = register.criticality(asset.id());
    Optional<String> theirs = record.field(AssetFields.CRITICALITY);
    if (ours.isPresent() && theirs.filter(word -> !word.equals(ours.get().name())).isPresent()) {
      differs(
          Kind.CRITICALITY,
          asset,
          record,
          AssetFields.CRITICALITY,
          ours.get().name(),
          theirs.get());
    }
  }

  private void differs(
      Kind kind, Asset asset, ForeignAsset record, String field, String ours, String theirs) {
    told.accept(new Discrepancy(kind, asset.id(), record.foreignId(), field, ours, theirs));
  }

  private void found(List<Match> matches) {
    Map<String, List<Candidates.Verdict>> byRecord = new LinkedHashMap<>();
    for (Asset asset : unnamed) {
      Candidates.Verdict verdict = candidates.verdict(asset, named.keySet());
      verdict.records().forEach(record -> concerned.add(record.foreignId()));
      if (verdict.doubt().isEmpty() && !verdict.records().isEmpty()) {
        byRecord
            .computeIfAbsent(verdict.records().get(0).foreignId(), none -> new ArrayList<>())
            .add(verdict);
      } else if (!verdict.records().isEmpty()) {
        doubtful(verdict, verdict.doubt());
      }
    }
    byRecord.forEach((record, verdicts) -> settle(verdicts, matches));
  }

  private void settle(List<Candidates.Verdict> verdicts, List<Match> matches) {
    if (verdicts.size() > 1) {
      verdicts.forEach(verdict -> doubtful(verdict, "several assets could be it"));
      return;
    }
    Candidates.Verdict verdict = verdicts.get(0);
    ForeignAsset record = verdict.records().get(0);
    matches.add(new Match(verdict.asset(), record, false));
    differs(
        Kind.FOUND,
        verdict.asset(),
        record,
        verdict.by(),
        verdict.asset().attributes().get(verdict.by()),
        record.foreignId());
    compare(verdict.asset(), record);
  }

  private void doubtful(Candidates.Verdict verdict, String why) {
    told.accept(
        new Discrepancy(
            Kind.DOUBTFUL,
            verdict.asset().id(),
            String.join(
                ", ", verdict.records().stream().map(ForeignAsset::foreignId).distinct().toList()),
            verdict.by(),
            Optional.ofNullable(verdict.asset().attributes().get(verdict.by())).orElse(""),
            why));
  }

  private void unmapped(ForeignAsset record) {
    if (!record.retired() && !concerned.contains(record.foreignId())) {
      told.accept(
          new Discrepancy(
              Kind.UNMAPPED,
              "",
              record.foreignId(),
              "",
              "",
              record.field(AssetFields.NAME).orElse("")));
    }
  }
}
