package org.bellcrank.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.kura.protocol.Payload;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The life of our packages on a gateway, told in order; the same for every gateway. Each test
 * stands on those before it.
 */
abstract class GatewayStory extends HealthChapter {

  @Test
  @Order(100)
  void strangersAreTurnedAway() throws Exception {
    RestClient nobody = RestClient.anonymous(gate.rest());

    assertThat(nobody.get("deploy/v2").status()).isEqualTo(401);
    assertThat(nobody.get("inventory/v1/deploymentPackages").status()).isEqualTo(401);
  }

  @Test
  @Order(200)
  void packagesInstalledOverRestStart() throws Exception {
    List<PackageFile> first =
        PackageFile.shipped().stream().filter(each -> !BY_CLOUD.contains(each.name())).toList();
    for (PackageFile each : first) {
      admin.upload(each.file());
    }

    for (PackageFile each : first) {
      admin.awaitUp(each.name(), each.version());
    }
  }

  @Test
  @Order(210)
  void packagesInstalledByTheCloudStart() throws Exception {
    for (String name : BY_CLOUD) {
      PackageFile built = PackageFile.built(name);
      try (Shelf shelf = Shelf.of(built.file())) {
        long job = Jobs.install(cloud, built, shelf.address(), shelf.hash());
        assertThat(Jobs.end(cloud, job, "download")).isEqualTo("COMPLETED");
        assertThat(Jobs.end(cloud, job, "install")).isEqualTo("COMPLETED");
        assertThat(cloud.notifications("download", job))
            .as("progress is told while it downloads")
            .anyMatch(told -> "IN_PROGRESS".equals(told.metric("dp.download.status")));
      }
      admin.awaitUp(name, built.version());
    }
  }

  @Test
  @Order(220)
  void theSnapshotOfTheGatewayProfileConfiguresEverything() throws Exception {
    stage.configure(admin);

    admin.awaitComponents(STORE, CONSOLE, INTAKE, CAMEL_DELIVERY);
    assertThat(admin.properties(INTAKE).getAsJsonObject("port").get("value").getAsInt())
        .isEqualTo(gate.intake().getPort());
    try (Flow flow = Flow.start(gate.intake())) {
      flow.awaitMore(20);
      assertThat(flow.lost()).isEmpty();
      assertThat(flow.refusals()).isEmpty();
    }
  }

  @Test
  @Order(300)
  void theServerTakesAnyValueButOurComponentDoesNotUseAWrongOne() throws Exception {
    int port = gate.intake().getPort();

    assertThat(admin.update(INTAKE, new Properties().whole("port", 70000))).isEqualTo(200);
    assertThat(admin.properties(INTAKE).getAsJsonObject("port").get("value").getAsInt())
        .isEqualTo(70000);
    stage.awaitLogged("70000", "65535");

    assertThat(admin.update(INTAKE, new Properties().whole("port", port))).isEqualTo(200);
    try (Flow flow = Flow.start(gate.intake())) {
      flow.awaitMore(5);
    }
  }

