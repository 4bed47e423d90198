package org.bellcrank.driver.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bellcrank.driver.opcua.security.Identity;
import org.bellcrank.driver.opcua.security.TrustFolder;
import org.bellcrank.keys.KeyChoice;
import org.bellcrank.keys.testing.Authority;
import org.bellcrank.keys.testing.OpenCabinet;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.kura.type.DataType;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is believed, by whom, and how it is encrypted; against node-opcua. */
@ExtendWith(AnotherUser.class)
class SecurityTest {

  @TempDir static Path folder;
  private static Server server;
  private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    // What the server's administrator does: this user's certificate is believed.
    Identity.in(folder.resolve("user"));
    Path users = Files.createDirectories(folder.resolve("server/users/trusted/certs"));
    Files.copy(folder.resolve("user/own/certificate.der"), users.resolve("user.der"));
    server = new Server(folder.resolve("server"), "{\"acceptUnknown\":true,\"anonymous\":false}");
    bench = new Bench(folder.resolve("gateway"));
  }

  @AfterEach
  void endDrivers() {
    bench.close();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static Object load(OpcUaDriver driver) throws Exception {
    ChannelRecord record = Bench.channel("load", DataType.DOUBLE);
    driver.read(List.of(record));
    return Bench.value(record);
  }

  private static OpcUaDriver operator(Object... settings) throws Exception {
    Object[] all = java.util.Arrays.copyOf(settings, settings.length + 4);
    all[settings.length] = "user";
    all[settings.length + 1] = "operator";
    all[settings.length + 2] = "password";
    all[settings.length + 3] = "gearbox-7";
    return bench.trusting(server, all);
  }

  @ParameterizedTest
  @CsvSource({
    "BASIC256SHA256,SIGN_AND_ENCRYPT",
    "AES128_SHA256_RSAOAEP,SIGN_AND_ENCRYPT",
    "AES256_SHA256_RSAPSS,SIGN_AND_ENCRYPT",
    "BASIC256SHA256,SIGN"
  })
  void everyPolicyEncrypts(String policy, String mode) throws Exception {
    assertThat(load(operator("security.policy", policy, "security.mode", mode))).isEqualTo(41.5);
  }

  @Test
  void nothingIsSpokenInTheOpenUnlessThatIsAllowed() throws Exception {
    assertThatThrownBy(() -> operator("security.policy", "NONE"))
        .hasMessageContainingAll("security.policy", "NONE", "allow.none", "stays off");
    assertThat(load(operator("security.policy", "NONE", "allow.none", true))).isEqualTo(41.5);
  }

  @Test
  void aWrongPasswordAndNobodyAreRefusedAndNoPasswordIsTold() throws Exception {
    OpcUaDriver wrong = bench.trusting(server, "user", "operator", "password", "shaft-9");
    assertThatThrownBy(wrong::connect)
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("no session")
        .hasMessageContaining("Bad_")
        .hasMessageNotContaining("shaft-9");
    assertThatThrownBy(bench.trusting(server)::connect).isInstanceOf(ConnectionException.class);
  }

  @Test
  void aServerThatIsNotBelievedLiesInTheRejectionFolderUntilAPersonMovesIt() throws Exception {
    Bench fresh = new Bench(folder.resolve("fresh"));
    OpcUaDriver driver =
        fresh.driver(Map.of("endpoint", server.url(), "user", "operator", "password", "gearbox-7"));

    assertThatThrownBy(driver::connect)
        .hasMessageContainingAll("CN=Plant", "not believed", "rejected", "trusted")
        .hasMessageNotContaining("Exception");
    assertThat(fresh.rejected()).hasSize(1);
    fresh.move();

    assertThat(load(driver)).isEqualTo(41.5);
    fresh.close();
  }

  @Test
  void theKeyThatIsMadeOnceIsOpenToItsOwnerAlone() throws Exception {
    load(operator());
    Path own = bench.folder().resolve("own");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own.resolve("key.der"))))
        .isEqualTo("rw-------");
    byte[] key = Files.readAllBytes(own.resolve("key.der"));

    load(operator());

    assertThat(Files.readAllBytes(own.resolve("key.der"))).isEqualTo(key);
    assertThat(Identity.in(bench.folder()).toString()).doesNotContain("PrivateKey");
  }

  @Test
  void anExpiredCertificateIsRefusedInWords() throws Exception {
    try (Server old = new Server(folder.resolve("old"), "{\"expired\":true}");
        Bench other = new Bench(folder.resolve("other"))) {
      other.believe(old);
      assertThatThrownBy(() -> other.driver(Map.of("endpoint", old.url())).connect())
          .isInstanceOf(ConnectionException.class)
          .hasMessageContainingAll(
              "CN=Plant", "valid from", "to", "allowed: one that is valid now");
    }
  }

  @Test
  void aServerWhoseClockIsWrongIsToldAndReadOn() throws Exception {
    load(operator());
    for (long hours : new long[] {0, 1, -1}) {
      Link link =
          new Link(
              new Place(
                  server.url(),
                  SecurityPolicy.Basic256Sha256,
                  MessageSecurityMode.Sign,
                  Duration.ofSeconds(5),
                  Duration.ofSeconds(5)),
              new Login(
                  bench.folder(),
                  new KeyChoice("test", "", ""),
                  "",
                  "",
                  "operator",
                  () -> "gearbox-7"),
              new TrustFolder(TrustFolder.Side.SERVER, "test", bench.folder()),
              Clock.offset(Clock.systemUTC(), Duration.ofHours(hours)),
              there -> {});
      try {
        assertThat(link.client()).isNotNull();
        if (hours == 0) {
          assertThat(link.doubt()).isEmpty();
        } else {
          assertThat(link.doubt())
              .contains("its clock says", hours > 0 ? "behind the" : "ahead of the", "30 s");
        }
      } finally {
        link.close();
      }
    }
  }

  /** The application and the user, both out of the gateway's keystore. */
  @Test
  void keysComeFromTheKeystoreAndAnUnknownUserIsRefused() throws Exception {
    KeyStore store = Authority.empty();
    for (String alias : List.of("gateway", "user", "stranger")) {
      Identity made = Identity.in(folder.resolve(alias));
      Authority.put(
          store,
          alias,
          new Authority.Signed(made.key(), made.chain().toArray(X509Certificate[]::new)));
    }
    OpenCabinet cabinet = new OpenCabinet().put("PlantKeystore", store);
    OpcUaDriver driver = operator("keystore", "PlantKeystore", "key.alias", "gateway");
    assertThatThrownBy(driver::connect).hasMessageContaining("PlantKeystore");
    driver.setKeyCabinet(cabinet);
    assertThat(load(driver)).isEqualTo(41.5);

    OpcUaDriver user = bench.trusting(server, "keystore", "PlantKeystore", "user.alias", "user");
    user.setKeyCabinet(cabinet);
    assertThat(load(user)).isEqualTo(41.5);
    OpcUaDriver stranger =
        bench.trusting(server, "keystore", "PlantKeystore", "user.alias", "stranger");
    stranger.setKeyCabinet(cabinet);
    assertThatThrownBy(stranger::connect)
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("Bad_");
  }

  @Test
  void whatCannotBeIsRefusedWithWhatWasGivenAndWhatIsAllowed() {
    Map<String, Object> wrong =
        Map.of(
            "endpoint",
            "http://plant",
            "security.policy",
            "ROT13",
            "timeout.millis",
            5,
            "keep.alive.millis",
            1,
            "publishing.millis",
            0,
            "queue.size",
            0,
            "deadband",
            "wide",
            "write.allowed",
            new String[] {"ns=2;s=setpoint"},
            "user.alias",
            "nobody");
    wrong.forEach(
        (key, given) ->
            assertThatThrownBy(() -> bench.driver(Map.of(key, given)))
                .as(key)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("press-4", key, "given", "allowed"));
  }
}
