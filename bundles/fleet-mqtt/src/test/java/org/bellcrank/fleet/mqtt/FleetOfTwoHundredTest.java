package org.bellcrank.fleet.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.bellcrank.fleet.Rollout;
import org.bellcrank.fleet.RolloutGateway;
import org.bellcrank.fleet.RolloutRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two hundred simulated gateways behind a real broker; fewer where the build has little time. Each
 * test has a broker, a fleet and a folder of its own, and mostly waits: they run beside one
 * another.
 */
@Execution(ExecutionMode.CONCURRENT)
class FleetOfTwoHundredTest {

  private static final int GATEWAYS = Integer.getInteger("fleet.gateways", 130);

  @TempDir Path folder;

  private Path dp(String version) throws IOException {
    Path file = folder.resolve("pack-" + version + ".dp");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue("DeploymentPackage-SymbolicName", "pack");
    manifest.getMainAttributes().putValue("DeploymentPackage-Version", version);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new ZipEntry("content"));
      jar.write(new byte[50_000]);
    }
    return file;
  }

  private Path plan(String name, String stopAbove) throws IOException {
    dp("1.0.0");
    dp("2.0.0");
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        rollout: %s
        package: { file: pack-2.0.0.dp, before: [ pack-1.0.0.dp ] }
        gateways: [ "gw-*" ]
        canaries: 5
        batch: 65
        health: { for: PT0.5S, canaries: PT1S, within: PT5S, poll: PT0.4S }
        stopAbove: %s
        giveBack: all
        atOnce: 40
        """
            .formatted(name, stopAbove));
  }

  private List<String> arguments(Mosquitto broker, SimulatedFleet fleet, Path plan)
      throws IOException {
    Path gateways = Files.write(folder.resolve("gateways.txt"), fleet.gateways.keySet());
    return List.of(
        "rollout",
        plan.toString(),
        "--broker",
        broker.uri(),
        "--account",
        SimulatedFleet.ACCOUNT,
        "--serve",
        "127.0.0.1:0",
        "--patience",
        "2",
        "--gateways",
        gateways.toString(),
        "--listen",
        "0");
  }

  private static void print(String what, SimulatedFleet fleet, long began) {
    System.out.printf(
        "%s: %d gateways, %.1f s, %d messages sent and received by gateways%n",
        what, fleet.gateways.size(), (System.nanoTime() - began) / 1e9, fleet.messages.get());
  }

  /** Ten of 200 are ill with the new version, spread over the stages behind the canaries. */
  private static boolean oneOfTwenty(int number) {
    return number % 20 == 17;
  }

  @Test
  void aShareOfIllGatewaysStopsTheRolloutAndEveryoneGoesBack() throws Exception {
    long began = System.nanoTime();
    SimulatedGateway.Nature nature =
        new SimulatedGateway.Nature(
            FleetOfTwoHundredTest::oneOfTwenty, number -> number % 40 == 17, 100);
    try (Mosquitto broker = Mosquitto.start(folder, "tcp", "allow_anonymous true");
        SimulatedFleet fleet = new SimulatedFleet(broker.uri(), GATEWAYS, nature)) {
      Paper paper = new Paper();
      int status = new FleetVerb().run(arguments(broker, fleet, plan("stops", "0.04")), paper);

      assertThat(status).as(paper.all()).isEqualTo(1);
      assertThat(fleet.gateways.values()).allMatch(each -> each.version.equals("1.0.0"));
      Rollout end = RolloutRecord.look(folder.resolve("stops.rollout"));
      assertThat(end.course()).isEqualTo(Rollout.Course.STOPPED);
      assertThat(end.reason()).contains("failed");
      assertThat(end.gateways().values())
          .extracting(RolloutGateway::step)
          .contains(RolloutGateway.Step.RETURNED, RolloutGateway.Step.WAITING)
          .isSubsetOf(
              RolloutGateway.Step.RETURNED, RolloutGateway.Step.NOTED, RolloutGateway.Step.WAITING);
      // Who reported COMPLETED but did not start a bundle is found out by the bundle's state.
      assertThat(paper.all()).contains("org.pack.b is INSTALLED").contains("no camera");
      print("stopped and brought back", fleet, began);
    }
  }

  @Test
  void aKilledCommandAndABrokerThatGoesAndComesEndInTheRightStateWithNothingDoneTwice()
      throws Exception {
    long began = System.nanoTime();
    SimulatedGateway.Nature nature =
        new SimulatedGateway.Nature(FleetOfTwoHundredTest::oneOfTwenty, number -> false, 300);
    try (Mosquitto broker = Mosquitto.start(folder, "tcp", "allow_anonymous true");
        SimulatedFleet fleet = new SimulatedFleet(broker.uri(), GATEWAYS, nature)) {
      List<String> arguments = arguments(broker, fleet, plan("goes-on", "0.2"));
      Path record = folder.resolve("goes-on.rollout");
      Process first = process(arguments);
      Wait.until(() -> changed(record) >= 40);
      first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      int atKill = installs(fleet);

      Process second = process(arguments);
      try {
        Wait.until(() -> changed(record) >= 110);
        broker.restart();
        assertThat(second.waitFor(120, TimeUnit.SECONDS)).isTrue();
      } finally {
        second.destroyForcibly();
      }

      String words = Files.readString(folder.resolve("command.log"));
      assertThat(second.exitValue()).as(words).isEqualTo(1);
      Rollout end = RolloutRecord.look(record);
      assertThat(end.course()).as(words).isEqualTo(Rollout.Course.DONE);
      assertThat(atKill).isBetween(40, GATEWAYS - 1);
      int number = 0;
      for (SimulatedGateway each : fleet.gateways.values()) {
        boolean ill = oneOfTwenty(number++);
        assertThat(each.version).as(each.id()).isEqualTo(ill ? "1.0.0" : "2.0.0");
        assertThat(each.installs.get()).as("installs of " + each.id()).isEqualTo(ill ? 2 : 1);
        assertThat(end.gateways().get(each.id()).step())
            .isEqualTo(ill ? RolloutGateway.Step.RETURNED : RolloutGateway.Step.HEALTHY);
      }
      print("killed, continued, broker restarted", fleet, began);
      System.out.println(words.lines().reduce((a, b) -> b).orElse(""));
    }
  }

  private static int installs(SimulatedFleet fleet) {
    return fleet.gateways.values().stream().mapToInt(each -> each.installs.get()).sum();
  }

  private static long changed(Path record) {
    try {
      return Files.exists(record)
          ? Files.readString(record).lines().filter(line -> line.contains("\"Changed\"")).count()
          : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private Process process(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(CommandProcess.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("command.log").toFile()))
        .start();
  }

  @Test
  void theFleetIsListedAndComparedWithDifferencesFirst() throws Exception {
    SimulatedGateway.Nature nature = new SimulatedGateway.Nature(any -> false, any -> false, 50);
    try (Mosquitto broker = Mosquitto.start(folder, "tcp", "allow_anonymous true");
        SimulatedFleet fleet = new SimulatedFleet(broker.uri(), 12, nature)) {
      fleet.gateways.get("gw-007").version = "2.0.0";
      Path json = folder.resolve("list.json");
      Paper paper = new Paper();
      List<String> common =
          List.of("--broker", broker.uri(), "--account", SimulatedFleet.ACCOUNT, "--listen", "1");
      fleet.gateways.values().forEach(SimulatedGateway::born);
      List<String> list = new ArrayList<>(List.of("list", "--json", json.toString()));
      list.addAll(common);
      list.addAll(List.of("--gateways", String.join(",", fleet.gateways.keySet()) + ",gw-absent"));
      list.addAll(List.of("--patience", "1"));
      assertThat(new FleetVerb().run(list, paper)).isEqualTo(1);
      assertThat(paper.lines).hasSize(14);
      assertThat(paper.all()).contains("gw-007").contains("pack=2.0.0").contains("silent");
      assertThat(Files.readString(json)).contains("\"gateway\":\"gw-absent\"");

      Paper compared = new Paper();
      List<String> compare = new ArrayList<>(List.of("compare"));
      compare.addAll(common);
      compare.addAll(List.of("--gateways", String.join(",", fleet.gateways.keySet())));
      assertThat(new FleetVerb().run(compare, compared)).as(compared.all()).isEqualTo(0);
      assertThat(compared.lines.get(1)).contains("differs", "pack", "1.0.0", "11:");
      assertThat(compared.lines.get(2)).contains("differs", "pack", "2.0.0", "1: gw-007");
      assertThat(compared.lines.get(3)).contains("same", "documents");
    }
  }

  @Test
  void aPackageIsPushedAndDocumentsAreJudgedActivatedAndTakenBack() throws Exception {
    SimulatedGateway.Nature nature =
        new SimulatedGateway.Nature(any -> false, number -> number == 2, 50);
    try (Mosquitto broker = Mosquitto.start(folder, "tcp", "allow_anonymous true");
        SimulatedFleet fleet = new SimulatedFleet(broker.uri(), 3, nature)) {
      List<String> common =
          List.of(
              "--broker",
              broker.uri(),
              "--account",
              SimulatedFleet.ACCOUNT,
              "--gateways",
              "gw-000,gw-001,gw-002",
              "--patience",
              "2",
              "--listen",
              "0");
      List<String> push =
          new ArrayList<>(
              List.of(
                  "push",
                  dp("2.0.0").toString(),
                  "--before",
                  dp("1.0.0").toString(),
                  "--serve",
                  "127.0.0.1:0",
                  "--health",
                  "0.2",
                  "--within",
                  "2"));
      push.addAll(common);
      Paper pushed = new Paper();
      assertThat(new FleetVerb().run(push, pushed)).isEqualTo(1);
      assertThat(pushed.all()).contains("org.pack.b is INSTALLED");
      assertThat(fleet.gateways.values())
          .extracting(each -> each.version)
          .containsExactly("2.0.0", "2.0.0", "1.0.0");

      // Who falls silent about its health has not passed the gate; told so, bundles alone count.
      fleet.gateways.get("gw-001").mute = true;
      Paper silent = new Paper();
      assertThat(new FleetVerb().run(push, silent)).isEqualTo(1);
      assertThat(silent.all()).contains("does not tell its health");
      fleet.gateways.get("gw-001").mute = false;

      Path site = Files.createDirectory(folder.resolve("site"));
      Files.writeString(site.resolve("rules.yaml"), "nonsense");
      assertThat(documents(common, "check", site).all()).contains("rules.yaml:1:1: given nonsense");
      Files.writeString(site.resolve("rules.yaml"), "rules 2");
      assertThat(documents(common, "activate", site).errors).isEmpty();
      assertThat(fleet.gateways.values()).allMatch(each -> each.documents().equals("documents-2-"));
      assertThat(documents(common, "activate", site).errors).isEmpty();
      assertThat(fleet.gateways.values()).allMatch(each -> each.activations.get() == 1);
      assertThat(documents(common, "rollback", null).all()).contains("documents-1");
      assertThat(fleet.gateways.values()).allMatch(each -> each.documents().equals("documents-1"));
    }
  }

  @Test
  void aGatewayThatPutsTheEarlierVersionBackByItselfHasNotPassedAndIdleBundlesDoNotHinder()
      throws Exception {
    SimulatedGateway.Nature nature =
        new SimulatedGateway.Nature(number -> number == 1, any -> false, 300);
    try (Mosquitto broker = Mosquitto.start(folder, "tcp", "allow_anonymous true");
        SimulatedFleet fleet = new SimulatedFleet(broker.uri(), 2, nature)) {
      fleet.gateways.get("gw-000").idle = true;
      fleet.gateways.get("gw-001").putsBack = true;
      List<String> push =
          List.of(
              "push",
              dp("2.0.0").toString(),
              "--before",
              dp("1.0.0").toString(),
              "--serve",
              "127.0.0.1:0",
              "--health",
              "1",
              "--within",
              "60",
              "--broker",
              broker.uri(),
              "--account",
              SimulatedFleet.ACCOUNT,
              "--gateways",
              "gw-000,gw-001",
              "--listen",
              "0");
      Paper pushed = new Paper();

      assertThat(new FleetVerb().run(push, pushed)).as(pushed.all()).isEqualTo(1);

      assertThat(pushed.all()).contains("did not stay: the gateway has 1.0.0");
      assertThat(fleet.gateways.get("gw-000").version).isEqualTo("2.0.0");
      assertThat(fleet.gateways.get("gw-001").version).isEqualTo("1.0.0");
      assertThat(fleet.gateways.get("gw-001").installs).hasValue(1);
    }
  }

  private static Paper documents(List<String> common, String word, Path site)
      throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("documents", word));
    if (site != null) {
      arguments.add(site.toString());
    }
    arguments.addAll(common);
    Paper paper = new Paper();
    new FleetVerb().run(arguments, paper);
    return paper;
  }

  @Test
  void documentsAreRolledOutInStagesAndAPersonPausesAndAborts() throws Exception {
    SimulatedGateway.Nature nature =
        new SimulatedGateway.Nature(FleetOfTwoHundredTest::oneOfTwenty, any -> false, 50);
    try (Mosquitto broker = Mosquitto.start(folder, "tcp", "allow_anonymous true");
        SimulatedFleet fleet = new SimulatedFleet(broker.uri(), 40, nature)) {
      Path site = Files.createDirectory(folder.resolve("site"));
      Files.writeString(site.resolve("rules.yaml"), "rules 2");
      Path plan =
          Files.writeString(
              folder.resolve("rules.yaml"),
              """
              rollout: rules
              documents: site
              gateways: [ "gw-*" ]
              canaries: [ gw-003 ]
              batch: 0.25
              health: { for: PT0.2S, within: PT1S, poll: PT0.1S }
              stopAbove: 0.2
              giveBack: failed
              """);
      Path record = folder.resolve("rules.rollout");
      Paper paper = new Paper();
      List<String> arguments = arguments(broker, fleet, plan);
      Thread command = new Thread(() -> runQuietly(arguments, paper));
      command.start();
      Wait.until(() -> changed(record) >= 3);
      Paper person = new Paper();
      new FleetVerb().run(List.of("rollout", "pause", record.toString()), person);
      Wait.until(() -> paper.lines.contains("taken: pause"));
      new FleetVerb().run(List.of("rollout", "resume", record.toString()), person);
      command.join(Duration.ofSeconds(60).toMillis());
      Path json = folder.resolve("status.json");
      Paper stands = new Paper();
      List<String> status = List.of("status", record.toString(), "--json", json.toString());
      assertThat(new FleetVerb().run(status, stands)).isEqualTo(1);
      assertThat(stands.all())
          .contains("roll-out rules to documents-2-: done")
          .contains("no camera");
      assertThat(Files.readString(json))
          .contains("{\"id\":\"failures\",\"value\":2.0,\"unit\":\"gateways\",\"ok\":true}")
          .contains("\"course\":\"done\"");

      Rollout end = RolloutRecord.look(record);
      assertThat(end.course()).as(paper.all()).isEqualTo(Rollout.Course.DONE);
      assertThat(fleet.gateways.values())
          .filteredOn(each -> each.documents().equals("documents-2-"))
          .hasSize(38);
      assertThat(end.gateways().values())
          .filteredOn(each -> each.step() == RolloutGateway.Step.RETURNED)
          .extracting(RolloutGateway::id)
          .containsExactlyInAnyOrder("gw-017", "gw-037");
    }
  }

  private static void runQuietly(List<String> arguments, Paper paper) {
    try {
      new FleetVerb().run(arguments, paper);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
