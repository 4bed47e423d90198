package org.bellcrank.publish.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.bellcrank.driver.opcua.security.Identity;
import org.bellcrank.journal.testing.MemoryStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who comes in, and how it is encrypted; with a client of another maker's stack. */
class SecurityTest {

  @TempDir static Path folder;
  private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.up(folder);
    bench.trusted();
  }

  @AfterAll
  static void stop() throws Exception {
    if (bench != null) {
      bench.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"Basic256Sha256", "Aes128_Sha256_RsaOaep", "Aes256_Sha256_RsaPss"})
  void everyPolicyEncrypts(String policy) throws Exception {
    assertThat(bench.connect(Bench.USER + ",\"policy\":\"" + policy + "\"")).isEqualTo("connected");
    assertThat(bench.read("VisionStateMachine/CurrentState")).isEqualTo("Good Operational");
  }

  @Test
  void nothingIsSpokenInTheOpenAndNobodyComesInWithoutAName() throws Exception {
    assertThat(bench.connect(Bench.USER + ",\"policy\":\"None\",\"mode\":\"None\""))
        .startsWith("refused");
    assertThat(bench.connect(Bench.USER + ",\"mode\":\"Sign\"")).startsWith("refused");
    assertThat(bench.connect("")).startsWith("refused");
    assertThat(bench.ask("endpoints", "endpoints").split(" "))
        .containsExactlyInAnyOrder(
            "Basic256Sha256:SignAndEncrypt:UserName+Certificate",
            "Aes128_Sha256_RsaOaep:SignAndEncrypt:UserName+Certificate",
            "Aes256_Sha256_RsaPss:SignAndEncrypt:UserName+Certificate");
  }

  @Test
  void whoComesWithoutProtectionMakesNoSessionsAndKeepsNobodyOut() throws Exception {
    // A connection where endpoints are asked for knows no sessions; elsewhere it is ended.
    assertThat(bench.ask("flood 21 /discovery", "flooded"))
        .contains("BadNotImplemented")
        .endsWith(":21}");
    assertThat(bench.ask("flood 21", "flooded")).doesNotContain("Good");
    assertThat(bench.connect(Bench.USER)).isEqualTo("connected");
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreRefused() throws Exception {
    assertThat(bench.connect("\"user\":\"scada\",\"password\":\"shaft-9\"")).startsWith("refused");
    assertThat(bench.connect("\"user\":\"nobody\",\"password\":\"gearbox-7\""))
        .startsWith("refused");
    assertThat(bench.connect(Bench.USER)).isEqualTo("connected");
  }

  @Test
  void aUserComesInWithACertificateOnceAPersonHasMovedIt() throws Exception {
    Path home = folder.resolve("client");
    Identity user = Identity.in(home.resolve("user"));
    Bench.pem(user, home, "user-cert.pem", "user-key.pem");
    Files.write(home.resolve("user.der"), user.chain().get(0).getEncoded());
    assertThat(bench.connect("\"certificate\":\"user\"")).startsWith("refused");

    Path users = folder.resolve("opcua/users");
    Path trusted = Files.createDirectories(users.resolve("trusted"));
    try (var files = Files.list(users.resolve("rejected"))) {
      Path only = files.toList().get(0);
      Files.move(only, trusted.resolve(only.getFileName()));
    }
    assertThat(bench.connect("\"certificate\":\"user\"")).isEqualTo("connected");
  }

  @Test
  void anApplicationThatIsNotBelievedLiesInTheRejectionFolderUntilAPersonMovesIt()
      throws Exception {
    Path home = folder.resolve("client");
    Identity stranger = Identity.in(home.resolve("stranger"));
    Bench.pem(stranger, home, "stranger-cert.pem", "stranger-key.pem");
    String as = Bench.USER + ",\"as\":\"stranger\"";
    assertThat(bench.connect(as)).startsWith("refused");

    assertThat(bench.rejected()).hasSize(1);
    Path rejected = bench.rejected().get(0);
    assertThat(rejected.getFileName()).hasToString(stranger.thumbprint() + ".der");
    Files.move(rejected, folder.resolve("opcua/trusted").resolve(rejected.getFileName()));
    assertThat(bench.connect(as)).isEqualTo("connected");
  }

  @Test
  void whatCannotBeIsRefusedWithWhatWasGivenAndWhatIsAllowed() {
    Map<String, Object> wrong =
        Map.of(
            "bind.address",
            "everywhere",
            "port",
            0,
            "hosts",
            new String[] {"http://plant"},
            "security.policies",
            new String[] {"NONE"},
            "security.modes",
            new String[] {},
            "results",
            0,
            "orders",
            1_001);
    wrong.forEach(
        (key, given) ->
            assertThatThrownBy(
                    () ->
                        new OpcUaPublisher(
                            new MemoryStore(),
                            Clock.systemUTC(),
                            Settings.of(Map.of(key, given)),
                            Map.of(),
                            folder,
                            200))
                .as(key)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(OpcUaPublisher.PID, key, "given", "allowed"));
  }
}
