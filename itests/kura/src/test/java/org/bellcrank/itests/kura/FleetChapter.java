package org.bellcrank.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a fleet manager does with the gateway, by the fleet command as it is shipped. */
abstract class FleetChapter extends Chapter {

  private static final String CONNECTORS = "bellcrank-connectors-custom";
  private static final String CONNECTOR = "org.bellcrank.connectors-custom";

  private FleetDesk fleet() {
    return new FleetDesk(gate, folder);
  }

  @Test
  @Order(360)
  void theFleetCommandListsAndComparesTheGateway() throws Exception {
    awaitHealth("ok", List.of());
    CompletableFuture<FleetDesk.Told> asked =
        CompletableFuture.supplyAsync(() -> told(List.of("list", "--listen", "120")));
    // Births are told when packages change; the command may begin to listen between two of them.
    while (!asked.isDone()) {
      stage.settle(admin);
    }
    FleetDesk.Told list = asked.get();

    assertThat(list.status()).as(list.toString()).isZero();
    assertThat(list.line(gate.client())).contains(" connected ", " ok ", CORE + "=");
    JsonObject gateway = list.gateway();
    assertThat(gateway.get("answers").getAsBoolean()).isTrue();
    assertThat(gateway.get("state").getAsString()).isEqualTo("connected");
    assertThat(gateway.get("health").getAsString()).isEqualTo("ok");
    assertThat(gateway.getAsJsonArray("down")).isEmpty();
    assertThat(gateway.getAsJsonArray("packages").toString())
        .contains("{\"name\":\"%s\",\"version\":\"%s\"}".formatted(CORE, version(CORE)));

    FleetDesk.Told compared = told(List.of("compare", "--listen", "0"));
    assertThat(compared.status()).as(compared.toString()).isZero();
    assertThat(compared.lines())
        .anyMatch(line -> line.matches("same +" + CORE + " +" + version(CORE) + " +1: .*"));
  }

