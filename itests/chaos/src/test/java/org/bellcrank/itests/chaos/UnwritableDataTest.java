package org.bellcrank.itests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.observation.Canary;
import org.bellcrank.observation.ObservationBook;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gateway that is shipped, on a data directory that it may not write. */
@Timeout(180)
class UnwritableDataTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final int NOT_STARTED = 3;

  private final Http http = new Http();
  private final SplittableRandom random = new SplittableRandom();
  private Path folder;

  @BeforeEach
  void folder() throws Exception {
    folder = ROOT.resolve("itests/chaos/target/chaos").resolve("ro-" + System.nanoTime());
    Files.createDirectories(folder);
  }

  @Test
  void aGatewayThatMayNotWriteItsDirectorySaysSoInOneLineAndDoesNotStart() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (Unwritable mount = Unwritable.mounted(data)) {
      need(mount, "mount --bind -o ro");
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Dbellcrank.home=" + ROOT,
                  "-jar",
                  ROOT.resolve("bundles/runtime-felix/target/runtime/bellcrank.jar").toString(),
                  "run",
                  "--profile",
                  "chaos",
                  "--data",
                  data.toString())
              .redirectErrorStream(true)
              .start();
      try {
        String said =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said.lines())
            .singleElement()
            .asString()
            .contains(data.toString(), "Read-only file system", "--data");
        assertThat(process.exitValue()).isEqualTo(NOT_STARTED);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void aGatewayThatMayNoLongerWriteRefusesKeepsWhatItHasAndGoesOnWhenItMay() throws Exception {
    int console = Http.freePort(random);
    List<String> accepted = new ArrayList<>();
    try (Gateway gateway = new Gateway(ROOT, folder, http, Http.freePort(random), console)) {
      URI nobody = URI.create("http://127.0.0.1:9");
      ChaosSite.write(gateway.data(), nobody, nobody);
      gateway.start();
      gateway.awaitIntake();
      for (int i = 0; i < 20; i++) {
        accepted.add(accept(gateway, "before-" + i));
      }
      try (Unwritable files = Unwritable.immutable(gateway.data())) {
        need(files, "chattr +i");
        for (int i = 0; i < 5; i++) {
          Http.Reply refused = post(gateway, "during-" + i, i % 2 == 0);
          assertThat(refused.status()).as(refused.body()).isEqualTo(503);
          assertThat(refused.facts().requireText("error")).isNotBlank().doesNotContain("\n");
        }
        Facts balance = gateway.api("balance");
        assertThat(balance.whole("accepted")).as("still answers").hasValue(accepted.size());
        assertThat(balance.whole("difference")).hasValue(0);
      }
      for (int i = 0; i < 5; i++) {
        accepted.add(accept(gateway, "during-" + i));
      }
      awaitDecided(gateway, accepted.size());
      assertThat(gateway.stop()).isEmpty();
      assertThat(complaints()).as("told once, not once per try").hasSize(1);
      new StoreOpener(Class::forName).read(gateway.data(), store -> requireAll(store, accepted));
    }
  }

  private static void requireAll(org.bellcrank.journal.Store store, List<String> accepted) {
    store.read(
        unit -> {
          assertThat(unit.port(ObservationBook.class).after(0, 1000))
              .extracting(stored -> stored.observation().id())
              .filteredOn(id -> !id.startsWith(Canary.PREFIX))
              .containsExactlyElementsOf(accepted);
          assertThat(unit.port(Journal.class).verify()).isInstanceOf(ChainCheck.Intact.class);
          return null;
        });
  }

  private List<String> complaints() throws Exception {
    return Files.readAllLines(folder.resolve("gateway.log")).stream()
        .filter(line -> line.contains("nothing can be written"))
        .toList();
  }

  private String accept(Gateway gateway, String id) throws Exception {
    Http.Reply reply = post(gateway, id, true);
    assertThat(reply.status()).as(reply.body()).isBetween(200, 299);
    return id;
  }

  /** One pit that deserves an order, with a picture or without one. */
  private Http.Reply post(Gateway gateway, String id, boolean picture) throws Exception {
    Facts.Builder message =
        Facts.with("type", "inspection")
            .put("id", id)
            .put("source", "line")
            .put("capturedAt", "2026-03-01T06:00:00Z")
            .put("width", 1280)
            .put("height", 720)
            .put(
                "detections",
                List.of(
                    Facts.with("point", ChaosSite.point(1))
                        .put("class", "pitting")
                        .put("confidence", 0.9)
                        .put("box", List.of(10, 10, 30, 30))
                        .build()));
    if (picture) {
      message.put(
          "images",
          List.of(
              Facts.with("role", "original")
                  .put("mediaType", "image/jpeg")
                  .put("base64", Pictures.base64(random))
                  .build()));
    }
    return http.post(gateway.intake(), message.build().json(), ANSWER);
  }

  private static void awaitDecided(Gateway gateway, int accepted) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    Facts balance = gateway.api("balance");
    while (pending(balance) > 0 || balance.whole("accepted").orElse(0) < accepted) {
      assertThat(System.nanoTime()).as("decided again: %s", balance).isLessThan(deadline);
      balance = gateway.api("balance");
    }
    assertThat(balance.whole("difference")).hasValue(0);
  }

  private static long pending(Facts balance) {
    return balance.facts("states").orElseThrow().whole("PENDING").orElse(0);
  }

  private static void need(Unwritable folder, String way) {
    if (folder == null) {
      System.err.println("SKIPPED unwritable data directory: " + way + " is not allowed here");
      Assumptions.abort(way + " is not allowed here");
    }
  }
}
