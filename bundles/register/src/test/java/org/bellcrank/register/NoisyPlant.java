package org.bellcrank.register;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bellcrank.asset.Asset;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.asset.Criticality;
import org.bellcrank.delivery.AssetFields;
import org.bellcrank.delivery.ForeignAsset;
import org.bellcrank.journal.Facts;
import org.bellcrank.register.Discrepancy.Kind;

/**
 * A plant and a register as people keep them, with what is true: which asset is which record, and
 * what was sown that does not fit.
 */
final class NoisyPlant {

  static final String INSTANCE = "cmms";

  private static final List<String> NONE =
      List.of("N/A", "0000", "-", "TBD", "unknown", "none", "00000000", "XXXX", "");
  private static final List<String> MAKERS =
      List.of("Kammerer", "Rollon GmbH", "Bosch Rexroth", "THK", "Hiwin", "NSK", "SKF", "Igus");

  final List<ForeignAsset> records = new ArrayList<>();
  final List<Asset> assets = new ArrayList<>();

  /** Key of the true record, by asset. */
  final Map<String, String> truth = new HashMap<>();

  /** What was sown at assets that name their record. */
  final Set<Discrepancy> sown = new HashSet<>();

  /** Records of machines that are nobody's in the documents. */
  final Set<String> strangers = new HashSet<>();

  private final Random chance;
  private int serials;

  NoisyPlant(long seed, int size) {
    chance = new Random(seed);
    assets.add(asset("works", Optional.empty(), Optional.empty(), Map.of(), Map.of()));
    for (int i = 0; i < size; i++) {
      machine(i);
    }
    Collections.shuffle(records, chance);
  }

  AssetRegister register() {
    return AssetRegister.of(assets, List.of());
  }

  private boolean once(int in) {
    return chance.nextInt(in) == 0;
  }

  private void machine(int number) {
    String id = "1%07d".formatted(number);
    Map<String, String> real = real(number);
    boolean retired = once(30);
    Map<String, String> theirs = written(real, 10);
    Optional<String> twin = Optional.empty();
    records.add(record(id, theirs, retired));
    if (once(80)) { // the same machine was entered twice
      twin = Optional.of("2%07d".formatted(number));
      records.add(record(twin.get(), written(real, 10), false));
    }
    int kind = chance.nextInt(10);
    if (kind < 4) {
      named(number, id, real, theirs, retired);
    } else if (kind < 8) {
      unnamed(number, id, real);
    } else {
      strangers.add(id);
      twin.ifPresent(strangers::add);
    }
  }

  private Map<String, String> real(int number) {
    Map<String, String> real = new LinkedHashMap<>();
    real.put(AssetFields.MANUFACTURER, MAKERS.get(chance.nextInt(MAKERS.size())));
    real.put(AssetFields.MODEL, "KGT " + (10 + chance.nextInt(60)) + "x" + chance.nextInt(20));
    real.put(AssetFields.SERIAL, serial());
    real.put(AssetFields.TAG, "BC-%06d".formatted(number));
    real.put(
        AssetFields.INSTALLED_ON,
        LocalDate.of(2001, 1, 1).plusDays(chance.nextInt(8000)).toString());
    real.put(AssetFields.CRITICALITY, "ABCD".substring(number % 4, number % 4 + 1));
    return real;
  }

  /** Neighbours in a lot differ in one place. */
  private String serial() {
    serials += 1 + chance.nextInt(3);
    return "SN "
        + Integer.toString(1_000_000 + serials, 36).toUpperCase(Locale.ROOT)
        + "-"
        + serials;
  }

  /** As somebody typed it: with gaps, placeholders, other case, spaces. */
  private Map<String, String> written(Map<String, String> real, int gap) {
    Map<String, String> written = new LinkedHashMap<>();
    real.forEach(
        (field, value) -> {
          boolean key = field.equals(AssetFields.SERIAL) || field.equals(AssetFields.TAG);
          if (key && once(gap)) {
            String none = NONE.get(chance.nextInt(NONE.size()));
            if (!none.isEmpty()) {
              written.put(field, none);
            }
          } else if (field.equals(AssetFields.CRITICALITY) || !once(gap)) {
            written.put(field, sloppy(field, value));
          }
        });
    return written;
  }

  private String sloppy(String field, String value) {
    if (field.equals(AssetFields.CRITICALITY) || field.equals(AssetFields.INSTALLED_ON)) {
      return value;
    }
    return once(5)
        ? value.toLowerCase(Locale.ROOT)
        : once(6) ? " " + value.replace(" ", "  ") : value;
  }

