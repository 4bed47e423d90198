package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bellcrank.asset.Asset;
import org.bellcrank.asset.AssetRegister;
import org.bellcrank.asset.Standing;
import org.bellcrank.delivery.testing.Until;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Fault;
import org.bellcrank.itests.doubles.FaultKind;
import org.bellcrank.journal.LayerPlan;
import org.bellcrank.register.RegisterDesk;
import org.bellcrank.register.RegisterEntry;
import org.bellcrank.register.Registers;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.PointLimits;
import org.bellcrank.site.Site;
import org.bellcrank.stream.StreamPlan;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every connector promises that reads the register of assets of its CMMS. */
@Timeout(120)
class RegisterContractTest {

  private static final Path ROUTES = Path.of(System.getProperty("project.root"), "camel-routes");
  private static final int EVERYTHING = 1000;

  @TempDir Path folder;

  static List<String> folders() throws IOException {
    return EveryFolderTest.folders().stream()
        .filter(kind -> Files.isRegularFile(ROUTES.resolve(kind).resolve("assets.yaml")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theRegisterIsReadByPagesAndNothingIsLostWhereAReadingBreaksOff(String kind)
      throws Exception {
    try (Plant plant = EveryFolderTest.contract(kind).plant(DoubleOptions.free());
        Gateway gateway = new Gateway(plant, folder, Map.of("size: 5", "size: 2"))) {
      Registered there = plant.register().orElseThrow();
      try (Registers registers = registers(gateway, there)) {
        RegisterDesk.Health health = until(registers, each -> each.read().isPresent());
        assertThat(health.unreadable()).isEmpty();
        assertThat(health.unknown()).isEmpty();
        assertThat(health.shown()).isEqualTo(there.keys().size());
        assertThat(keys(registers)).isEqualTo(there.keys());
        assertThat(registers.find(Gateway.INSTANCE, plant.asset()).orElseThrow().asset().fields())
            .satisfies(
                fields -> assertThat(fields.values()).containsAllEntriesOf(there.told().values()));
        assertThat(retired(registers))
            .isEqualTo(there.retired().stream().collect(Collectors.toSet()));
        assertThat(registers.standings())
            .extracting(Standing::record)
            .containsExactlyElementsOf(there.retired().stream().toList());
        breaksOff(plant, registers, there);
      }
    }
  }

  /** The first page is answered, the second is not. */
  private static void breaksOff(Plant plant, Registers registers, Registered there) {
    Map<String, RegisterEntry> before = entries(registers);
    plant.faults().add(Fault.next(FaultKind.CLOSED_BEFORE_PROCESSING, 20).after(1));
    registers.readNow(Gateway.INSTANCE);
    RegisterDesk.Health health = until(registers, each -> each.failing().isPresent());
    assertThat(health.words()).isNotBlank();
    assertThat(keys(registers)).isEqualTo(there.keys());
    assertThat(registers.entries(Gateway.INSTANCE, "", EVERYTHING))
        .allSatisfy(entry -> assertThat(entry.goneAt()).isEmpty())
        .anySatisfy(
            entry ->
                assertThat(entry.lastSeen())
                    .as("a page was read")
                    .isAfter(before.get(entry.asset().foreignId()).lastSeen()))
        .anySatisfy(
            entry ->
                assertThat(entry.lastSeen())
                    .as("and not the last")
                    .isEqualTo(before.get(entry.asset().foreignId()).lastSeen()));
    plant.faults().clear();
    registers.readNow(Gateway.INSTANCE);
    until(registers, each -> each.failing().isEmpty());
    assertThat(retired(registers)).isEqualTo(there.retired().stream().collect(Collectors.toSet()));
  }

  private static Set<String> keys(Registers registers) {
    return entries(registers).keySet();
  }

  private static Map<String, RegisterEntry> entries(Registers registers) {
    return registers.entries(Gateway.INSTANCE, "", EVERYTHING).stream()
        .collect(Collectors.toMap(entry -> entry.asset().foreignId(), entry -> entry));
  }

  private static Set<String> retired(Registers registers) {
    return registers.entries(Gateway.INSTANCE, "", EVERYTHING).stream()
        .filter(entry -> entry.asset().retired() && entry.retiredAt().isPresent())
        .map(entry -> entry.asset().foreignId())
        .collect(Collectors.toSet());
  }

  private static RegisterDesk.Health until(
      Registers registers, Predicate<RegisterDesk.Health> wanted) {
    Until.is(() -> registers.health().stream().anyMatch(wanted), () -> registers.health());
    return registers.health().get(0);
  }

  /** Documents with an asset for the one that is retired there. */
  private static Registers registers(Gateway gateway, Registered there) {
    Asset plant = asset("plant", Optional.empty(), Map.of());
    Asset old =
        asset(
            "old",
            Optional.of("plant"),
            there.retired().map(key -> Map.of(Gateway.INSTANCE, key)).orElse(Map.of()));
    Site site =
        new Site(
            "v1",
            AssetRegister.of(List.of(plant, old), List.of()),
            PointLimits.NONE,
            StreamPlan.NONE,
            null,
            Map.of(),
            null,
            Map.of(),
            gateway.instances(),
            null,
            null,
            null,
            LayerPlan.DEFAULT);
    return new Registers(
        gateway.store,
        Clock.systemUTC(),
        () -> System.nanoTime() * Gateway.HURRY,
        new ActiveSite() {
          @Override
          public Optional<Site> site() {
            return Optional.of(site);
          }

          @Override
          public List<String> refusals() {
            return List.of();
          }
        },
        gateway.engine(),
        20);
  }

  private static Asset asset(String id, Optional<String> parent, Map<String, String> foreignIds) {
    return new Asset(
        id,
        id,
        parent.isEmpty() ? Asset.SITE : "machine",
        parent,
        Optional.empty(),
        foreignIds,
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
