package org.bellcrank.fleet.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that speaks TLS alone and lets in one user. */
class FleetTlsTest {

  private static final String SECRET = "changeit-for-tests";

  @TempDir Path folder;

  /** A certificate for 127.0.0.1 with its key, as PEM files. */
  private Path certificate(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process making =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-ext",
                "bc:c",
                "-keystore",
                store.toString(),
                "-storepass",
                SECRET)
            .redirectErrorStream(true)
            .start();
    making.getInputStream().readAllBytes();
    assertThat(making.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, SECRET.toCharArray());
    }
    pem(name + ".key", "PRIVATE KEY", keys.getKey("broker", SECRET.toCharArray()).getEncoded());
    return pem(name + ".pem", "CERTIFICATE", keys.getCertificate("broker").getEncoded());
  }

  private Path pem(String name, String what, byte[] der)
      throws IOException, GeneralSecurityException {
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(what, Base64.getMimeEncoder().encodeToString(der), what));
  }

  private static int list(Paper paper, Mosquitto broker, Path ca, Path password)
      throws InterruptedException {
    return new FleetVerb()
        .run(
            List.of(
                "list",
                "--broker",
                broker.uri(),
                "--ca",
                ca.toString(),
                "--user",
                "fleet",
                "--password-file",
                password.toString(),
                "--gateways",
                "gw-1",
                "--listen",
                "0",
                "--patience",
                "0.2"),
            paper);
  }

  @Test
  void theBrokersCertificateAndThePasswordAreChecked() throws Exception {
    Path own = certificate("own");
    Path stranger = certificate("stranger");
    Path passwords = folder.resolve("passwords");
    Process hashing =
        new ProcessBuilder(
                "mosquitto_passwd", "-b", "-c", passwords.toString(), "fleet", "right password")
            .redirectErrorStream(true)
            .start();
    hashing.getInputStream().readAllBytes();
    assertThat(hashing.waitFor()).isZero();
    String listener =
        "certfile %s%nkeyfile %s%nallow_anonymous false%npassword_file %s"
            .formatted(own, folder.resolve("own.key"), passwords);
    Path right = Files.writeString(folder.resolve("right"), "right password\n");
    Path wrong = Files.writeString(folder.resolve("wrong"), "wrong password\n");
    try (Mosquitto broker = Mosquitto.start(folder, "ssl", listener)) {
      Paper paper = new Paper();
      assertThat(list(paper, broker, own, right)).as(paper.all()).isEqualTo(1);
      assertThat(paper.all()).contains("gw-1").contains("silent");

      Paper refused = new Paper();
      assertThat(list(refused, broker, own, wrong)).isEqualTo(3);
      assertThat(refused.all()).contains(broker.uri()).doesNotContain("wrong password");

      Paper distrusted = new Paper();
      assertThat(list(distrusted, broker, stranger, right)).isEqualTo(3);
      assertThat(distrusted.all()).contains(broker.uri()).doesNotContain("right password");
    }
  }
}
