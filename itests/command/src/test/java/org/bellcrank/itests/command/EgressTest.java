package org.bellcrank.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped gateway tries to reach nobody but the addresses that a person wrote into its
 * documents and settings. A spy in its Java machine sees each attempt, also those that fail.
 */
@Timeout(240)
class EgressTest {

  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int NO_SECURITY_MANAGER_SINCE = 24;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void aSpyCanBeSent() {
    boolean can = Runtime.version().feature() < NO_SECURITY_MANAGER_SINCE;
    if (!can) {
      System.err.println("SKIPPED: this Java has no security manager to spy with; 17 to 23 have");
    }
    Assumptions.assumeTrue(can, "no security manager");
  }

  @Test
  void theSpySeesEveryWayThatJavaHas() throws Exception {
    Process knock =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dspy.file=" + spyFile(),
                "-Djava.security.manager=" + NetworkSpy.class.getName(),
                "-cp",
                classes().toString(),
                Knock.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("knock.txt").toFile())
            .start();
    assertThat(knock.waitFor()).as(Files.readString(folder.resolve("knock.txt"))).isZero();
    assertThat(attempts())
        .contains(
            "127.0.0.1 1",
            "127.0.0.1 2",
            "127.0.0.1 3",
            "127.0.0.1 4",
            "127.0.0.1 5",
            "nobody.invalid -1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"air-gapped", "site-only"})
  void nobodyIsTriedButWhoWasNamed(String profile) throws Exception {
    int rest = Command.freePort();
    int console = Command.freePort();
    int maximo = Command.freePort();
    int custom = Command.freePort();
    try (Broker broker = Broker.start(folder)) {
      site(maximo, custom);
      Path settings = profile(profile);
      try (Command gateway =
          Command.startSpied(
              folder,
              Stream.of(
                      "-Dspy.file=" + spyFile(),
                      "-Djava.security.manager=" + NetworkSpy.class.getName(),
                      "-Xbootclasspath/a:" + classes())
                  .toList(),
              words(settings, console, rest, broker))) {
        Wait.until(START, () -> broker.said("Sending SUBACK"));
        Wait.until(START, () -> posted(rest, "warm-up", "cam-lyon/left"));
        for (String camera : Set.of("cam-lyon/left", "cam-bedford/left")) {
          for (int look = 1; look <= 3; look++) {
            assertThat(posted(rest, camera.replace('/', '-') + look, camera)).isTrue();
          }
        }
        Wait.until(
            SOON,
            () ->
                attempts().contains("127.0.0.1 " + maximo)
                    && attempts().contains("127.0.0.1 " + custom));
        assertThat(gateway.complained())
            .as("the cloud application is among it")
            .anyMatch(line -> line.contains("BELLCRANK-V1 with egress profile " + profile));
        assertThat(gateway.said()).as("all of it runs").noneMatch(line -> line.contains("down"));
      }
      Set<String> named = new TreeSet<>();
      for (int port : new int[] {broker.port(), maximo, custom}) {
        named.add("127.0.0.1 " + port);
      }
      // A name that is looked up, and one's own name, are no connections; an address is its name.
      named.add("127.0.0.1 -1");
      assertThat(attempts()).as("attempts, successful or not").isSubsetOf(named);
    }
  }

  private String[] words(Path profile, int console, int rest, Broker broker) {
    return new String[] {
      "run",
      "--profile",
      profile.toString(),
      "--data",
      folder.resolve("data").toString(),
      "--port",
      String.valueOf(console),
      "--set",
      "rest=" + rest,
      "--set",
      "broker=" + broker.uri(),
      "--set",
      "bytes=20000"
    };
  }

  private Path profile(String egress) throws IOException {
    Path profile = Files.createDirectory(folder.resolve("profile"));
    Files.writeString(
        profile.resolve("profile.properties"),
        "packages = bellcrank-libs, bellcrank-core, bellcrank-camel, bellcrank-console,"
            + " bellcrank-rest, bellcrank-mqtt, bellcrank-kura\n");
    try (InputStream shipped = EgressTest.class.getResourceAsStream("/snapshot_0.xml")) {
      String cloud =
          """
            <esf:configuration pid="org.bellcrank.fleet.kura.CloudApplication">
              <esf:properties>
                <esf:property name="egress.profile" type="String" array="false" encrypted="false">
                  <esf:value>%s</esf:value>
                </esf:property>
              </esf:properties>
            </esf:configuration>
          </esf:configurations>"""
              .formatted(egress);
      Files.writeString(
          profile.resolve("snapshot_0.xml"),
          new String(shipped.readAllBytes(), StandardCharsets.UTF_8)
              .replace("</esf:configurations>", cloud));
    }
    return profile;
  }

  /** The demo's documents, with their maintenance systems where nobody answers. */
  private void site(int maximo, int custom) throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    Path documents = Files.createDirectory(data.resolve("documents"));
    try (Stream<Path> demo = Files.list(Command.HOME.resolve("kura-config/sites/demo"))) {
      for (Path file : demo.toList()) {
        Files.writeString(
            documents.resolve(file.getFileName()),
            Files.readString(file)
                .replace("127.0.0.1:8481", "127.0.0.1:" + maximo)
                .replace("127.0.0.1:8482", "127.0.0.1:" + custom));
      }
    }
    Path keys = Files.createDirectory(data.resolve("keys"));
    for (String name : Set.of("maximo-bedford", "rest-lyon")) {
      Path key = Files.writeString(keys.resolve(name), "gateway:secret");
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private boolean posted(int rest, String id, String point) throws Exception {
    String body =
        ("{\"type\":\"inspection\",\"id\":\"%s\",\"width\":10,\"height\":10,\"detections\":"
                + "[{\"point\":\"%s\",\"class\":\"pitting\",\"confidence\":0.95,\"box\":[1,2,3,4]}]}")
            .formatted(id, point);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rest + "/v1/observations"))
            .timeout(SOON)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() < 300;
    } catch (ConnectException e) {
      return false;
    }
  }

  private Path spyFile() {
    return folder.resolve("attempts.txt");
  }

  private Set<String> attempts() throws IOException {
    return Files.exists(spyFile())
        ? Files.readAllLines(spyFile()).stream().collect(Collectors.toCollection(TreeSet::new))
        : Set.of();
  }

  private static Path classes() {
    return Path.of(
        URI.create(
            NetworkSpy.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
