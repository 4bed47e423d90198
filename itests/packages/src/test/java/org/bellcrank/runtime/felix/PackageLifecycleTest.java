package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bellcrank.build.DeploymentPackage;
import org.bellcrank.build.Signer;
import org.bellcrank.runtime.felix.parts.Idle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** What the builder writes, taken by a real deployment admin. */
class PackageLifecycleTest {

  @TempDir private Path folder;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new TestGateway(folder);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static TestBundle bundle(String name, String content) {
    return new TestBundle(name)
        .header("Bundle-Activator", Idle.class.getName())
        .text("content.txt", content);
  }

  private DeploymentPackage pack(String version, String left, String right) throws Exception {
    return TestBundle.pack(folder, "pair", version, bundle("left", left), bundle("right", right));
  }

  private void assertRunning(DeploymentPackage dp) {
    for (var packaged : dp.bundles()) {
      Bundle bundle = gateway.bundle(packaged.symbolicName());
      assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
      assertThat(bundle.getVersion()).hasToString(packaged.version());
    }
  }

  @Test
  void installUpgradeReinstallAndReturn() throws Exception {
    DeploymentPackage first = pack("1.0.0", "a", "a");
    gateway.install(first);
    assertRunning(first);

    DeploymentPackage second = pack("1.1.0", "b", "a");
    gateway.install(second);
    assertRunning(second);
    assertThat(second.bundles().get(0).version()).isNotEqualTo(first.bundles().get(0).version());

    gateway.install(second);
    assertRunning(second);

    gateway.install(first);
    assertRunning(first);
  }

  @Test
  void aFixPackageBringsOnlyTheChangedBundle() throws Exception {
    DeploymentPackage first = pack("1.0.0", "a", "a");
    gateway.install(first);
    long untouched = gateway.bundle("right").getLastModified();

    DeploymentPackage second = pack("1.1.0", "b", "a");
    Path base = folder.resolve("base.dp");
    first.write(base);
    Path fix = folder.resolve("fix.dp");
    second.writeFix(fix, DeploymentPackage.Listing.read(base));
    gateway.gateway().install(fix);

    assertRunning(second);
    assertThat(gateway.bundle("right").getLastModified())
        .as("the bundle that stayed out was not replaced")
        .isEqualTo(untouched);
    assertThat(Files.size(fix)).isLessThan(Files.size(base));
  }

  @Test
  void aFixPackageOnTheWrongBaseIsRefusedAndNothingChanges() throws Exception {
    DeploymentPackage other = pack("0.9.0", "z", "z");
    gateway.install(other);
    Path base = folder.resolve("base.dp");
    pack("1.0.0", "a", "a").write(base);
    Path fix = folder.resolve("fix.dp");
    pack("1.1.0", "b", "a").writeFix(fix, DeploymentPackage.Listing.read(base));

    assertThatThrownBy(() -> gateway.gateway().install(fix))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("fix.dp");
    assertRunning(other);
  }

  @Test
  void aBundleOwnedByAnotherPackageIsRefused() throws Exception {
    gateway.install(pack("1.0.0", "a", "a"));

    assertThatThrownBy(
            () ->
                gateway.install(TestBundle.pack(folder, "other", "1.0.0", bundle("left", "other"))))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("460");
  }

  @Test
  void aTruncatedPackageIsRefusedAndTheOldOneRunsOn() throws Exception {
    DeploymentPackage first = pack("1.0.0", "a", "a");
    gateway.install(first);
    Path broken = folder.resolve("broken.dp");
    pack("1.1.0", "b", "b").write(broken);
    byte[] whole = Files.readAllBytes(broken);
    Files.write(broken, java.util.Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> gateway.gateway().install(broken)).isInstanceOf(StartException.class);
    assertRunning(first);
  }

  @Test
  void aBundleDroppedFromAPackageIsUninstalled() throws Exception {
    gateway.install(pack("1.0.0", "a", "a"));
    gateway.install(TestBundle.pack(folder, "pair", "1.1.0", bundle("left", "a")));

    assertThat(gateway.bundle("right")).isNull();
    assertThat(gateway.bundle("left").getState()).isEqualTo(Bundle.ACTIVE);
  }

  /** A signature is not in the way of a deployment admin that does not ask for one. */
  @Test
  void aSignedPackageIsTaken() throws Exception {
    DeploymentPackage plain = pack("1.0.0", "a", "a");
    Path unsigned = folder.resolve("unsigned.dp");
    plain.write(unsigned);
    Path signed = folder.resolve("signed.dp");
    Signer.open(ThrowAwayKey.in(folder), ThrowAwayKey.ALIAS, ThrowAwayKey.password())
        .signPackage(unsigned, signed);

    gateway.gateway().install(signed);

    assertRunning(plain);
    assertThat(Files.size(signed)).isGreaterThan(Files.size(unsigned));
  }
}