  @Test
  @Order(310)
  void theCloudSeesBirthInventoryAndConfiguration() throws Exception {
    Payload birth = cloud.certificate("BIRTH");
    Payload inventory = cloud.ask("INVENTORY-V1", "GET/deploymentPackages");
    Payload configuration = cloud.ask("CONF-V2", "GET/configurableComponents/configurations");

    assertThat(birth.text("application_ids")).contains("DEPLOY-V2", "INVENTORY-V1", "CONF-V2");
    assertThat(inventory.metric("response.code")).isEqualTo(200);
    assertThat(new String(inventory.body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains(LIBS, CORE, CAMEL, VISION);
    assertThat(new String(configuration.body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains(STORE, INTAKE);
  }

  @Test
  @Order(320)
  void aRequestForAnApplicationNobodyRegisteredGetsNoAnswer() throws Exception {
    String id = cloud.send("NOBODY-V1", "GET/anything", Map.of(), null);
    cloud.ask("INVENTORY-V1", "GET/bundles");

    assertThat(cloud.replied("NOBODY-V1", id)).isFalse();
  }

  @Test
  @Order(330)
  void ourCloudApplicationAnswersAndRefusesInWords() throws Exception {
    Wait.until(
        CLOUD + " in the birth certificate",
        Administrator.PATIENCE,
        () -> cloud.certificate("BIRTH").text("application_ids").contains(CLOUD));

    assertThat(answer("GET/health", 200)).contains("\"state\"");
    assertThat(answer("GET/versions", 200)).contains(CORE, PackageFile.built(CORE).version());
    assertThat(answer("GET/documents", 200)).contains("\"active\"");
    assertThat(answer("GET/no-such-thing", 404)).isNotBlank();
    Payload refused = cloud.ask(CLOUD, "PUT/documents", Map.of(), new byte[] {1, 2, 3});
    assertThat(refused.metric("response.code")).isEqualTo(400);
    assertThat(refused.text("response.exception.message")).isNotBlank();
  }

  /** Timer to our receiver; what it took comes out of our emitter and goes to the logger. */
  @Test
  @Order(340)
  void wiresCarryReadingsInAndEntriesOut() throws Exception {
    String wires = "org.bellcrank.source.kura.";
    admin.create(
        "org.eclipse.kura.wire.Timer", "clock", new Properties().whole("simple.interval", 1));
    admin.create(wires + "WireSource", "wire-in", new Properties().text("point", "wire/{channel}"));
    admin.create(
        wires + "WireFeed", "wire-out", new Properties().texts("kinds", "observation.accepted"));
    admin.create("org.eclipse.kura.wire.Logger", "written", new Properties());

    int status =
        admin.update(
            "org.eclipse.kura.wire.graph.WireGraphService",
            new Properties().text("WireGraph", GRAPH));

    assertThat(status).isEqualTo(200);
    stage.awaitLogged("wire record", "kura:wire-in");
  }

  @Test
  @Order(350)
  void channelsOfAnAssetBecomeObservations() throws Exception {
    stage.needsSimulatedChannels();
    Properties asset =
        new Properties()
            .text("driver.pid", "simulated")
            .text("pressure#+name", "pressure")
            .text("pressure#+type", "READ")
            .text("pressure#+value.type", "DOUBLE")
            .text("broken#+name", "broken")
            .text("broken#+type", "READ")
            .text("broken#+value.type", "DOUBLE");
    admin.create("org.eclipse.kura.asset", "press-2", asset);
    admin.create(
        "org.bellcrank.source.kura.AssetSource",
        "from-press-2",
        new Properties().text("asset.pid", "press-2").whole("poll.interval", 500));

    stage.awaitLogged("wire record", "kura:press-2");
  }

  @Test
  @Order(355)
  void registersOfAModbusDeviceBecomeObservationsByAnAssetOverOurDriver() throws Exception {
    stage.needsSimulatedChannels();
    try (ModbusDevice device = new ModbusDevice(Map.of(10, 0x41a2, 11, 0x6666))) {
      admin.create(
          "org.bellcrank.driver.modbus.ModbusDriver",
          "press-3-line",
          new Properties().text("host", "127.0.0.1").whole("port", device.port()));
      admin.create(
          "org.eclipse.kura.asset",
          "press-3",
          new Properties()
              .text("driver.pid", "press-3-line")
              .text("oil#+name", "oil")
              .text("oil#+type", "READ")
              .text("oil#+value.type", "DOUBLE")
              .text("oil#address", "10")
              .text("oil#form", "FLOAT32"));
      admin.create(
          "org.bellcrank.source.kura.AssetSource",
          "from-press-3",
          new Properties().text("asset.pid", "press-3").whole("poll.interval", 500));

      // A channel that cannot be read would be told as the state of a device.
      stage.awaitLogged("wire record", "source=kura:press-3", "type=measurement");
    }
  }

  @Test
  @Order(400)
  void anUpgradeWhileObservationsFlowLosesNone() throws Exception {
    PackageFile before = PackageFile.built(CAMEL);
    PackageFile higher = before.with(folder, DELIVERY_CAMEL, "999912312359-0", PackageFile.NONE);
    try (Flow flow = Flow.start(gate.intake())) {
      flow.awaitMore(10);
      flow.longestGap();
      admin.upload(higher.file());
      admin.awaitUp(CAMEL, higher.version());
      flow.awaitMore(50);
      Duration gap = flow.longestGap();
      assertThat(flow.lost()).isEmpty();
      Figure.check("upgrade of " + CAMEL + ", longest pause of the intake", gap, SWAP);
    }
    admin.upload(before.file());
    admin.awaitUp(CAMEL, before.version());
  }

  @Test
  @Order(410)
  void anUpgradeOfTheRulesWhileObservationsFlowLosesNone() throws Exception {
    PackageFile before = PackageFile.built(CORE);
    PackageFile higher =
        before.with(folder, "org.bellcrank.rule", "999912312359-0", PackageFile.NONE);
    try (Flow flow = Flow.start(gate.intake())) {
      flow.awaitMore(10);
      flow.longestGap();
      admin.upload(higher.file());
      admin.awaitUp(CORE, higher.version());
      flow.awaitMore(50);
      Duration gap = flow.longestGap();
      assertThat(flow.lost()).isEmpty();
      Figure.check("upgrade of " + CORE + ", longest pause of the intake", gap, SWAP);
    }
    admin.upload(before.file());
    admin.awaitUp(CORE, before.version());
  }

  @Test
  @Order(500)
  void aPackageThatLacksAnImportIsListedYetDownAndTheOldOneBringsItBack() throws Exception {
    broken(PackageFile.header(Map.of("Import-Package", "no.such.library")), "INSTALLED");
  }

  @Test
  @Order(510)
  void aPackageThatNeedsANewerJavaIsListedYetDownAndTheOldOneBringsItBack() throws Exception {
    broken(PackageFile.header(Map.of("Require-Capability", Trial.NEWER_JAVA)), "INSTALLED");
  }

  @Test
  @Order(520)
  void aPackageWhoseActivatorThrowsIsListedYetDownAndTheOldOneBringsItBack() throws Exception {
    broken(PackageFile.activator(ThrowingActivator.class), "RESOLVED");
  }

  /** All else goes on; the package that was there before puts things right. */
  private void broken(PackageFile.Change change, String state) throws Exception {
    PackageFile good = PackageFile.built(CAMEL);
    PackageFile bad = good.with(folder, DELIVERY_CAMEL, "999912312359-" + state.charAt(0), change);
    try (Flow flow = Flow.start(gate.intake())) {
      admin.upload(bad.file());
      String listed = bad.version() + " " + state;
      Wait.until(
          CAMEL + " " + listed,
          Administrator.PATIENCE,
          () -> admin.packages().get(CAMEL) + " " + admin.bundles(CAMEL).get(DELIVERY_CAMEL),
          listed::equals);
      assertThat(admin.bundles(CORE).values()).containsOnly("ACTIVE");
      flow.awaitMore(20);

      admin.upload(good.file());
      admin.awaitUp(CAMEL, good.version());
      assertThat(flow.lost()).isEmpty();
    }
  }

  @Test
  @Order(530)
  void otherContentUnderTheSameVersionChangesNothing() throws Exception {
    PackageFile good = PackageFile.built(CAMEL);
    PackageFile other =
        good.with(
            folder, DELIVERY_CAMEL, null, PackageFile.header(Map.of("Import-Package", "no.such")));

    admin.upload(other.file());
    stage.settle(admin);
    admin.awaitUp(CAMEL, good.version());

    // The gateway keeps the other file under the same name and would install it at its next start.
    admin.upload(good.file());
    stage.settle(admin);
  }

  @Test
  @Order(540)
  void aPackageCutOffIsRefusedAndTheOldOneGoesOn() throws Exception {
    PackageFile good = PackageFile.built(CAMEL);
    PackageFile higher = good.with(folder, DELIVERY_CAMEL, "999912312358-0", PackageFile.NONE);
    byte[] whole = Files.readAllBytes(higher.file());
    Path cut = folder.resolve("cut.dp");
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));

    admin.upload(cut);
    awaitHealth("degraded", List.of("was refused, what was there before stays"));

    admin.awaitUp(CAMEL, good.version());
    admin.upload(good.file());
  }

  @Test
  @Order(550)
  void aDownloadWithAWrongHashFailsAndNothingIsInstalled() throws Exception {
    PackageFile good = PackageFile.built(CAMEL);
    PackageFile higher = good.with(folder, DELIVERY_CAMEL, "999912312357-0", PackageFile.NONE);
    try (Shelf shelf = Shelf.of(higher.file())) {
      String wrong = "SHA1:" + "0".repeat(40);
      long job = Jobs.install(cloud, higher, shelf.address(), wrong);

      assertThat(Jobs.end(cloud, job, "download")).isEqualTo("FAILED");
      assertThat(cloud.notifications("install", job)).isEmpty();
    }
    admin.awaitUp(CAMEL, good.version());
  }

  @Test
  @Order(560)
  void aPowerCutBetweenTwoBundlesLeavesTheOldPackage() throws Exception {
    PackageFile good = PackageFile.built(CORE);
    PackageFile higher =
        good.with(folder, "org.bellcrank.rule", "999912312356-0", PackageFile.NONE);
    Flow before = Flow.start(gate.intake());
    before.awaitMore(5);
    admin.upload(higher.file());
    stage.awaitStopping(admin, CORE);
    before.close();

    stage.cutPower();
    admin = Administrator.of(gate);

    admin.awaitUp(CORE, good.version());
    admin.awaitComponents(STORE, INTAKE);
    Flow.start(gate.intake()).close();
    assertThat(before.lost()).isEmpty();
  }

  @Test
  @Order(600)
  void aPackageThatReturnsFindsItsConfiguration() throws Exception {
    PackageFile core = PackageFile.built(CORE);
    admin.uninstall(CORE);
    admin.awaitGone(CORE);

    admin.upload(core.file());
    admin.awaitUp(CORE, core.version());

    admin.awaitComponents(STORE, CONSOLE, INTAKE);
    try (Flow flow = Flow.start(gate.intake())) {
      flow.awaitMore(10);
      assertThat(flow.lost()).isEmpty();
    }
  }

  @Test
  @Order(700)
  void aRestartWithACleanedCacheBringsEverythingBack() throws Exception {
    Flow before = Flow.start(gate.intake());
    before.awaitMore(20);
    before.close();

    stage.restart();
    long started = System.nanoTime();
    admin = Administrator.of(gate);
    for (PackageFile each : PackageFile.shipped()) {
      admin.awaitUp(each.name(), each.version());
    }
    admin.awaitComponents(STORE, CONSOLE, INTAKE, CAMEL_DELIVERY);
    Flow.start(gate.intake()).close();
    Duration cold = Duration.ofNanos(System.nanoTime() - started);
    Figure.check("cold start of all packages after the framework, intake open", cold, COLD_START);

    assertThat(before.lost()).as("observations of before the restart").isEmpty();
  }
}