  private static ForeignAsset record(String id, Map<String, String> fields, boolean retired) {
    return new ForeignAsset(
        id,
        Facts.of(fields),
        Optional.of(retired ? ForeignAsset.State.RETIRED : ForeignAsset.State.IN_SERVICE),
        retired ? "SCRAPPED" : "IN USE",
        "");
  }

  private void named(
      int number, String id, Map<String, String> real, Map<String, String> theirs, boolean gone) {
    String asset = "asset-" + number;
    Map<String, String> ours = new LinkedHashMap<>(theirs);
    String criticality = ours.remove(AssetFields.CRITICALITY);
    String named = id;
    if (once(50)) {
      named = "9" + id;
      ours.keySet().removeAll(List.of(AssetFields.SERIAL, AssetFields.TAG));
      sown.add(new Discrepancy(Kind.DANGLING, asset, named, "", named, ""));
      strangers.add(id);
    } else {
      if (gone) {
        sown.add(new Discrepancy(Kind.RETIRED, asset, id, "", "", "SCRAPPED"));
      }
      for (String field : Likeness.COMPARED) {
        if (once(40) && Likeness.theirs(record(id, theirs, false), field).isPresent()) {
          String other = field.equals(AssetFields.INSTALLED_ON) ? "1999-09-09" : "X" + number;
          ours.put(field, other);
          sown.add(new Discrepancy(Kind.METADATA, asset, id, field, other, theirs.get(field)));
        }
      }
      if (once(40)) {
        criticality = criticality.equals("A") ? "B" : "A";
        sown.add(
            new Discrepancy(
                Kind.CRITICALITY,
                asset,
                id,
                AssetFields.CRITICALITY,
                criticality,
                theirs.get(AssetFields.CRITICALITY)));
      }
      truth.put(asset, id);
    }
    Map<String, String> foreign = Map.of(INSTANCE, named);
    Optional<Criticality> own = Optional.of(Criticality.valueOf(criticality));
    assets.add(asset(asset, Optional.of("works"), own, foreign, ours));
    if (named.equals(id) && once(100)) { // a part of it names the machine's record
      assets.add(asset(asset + "-b", Optional.of("works"), own, foreign, Map.of()));
      truth.put(asset + "-b", id);
      sown.add(Discrepancy.shared(id, List.of(asset, asset + "-b")));
      if (!criticality.equals(theirs.get(AssetFields.CRITICALITY))) {
        sown.add(
            new Discrepancy(
                Kind.CRITICALITY,
                asset + "-b",
                id,
                AssetFields.CRITICALITY,
                criticality,
                theirs.get(AssetFields.CRITICALITY)));
      }
      if (gone) {
        sown.add(new Discrepancy(Kind.RETIRED, asset + "-b", id, "", "", "SCRAPPED"));
      }
    }
  }

  private void unnamed(int number, String id, Map<String, String> real) {
    String asset = "asset-" + number;
    Map<String, String> ours = written(real, 8);
    ours.remove(AssetFields.CRITICALITY);
    if (once(20)) { // the plate of another machine: its model and tag are still this one's
      ours.put(AssetFields.SERIAL, someSerial());
      ours.put(AssetFields.MODEL, "Z" + number);
    }
    if (once(20)) { // the sticker of another machine
      ours.put(AssetFields.TAG, "BC-%06d".formatted(chance.nextInt(number + 1)));
      ours.put(AssetFields.SERIAL, "SN TYPO-" + number);
    }
    truth.put(asset, id);
    assets.add(asset(asset, Optional.of("works"), Optional.empty(), Map.of(), ours));
  }

  private String someSerial() {
    ForeignAsset some = records.get(chance.nextInt(records.size()));
    return some.field(AssetFields.SERIAL)
        .filter(serial -> some.field(AssetFields.MODEL).isPresent())
        .orElse("SN TYPO-" + serials);
  }

  private static Asset asset(
      String id,
      Optional<String> parent,
      Optional<Criticality> criticality,
      Map<String, String> foreignIds,
      Map<String, String> attributes) {
    return new Asset(
        id,
        id,
        parent.isEmpty() ? Asset.SITE : "machine",
        parent,
        criticality,
        foreignIds,
        Optional.empty(),
        Optional.empty(),
        attributes);
  }
}