  private FleetDesk.Told told(List<String> words) {
    try {
      return fleet().run(words);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String version(String name) {
    try {
      return PackageFile.built(name).version();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Order(370)
  void theFleetCommandHasDocumentsJudgedBringsThemAndTakesThemBack() throws Exception {
    FleetDesk.Told judged = documents("check", documents("wrong", "level: nowhere"));
    assertThat(judged.status()).isEqualTo(1);
    assertThat(judged.line(gate.client())).contains(" no ", "assets.yaml:2", "nowhere");
    assertThat(judged.gateway().get("done").getAsBoolean()).isFalse();

    String first = brought(documents("first", "level: site, name: First works"));
    String second = brought(documents("second", "level: site, name: Second works"));
    assertThat(second).isNotEqualTo(first);
    assertThat(answer("GET/documents", 200)).contains("\"active\":\"%s\"".formatted(second));

    FleetDesk.Told back = told(List.of("documents", "rollback", "--listen", "0"));
    assertThat(back.status()).as(back.toString()).isZero();
    assertThat(back.gateway().get("documents").getAsString()).isEqualTo(first);
    assertThat(answer("GET/documents", 200)).contains("\"active\":\"%s\"".formatted(first));
    stage.awaitLogged("cloud.app.topic=EXEC/activate", "BELLCRANK-V1 - EXEC activate", " - 200");
    stage.awaitLogged("cloud.app.topic=PUT/documents", "BELLCRANK-V1 - PUT documents", " - 400");
    stage.awaitLogged("Bellcrank - documents.activated", " - journal ");
  }

  private Path documents(String name, String rest) throws IOException {
    Path documents = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        documents.resolve("assets.yaml"), "assets:\n  - { id: works, " + rest + " }\n");
    Files.writeString(
        documents.resolve("connectors.yaml"),
        """
        connectors:
          - id: orders
            kind: custom-rest
            title: Nobody's orders
            site: works
            address: http://127.0.0.1:9
        """);
    return documents;
  }

  private FleetDesk.Told documents(String word, Path documents) {
    return told(List.of("documents", word, documents.toString(), "--listen", "0"));
  }

  /** The version that is in force afterwards. */
  private String brought(Path documents) {
    FleetDesk.Told told = documents("activate", documents);
    assertThat(told.status()).as(told.toString()).isZero();
    assertThat(told.line(gate.client())).contains(" yes ");
    return told.gateway().get("documents").getAsString();
  }

  @Test
  @Order(380)
  void aRolloutThatIsWellEndsWithTheNewVersion() throws Exception {
    PackageFile before = PackageFile.built(CONNECTORS);
    PackageFile next = before.with(folder, CONNECTOR, "999912312351-0", PackageFile.NONE);

    FleetDesk.Told told = rollout("well", next, before);

    assertThat(told.status()).as(told.toString()).isZero();
    assertThat(told.line(gate.client())).contains(" healthy ", before.version());
    assertThat(told.line("roll-out well to " + next.version())).contains(": done; 1 healthy");
    assertThat(told.report().get("course").getAsString()).isEqualTo("done");
    assertThat(admin.packages()).containsEntry(CONNECTORS, next.version());
  }

  @Test
  @Order(390)
  void aRolloutThatBreaksIsStoppedAndTheGatewayGoesBack() throws Exception {
    PackageFile before =
        PackageFile.read(folder.resolve(CONNECTORS + "-" + next(CONNECTORS) + ".dp"));
    PackageFile broken =
        before.with(folder, CONNECTOR, "999912312352-0", Trial.component(ThrowingComponent.class));

    FleetDesk.Told told = rollout("breaks", broken, before);

    assertThat(told.status()).as(told.toString()).isEqualTo(1);
    String line = told.line(gate.client());
    assertThat(line).contains(" returned ");
    assertThat(told.line("roll-out breaks")).contains(": stopped (1 of 1 gateways of stage 1");
    assertThat(told.report().get("course").getAsString()).isEqualTo("stopped");
    if (line.contains("health failed")) {
      assertThat(told.gateway().toString()).contains(ThrowingComponent.WORDS);
    } else { // the gateway put it back by itself before the command looked
      assertThat(line).contains("did not stay: the gateway has " + before.version());
    }
    stage.awaitLogged("Bellcrank - package.returned", CONNECTORS);
    admin.awaitUp(CONNECTORS, before.version());
    awaitHealth("ok", List.of());
  }

  @Test
  @Order(395)
  void aPackageIsPushedFromAnHttpShelfWithItsHash() throws Exception {
    PackageFile shipped = PackageFile.built(CONNECTORS);
    String here = System.getProperty("kura.shelf.address", "127.0.0.1") + ":0";

    FleetDesk.Told told =
        told(
            List.of(
                "push",
                shipped.file().toString(),
                "--serve",
                here,
                "--health",
                "1",
                "--within",
                "120",
                "--listen",
                "0"));

    assertThat(told.status()).as(told.toString()).isZero();
    assertThat(told.line(gate.client())).contains(" healthy ");
    assertThat(admin.packages()).containsEntry(CONNECTORS, shipped.version());
  }

  private static String next(String name) throws IOException {
    String[] parts = version(name).split("\\.", 4);
    return "%s.%s.%s.999912312351-0".formatted(parts[0], parts[1], parts[2]);
  }

  private FleetDesk.Told rollout(String name, PackageFile target, PackageFile before)
      throws IOException {
    Path plan =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            rollout: %s
            package: { file: %s, before: [ %s ] }
            gateways: [ "%s" ]
            canaries: 1
            health: { for: PT4S, within: PT2M, poll: PT0.3S }
            stopAbove: 0
            giveBack: all
            """
                .formatted(name, target.file(), before.file(), gate.client()));
    String here = System.getProperty("kura.shelf.address", "127.0.0.1") + ":0";
    return told(List.of("rollout", plan.toString(), "--serve", here, "--listen", "0"));
  }
}
