package org.bellcrank.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bellcrank.build.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Neither deployment admin asks for a signature, and neither may stumble over one. */
class SignedPackageTest {

  @TempDir private Path folder;

  @Test
  void aSignedPackageIsTaken() throws Exception {
    Path signed = folder.resolve("bellcrank-mqtt.dp");
    Signer.open(keystore(), "packages", "throw-away".toCharArray())
        .signPackage(Places.deploymentPackage("bellcrank-mqtt"), signed);
    try (GatewayFramework gateway = GatewayFramework.start(Target.current())) {
      gateway.installPackage(Places.deploymentPackage("bellcrank-libs"));
      gateway.installPackage(Places.deploymentPackage("bellcrank-core"));
      gateway.installPackage(signed);

      assertThat(gateway.state("org.bellcrank.source-mqtt")).isEqualTo(Bundle.ACTIVE);
    }
  }

  private Path keystore() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process made =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "packages",
                    "-keyalg",
                    "RSA",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    "throw-away",
                    "-dname",
                    "CN=throw-away"))
            .inheritIO()
            .start();
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).isZero();
    return store;
  }
}
