package org.bellcrank.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.asset.Asset;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.delivery.AssetFields;
import org.bellcrank.delivery.ForeignAsset;
import org.bellcrank.journal.Facts;
import org.bellcrank.register.Discrepancy.Kind;
import org.bellcrank.register.Reconciliation.Match;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No asset becomes another, what does not fit is told, and nothing else. */
class ReconciliationTest {

  private static final Set<Kind> OF_NAMED =
      Set.of(Kind.DANGLING, Kind.RETIRED, Kind.SHARED, Kind.CRITICALITY, Kind.METADATA);

  private final List<Discrepancy> told = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 20261122, 4711})
  @Timeout(90)
  void aNoisyRegisterOfFiftyThousandIsMatchedWithoutOneWrong(long seed) {
    NoisyPlant plant = new NoisyPlant(seed, 50_400);
    List<Match> matches =
        Reconciliation.of(
            NoisyPlant.INSTANCE, "works", plant.register(), plant.records::forEach, told::add);
    List<Match> found = matches.stream().filter(match -> !match.named()).toList();
    assertThat(found).as("found by serial number or tag").hasSizeGreaterThan(10_000);
    assertThat(matches.stream().filter(match -> wrong(plant, match)).toList()).isEmpty();
    everythingSownIsToldAndNothingElse(plant);
    whatIsLeftIsInReviewOrHasNoCounterpart(plant, matches);
    whatIsToldAsWithoutAssetIsSo(plant, matches);
  }

  /** Sets of our own: AssertJ compares each with each. */
  private void whatIsToldAsWithoutAssetIsSo(NoisyPlant plant, List<Match> matches) {
    Set<String> unmapped = keysOf(Kind.UNMAPPED);
    Set<String> unknown = new HashSet<>(unmapped);
    unknown.removeAll(allKeys(plant));
    assertThat(unknown).isEmpty();
    Set<String> untold = new HashSet<>(lonely(plant));
    untold.removeAll(unmapped);
    assertThat(untold).isEmpty();
    assertThat(matches.stream().filter(m -> unmapped.contains(m.record().foreignId())).toList())
        .isEmpty();
  }

  private static boolean wrong(NoisyPlant plant, Match match) {
    return !sameMachine(match.record().foreignId())
        .equals(sameMachine(plant.truth.get(match.asset().id())));
  }

  /** A machine that was entered twice has two keys, which end alike. */
  private static String sameMachine(String key) {
    return key.substring(1);
  }

  private void everythingSownIsToldAndNothingElse(NoisyPlant plant) {
    Set<String> naming =
        plant.assets.stream()
            .filter(asset -> !asset.foreignIds().isEmpty())
            .map(Asset::id)
            .collect(Collectors.toSet());
    Set<Discrepancy> toldOfNamed =
        told.stream()
            .filter(each -> OF_NAMED.contains(each.kind()) && naming.contains(each.asset()))
            .collect(Collectors.toSet());
    assertThat(plant.sown.stream().map(Discrepancy::kind).distinct()).containsAll(OF_NAMED);
    assertThat(toldOfNamed.equals(plant.sown))
        .as(() -> differing(plant.sown, toldOfNamed))
        .isTrue();
    assertThat(new HashSet<>(told)).hasSize(told.size());
  }

  private static String differing(Set<Discrepancy> sown, Set<Discrepancy> told) {
    Set<Discrepancy> untold = new HashSet<>(sown);
    untold.removeAll(told);
    Set<Discrepancy> invented = new HashSet<>(told);
    invented.removeAll(sown);
    return "sown and not told: %s; told and not sown: %s"
        .formatted(untold.stream().limit(5).toList(), invented.stream().limit(5).toList());
  }

  private void whatIsLeftIsInReviewOrHasNoCounterpart(NoisyPlant plant, List<Match> matches) {
    Set<String> settled = new HashSet<>();
    matches.forEach(match -> settled.add(match.asset().id()));
    told.stream()
        .filter(each -> each.kind() == Kind.DOUBTFUL || each.kind() == Kind.DANGLING)
        .forEach(each -> settled.add(each.asset()));
    Map<String, String> keys = new HashMap<>();
    for (ForeignAsset record : plant.records) {
      key(Likeness.theirs(record, AssetFields.SERIAL)).ifPresent(k -> keys.put(k, "s"));
      key(Likeness.theirs(record, AssetFields.TAG)).ifPresent(k -> keys.put("t" + k, "t"));
    }
    for (Asset asset : plant.assets) {
      if (!settled.contains(asset.id())) {
        assertThat(key(Likeness.ours(asset, AssetFields.SERIAL)).map(keys::get)).isEmpty();
        assertThat(key(Likeness.ours(asset, AssetFields.TAG)).map(k -> keys.get("t" + k)))
            .isEmpty();
      }
    }
  }

  private static Optional<String> key(Optional<String> plain) {
    return Likeness.key(plain);
  }

  private static Set<String> allKeys(NoisyPlant plant) {
    return plant.records.stream().map(ForeignAsset::foreignId).collect(Collectors.toSet());
  }

  /** Strangers in service of whose serial number and tag no asset knows. */
  private static Set<String> lonely(NoisyPlant plant) {
    Set<String> known = new HashSet<>();
    for (Asset asset : plant.assets) {
      Likeness.ours(asset, AssetFields.SERIAL).ifPresent(known::add);
      Likeness.ours(asset, AssetFields.TAG).ifPresent(known::add);
    }
    return plant.records.stream()
        .filter(record -> plant.strangers.contains(record.foreignId()) && !record.retired())
        .filter(
            record ->
                Likeness.theirs(record, AssetFields.SERIAL).filter(known::contains).isEmpty()
                    && Likeness.theirs(record, AssetFields.TAG).filter(known::contains).isEmpty())
        .map(ForeignAsset::foreignId)
        .collect(Collectors.toSet());
  }

  private Set<String> keysOf(Kind kind) {
    return told.stream()
        .filter(each -> each.kind() == kind)
        .map(Discrepancy::record)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest(name = "asset {0}, record {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "serial=SN 4711,manufacturer=THK | serial=sn  4711,manufacturer=thk | FOUND",
        "serial=SN 4711 | serial=SN 4711,manufacturer=THK | DOUBTFUL",
        "serial=SN 4711,manufacturer=THK | serial=SN 4711 | DOUBTFUL",
        "serial=SN 4711,manufacturer=THK | serial=SN 4711,manufacturer=NSK | DOUBTFUL",
        "serial=SN 4711,manufacturer=THK,model=A1 | serial=SN 4711,manufacturer=THK,model=A2 | DOUBTFUL",
        "serial=SN 4711,manufacturer=THK,tag=BC-01 | serial=SN 4711,manufacturer=THK,tag=BC-02 | DOUBTFUL",
        "serial=SN 4711,tag=BC-01 | serial=SN 4711,tag=BC-01 | FOUND",
        "tag=BC-01,model=A1 | tag=bc-01,model=a1 | FOUND",
        "tag=BC-01,manufacturer=THK | tag=BC-01,manufacturer=THK | DOUBTFUL",
        "tag=BC-01 | tag=BC-01 | DOUBTFUL",
        "tag=BC-01,serial=SN 1234 | tag=BC-01,serial=SN 4711 | DOUBTFUL",
        "serial=N/A,manufacturer=THK | serial=N/A,manufacturer=THK | UNMAPPED",
        "serial=0000,manufacturer=THK | serial=0000,manufacturer=THK | UNMAPPED",
        "serial=12,manufacturer=THK | serial=12,manufacturer=THK | UNMAPPED",
        "model=A1 | model=A1 | UNMAPPED",
      })
  void oneAssetAndOneRecord(String ours, String theirs, Kind expected) {
    reconcile(List.of(asset("a", Map.of(), ours)), List.of(record("r", theirs)));
    assertThat(told).extracting(Discrepancy::kind).containsExactly(expected);
  }

  @Test
  void whatTwoCouldBeIsNobodys() {
    String same = "serial=SN 4711,manufacturer=THK";
    assertThat(
            reconcile(
                List.of(asset("a", Map.of(), same), asset("b", Map.of(), same)),
                List.of(record("r", same))))
        .isEmpty();
    assertThat(told).extracting(Discrepancy::kind).containsOnly(Kind.DOUBTFUL);
    told.clear();
    assertThat(
            reconcile(
                List.of(asset("a", Map.of(), same)), List.of(record("r", same), record("s", same))))
        .isEmpty();
    assertThat(told).extracting(Discrepancy::record).containsExactly("r, s");
  }

  @Test
  void whatAnAssetNamesIsNotFoundByAnother() {
    String same = "serial=SN 4711,manufacturer=THK";
    reconcile(
        List.of(asset("a", Map.of("cmms", "r"), ""), asset("b", Map.of(), same)),
        List.of(record("r", same)));
    assertThat(told)
        .extracting(Discrepancy::words)
        .singleElement()
        .asString()
        .contains("asset b", "perhaps r", "another asset names this record");
  }

  @Test
  void aKeyThatLostItsZerosIsToldWithTheOneThatIsThere() {
    reconcile(
        List.of(asset("a", Map.of("cmms", "10000451"), "")),
        List.of(record("000000000010000451", "")));
    assertThat(told)
        .extracting(Discrepancy::words)
        .containsExactly(
            "asset a names record 10000451, which the register does not have; it has"
                + " 000000000010000451");
  }

  private List<Match> reconcile(List<Asset> assets, List<ForeignAsset> records) {
    List<Asset> all = new ArrayList<>(assets);
    all.add(
        new Asset(
            "works",
            "Works",
            Asset.SITE,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Map.of()));
    return Reconciliation.of(
        "cmms", "works", AssetRegister.of(all, List.of()), records::forEach, told::add);
  }

  private static Asset asset(String id, Map<String, String> foreignIds, String attributes) {
    return new Asset(
        id,
        id,
        "machine",
        Optional.of("works"),
        Optional.empty(),
        foreignIds,
        Optional.empty(),
        Optional.empty(),
        pairs(attributes));
  }

  private static ForeignAsset record(String id, String fields) {
    return new ForeignAsset(id, Facts.of(pairs(fields)), Optional.empty(), "", "");
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new HashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split(",")) {
      pairs.put(pair.split("=")[0], pair.split("=")[1]);
    }
    return pairs;
  }
}
